"""What becomes of an event: run by hand, refused by its target, matched by a disabled rule."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.conftest import Lab
from tests.scenarios.queues import Queue, attributes_of, overview


@pytest.fixture
def queue(lab: Lab) -> Queue:
    return Queue(lab)


@pytest.fixture
def rule(lab: Lab) -> Iterator[str]:
    name = f"delivery-{uuid.uuid4().hex[:8]}"
    yield name
    lab.client("events").delete_rule(Name=name, Force=True)


def fire(lab: Lab, rule: str, **more: Any) -> requests.Response:
    return requests.post(f"{lab.endpoint}/_nuage/rules/{rule}/fire", timeout=10, **more)


def shown(lab: Lab, name: str) -> dict[str, Any]:
    return next((rule for rule in overview(lab)["rules"] if rule["name"] == name), {})


def test_a_rule_is_run_now(lab: Lab, rule: str, queue: Queue) -> None:
    events = lab.client("events")
    arn = events.put_rule(Name=rule, ScheduleExpression="rate(1 day)")["RuleArn"]
    events.put_targets(Rule=rule, Targets=[{"Id": "q", "Arn": queue.arn}])
    answer = fire(lab, rule)
    body = answer.json()
    assert (answer.status_code, body["rule"], body["state"]) == (200, rule, "ENABLED")
    assert body["targets"] == [{"id": "q", "status": "delivered"}]
    event = queue.wait_for(1)[0]
    assert (event["detail-type"], event["resources"], event["time"]) == (
        "Scheduled Event",
        [arn],
        body["time"],
    )


def test_a_disabled_rule_is_run_too_and_the_answer_says_that_it_is_disabled(
    lab: Lab, rule: str, queue: Queue
) -> None:
    events = lab.client("events")
    events.put_rule(Name=rule, ScheduleExpression="rate(1 day)", State="DISABLED")
    events.put_targets(Rule=rule, Targets=[{"Id": "q", "Arn": queue.arn}])
    assert fire(lab, rule).json()["state"] == "DISABLED"
    queue.wait_for(1)


def test_a_target_that_is_not_there_fails_with_a_reason_and_a_dead_letter(
    lab: Lab, rule: str, queue: Queue
) -> None:
    events = lab.client("events")
    arn = events.put_rule(Name=rule, ScheduleExpression="rate(1 day)")["RuleArn"]
    missing = "arn:aws:sqs:us-east-1:000000000000:not-there"
    targets = [
        {"Id": "missing", "Arn": missing, "DeadLetterConfig": {"Arn": queue.arn}},
        {"Id": "lambda", "Arn": "arn:aws:lambda:us-east-1:000000000000:function:not-there"},
    ]
    events.put_targets(Rule=rule, Targets=targets)
    answers = {answer["id"]: answer for answer in fire(lab, rule).json()["targets"]}
    assert answers["missing"]["status"] == answers["lambda"]["status"] == "failed"
    assert answers["missing"]["retried"] is False
    assert answers["missing"]["error"].startswith("NO_RESOURCE: ")
    letters = queue.wait_for_messages(1)
    attributes = attributes_of(letters[0])
    assert json.loads(letters[0]["Body"])["resources"] == [arn]
    assert {key: attributes[key] for key in ("RULE_ARN", "TARGET_ARN", "ERROR_CODE", "RETRY_ATTEMPTS")} == {
        "RULE_ARN": arn,
        "TARGET_ARN": missing,
        "ERROR_CODE": "NO_RESOURCE",
        "RETRY_ATTEMPTS": "0",
    }
    counts = shown(lab, rule)
    assert (counts["triggered"], counts["invocations"], counts["failed_invocations"]) == (1, 2, 2)


def test_a_rule_that_is_not_there_is_named_with_those_that_are(lab: Lab, rule: str) -> None:
    lab.client("events").put_rule(Name=rule, ScheduleExpression="rate(1 day)")
    answer = fire(lab, "no-such-rule")
    assert answer.status_code == 404
    error = answer.json()["error"]
    assert error.startswith("no rule named no-such-rule in us-east-1; rules there: ")
    assert rule in error
    elsewhere = fire(lab, "no-such-rule", params={"region": "eu-west-3"}).json()["error"]
    assert elsewhere == "no rule named no-such-rule in eu-west-3; there are no rules there"


def test_a_page_of_another_site_may_not_run_a_rule(lab: Lab, rule: str, queue: Queue) -> None:
    events = lab.client("events")
    events.put_rule(Name=rule, ScheduleExpression="rate(1 day)")
    # the first is refused by LocalStack, which would let the second pass
    for origin in ("http://evil.example", "https://app.localstack.cloud"):
        assert fire(lab, rule, headers={"Origin": origin}).status_code == 403
    own = f"localhost:{urlsplit(lab.endpoint).port}"
    assert fire(lab, rule, headers={"Origin": f"http://{own}", "Host": own}).status_code == 200
    assert shown(lab, rule)["triggered"] == 1


def test_a_disabled_rule_with_a_pattern_gets_no_events(lab: Lab, rule: str, queue: Queue) -> None:
    events = lab.client("events")
    pattern = json.dumps({"source": [rule]})
    entry = {"Source": rule, "DetailType": "Test", "Detail": "{}"}
    events.put_rule(Name=rule, EventPattern=pattern, State="DISABLED")
    events.put_targets(Rule=rule, Targets=[{"Id": "q", "Arn": queue.arn}])
    events.put_events(Entries=[{**entry, "Detail": '{"n": 1}'}])
    events.enable_rule(Name=rule)
    events.put_events(Entries=[{**entry, "Detail": '{"n": 2}'}])
    assert [event["detail"] for event in queue.wait_for(1)] == [{"n": 2}]


def test_a_rule_may_have_a_pattern_and_a_schedule(lab: Lab, rule: str, queue: Queue) -> None:
    events = lab.client("events")
    events.put_rule(Name=rule, EventPattern=json.dumps({"source": [rule]}), ScheduleExpression="rate(1 day)")
    events.put_targets(Rule=rule, Targets=[{"Id": "q", "Arn": queue.arn}])
    events.put_events(Entries=[{"Source": rule, "DetailType": "Test", "Detail": "{}"}])
    assert queue.wait_for(1)[0]["source"] == rule
    assert shown(lab, rule)["next_run"] is not None


def test_a_queue_that_does_not_let_events_in_refuses_once_and_for_all(lab: Lab, rule: str) -> None:
    sqs, events = lab.client("sqs"), lab.client("events")
    closed = sqs.create_queue(QueueName=f"closed-{rule}")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=closed, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name=rule, ScheduleExpression="rate(1 day)")
    events.put_targets(Rule=rule, Targets=[{"Id": "q", "Arn": arn}])
    answer = fire(lab, rule).json()["targets"][0]
    assert (answer["status"], answer["retried"]) == ("failed", False)
    assert answer["error"].startswith("NO_PERMISSIONS: ")
    assert shown(lab, rule)["failed_invocations"] == 1
