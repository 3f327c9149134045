"""Scheduled rules run on the lab clock: a lab minute of the tests lasts a second."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab
from tests.scenarios.queues import Queue, lab_time, overview, poll


@pytest.fixture
def queue(lab: Lab) -> Queue:
    return Queue(lab)


@pytest.fixture
def rule(lab: Lab) -> Iterator[str]:
    name = f"rule-{uuid.uuid4().hex[:8]}"
    yield name
    events = lab.client("events")
    events.delete_rule(Name=name, Force=True)


def shown(lab: Lab, name: str) -> dict[str, Any]:
    """The rule as `/_nuage/rules` shows it; empty when it is not there."""
    return next((rule for rule in overview(lab)["rules"] if rule["name"] == name), {})


def put(lab: Lab, rule: str, expression: str, queue: Queue, **rest: Any) -> str:
    events = lab.client("events")
    arn: str = events.put_rule(Name=rule, ScheduleExpression=expression, **rest)["RuleArn"]
    events.put_targets(Rule=rule, Targets=[{"Id": "q", "Arn": queue.arn}])
    return arn


def times(bodies: list[dict[str, Any]]) -> list[datetime]:
    return [datetime.fromisoformat(body["time"]) for body in bodies]


def test_a_rate_runs_every_lab_minute_from_its_creation(lab: Lab, rule: str, queue: Queue) -> None:
    arn = put(lab, rule, "rate(1 minute)", queue)
    bodies = queue.wait_for(4)
    first = bodies[0]
    uuid.UUID(first.pop("id"))
    first.pop("time")
    assert first == {
        "version": "0",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "000000000000",
        "region": "us-east-1",
        "resources": [arn],
        "detail": {},
    }
    assert len({body["id"] for body in bodies[1:]}) == len(bodies) - 1, "every event has an id of its own"


def test_runs_of_a_rate_are_one_period_apart_and_none_is_lost(lab: Lab, rule: str, queue: Queue) -> None:
    created = lab_time(lab)
    put(lab, rule, "rate(1 minute)", queue)
    moments = sorted(times(queue.wait_for(5)))
    assert {(b - a).total_seconds() for a, b in pairwise(moments)} == {60}
    # the first run is one period after creation, not on the next full minute
    assert 60 <= (moments[0] - created).total_seconds() < 600


def test_a_second_put_targets_does_not_double_the_events(lab: Lab, rule: str, queue: Queue) -> None:
    put(lab, rule, "rate(1 minute)", queue)
    put(lab, rule, "rate(1 minute)", queue)
    moments = times(queue.wait_for(4))
    assert len(set(moments)) == len(moments)


def test_a_cron_runs_on_the_full_lab_minute(lab: Lab, rule: str, queue: Queue) -> None:
    put(lab, rule, "cron(0/2 * * * ? *)", queue)
    moments = times(queue.wait_for(2))
    assert all(moment.second == 0 and moment.minute % 2 == 0 for moment in moments)


def test_a_disabled_rule_does_not_run_and_an_enabled_one_does(lab: Lab, rule: str, queue: Queue) -> None:
    events = lab.client("events")
    put(lab, rule, "rate(1 minute)", queue)
    queue.wait_for(1)
    events.disable_rule(Name=rule)
    ran = shown(lab, rule)["triggered"]
    before = lab_time(lab)
    poll(lambda: (lab_time(lab) - before).total_seconds() > 180)
    now = shown(lab, rule)
    assert (now["triggered"], now["next_run"], now["state"]) == (ran, None, "DISABLED")
    queue.take()
    events.enable_rule(Name=rule)
    queue.wait_for(1)


def test_a_new_expression_takes_the_place_of_the_old(lab: Lab, rule: str, queue: Queue) -> None:
    put(lab, rule, "rate(1 minute)", queue)
    queue.wait_for(1)
    changed = lab_time(lab)
    put(lab, rule, "rate(1 day)", queue)
    assert 86400 <= (datetime.fromisoformat(shown(lab, rule)["next_run"]) - changed).total_seconds() < 87000
    put(lab, rule, "rate(1 minute)", queue, State="DISABLED")
    assert shown(lab, rule)["next_run"] is None


def test_a_deleted_rule_and_a_removed_target_get_nothing(lab: Lab, rule: str, queue: Queue) -> None:
    events = lab.client("events")
    put(lab, rule, "rate(1 minute)", queue)
    queue.wait_for(1)
    events.remove_targets(Rule=rule, Ids=["q"])
    before = shown(lab, rule)["triggered"]
    poll(lambda: shown(lab, rule)["triggered"] > before + 1)
    poll(lambda: not queue.take())
    events.delete_rule(Name=rule)
    assert shown(lab, rule) == {}
    events.delete_rule(Name=rule)  # AWS: no error


def test_the_same_put_rule_again_does_not_start_the_period_anew(lab: Lab, rule: str, queue: Queue) -> None:
    put(lab, rule, "rate(1 day)", queue)
    before = shown(lab, rule)["next_run"]
    put(lab, rule, "rate(1 day)", queue)
    assert shown(lab, rule)["next_run"] == before


@pytest.mark.parametrize(
    "expression", ["rate(1 minutes)", "rate(5 minute)", "cron(0 1 * * * *)", "at(2030-01-01T00:00:00)"]
)
def test_an_expression_that_aws_refuses_is_refused(lab: Lab, rule: str, expression: str) -> None:
    with pytest.raises(ClientError) as caught:
        lab.client("events").put_rule(Name=rule, ScheduleExpression=expression)
    assert caught.value.response["Error"] == {
        "Code": "ValidationException",
        "Message": "Parameter ScheduleExpression is not valid.",
    }


def test_crons_that_localstack_refuses_are_accepted(lab: Lab, rule: str) -> None:
    lab.client("events").put_rule(Name=rule, ScheduleExpression="cron(0-15/1 8-8 ? * 2,3,4,5,6,7 *)")


def test_a_schedule_belongs_to_the_default_bus(lab: Lab, rule: str) -> None:
    events = lab.client("events")
    events.create_event_bus(Name=f"bus-{rule}")
    with pytest.raises(ClientError) as caught:
        events.put_rule(Name=rule, EventBusName=f"bus-{rule}", ScheduleExpression="rate(1 minute)")
    assert caught.value.response["Error"] == {
        "Code": "ValidationException",
        "Message": "ScheduleExpression is supported only on the default event bus.",
    }


def test_a_constant_input_replaces_the_event_even_when_it_is_empty(lab: Lab, rule: str, queue: Queue) -> None:
    events = lab.client("events")
    events.put_rule(Name=rule, ScheduleExpression="rate(1 minute)")
    events.put_targets(Rule=rule, Targets=[{"Id": "q", "Arn": queue.arn, "Input": "{}"}])
    assert queue.wait_for(1)[0] == {}


def test_an_input_transformer_sees_the_scheduled_time(lab: Lab, rule: str, queue: Queue) -> None:
    events = lab.client("events")
    events.put_rule(Name=rule, ScheduleExpression="rate(1 minute)")
    transformer = {
        "InputPathsMap": {"t": "$.time"},
        "InputTemplate": '{"at": <t>, "rule": <aws.events.rule-name>}',
    }
    events.put_targets(Rule=rule, Targets=[{"Id": "q", "Arn": queue.arn, "InputTransformer": transformer}])
    body = queue.wait_for(1)[0]
    assert body["rule"] == rule
    assert datetime.fromisoformat(body["at"])
