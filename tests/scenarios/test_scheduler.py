"""EventBridge Scheduler: schedules are kept as on AWS, and they run."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab
from tests.scenarios.queues import Queue, attributes_of, lab_time, overview, poll

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


@pytest.fixture(scope="module")
def role(lab: Lab) -> str:
    iam = lab.client("iam")
    name = f"scheduler-{uuid.uuid4().hex[:8]}"
    arn: str = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    allow = {"Effect": "Allow", "Action": ["sqs:*", "events:PutEvents", "sns:Publish"], "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    iam.put_role_policy(RoleName=name, PolicyName="targets", PolicyDocument=policy)
    return arn


@pytest.fixture
def queue(lab: Lab) -> Queue:
    return Queue(lab)


class Maker:
    """Creates schedules that are deleted after the test."""

    def __init__(self, lab: Lab, role: str) -> None:
        self.scheduler = lab.client("scheduler")
        self.role = role
        self.names: list[str] = []

    def create(self, expression: str, arn: str, target: dict[str, Any] | None = None, **rest: Any) -> str:
        name = f"schedule-{uuid.uuid4().hex[:8]}"
        self.names.append(name)
        self.scheduler.create_schedule(Name=name, **self.request(expression, arn, target, **rest))
        return name

    def request(
        self, expression: str, arn: str, target: dict[str, Any] | None = None, **rest: Any
    ) -> dict[str, Any]:
        return {
            "ScheduleExpression": expression,
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "Target": {"Arn": arn, "RoleArn": self.role, **(target or {})},
            **rest,
        }


@pytest.fixture
def maker(lab: Lab, role: str) -> Iterator[Maker]:
    made = Maker(lab, role)
    yield made
    there = {schedule["Name"] for schedule in made.scheduler.list_schedules(MaxResults=100)["Schedules"]}
    for name in there & set(made.names):
        made.scheduler.delete_schedule(Name=name)


def error_of(caught: pytest.ExceptionInfo[ClientError]) -> tuple[str, str]:
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def shown(lab: Lab, name: str) -> dict[str, Any]:
    return next((schedule for schedule in overview(lab)["schedules"] if schedule["name"] == name), {})


def test_a_rate_runs_at_once_and_then_every_lab_minute(lab: Lab, maker: Maker, queue: Queue) -> None:
    text = """{"at": "<aws.scheduler.scheduled-time>", "arn": "<aws.scheduler.schedule-arn>",
               "n": <aws.scheduler.attempt-number>}"""
    created = lab_time(lab)
    name = maker.create("rate(1 minute)", queue.arn, {"Input": text})
    bodies = queue.wait_for(3)
    assert {body["arn"] for body in bodies} == {
        f"arn:aws:scheduler:us-east-1:000000000000:schedule/default/{name}"
    }
    assert {body["n"] for body in bodies} == {1}
    moments = sorted(datetime.fromisoformat(body["at"]) for body in bodies)
    assert {b - a for a, b in pairwise(moments)} == {timedelta(minutes=1)}
    assert moments[0] - created < timedelta(minutes=10)


def test_without_input_the_target_gets_a_notification(lab: Lab, maker: Maker, queue: Queue) -> None:
    maker.create("rate(1 minute)", queue.arn)
    body = queue.wait_for(1)[0]
    assert (body["source"], body["detail-type"], body["detail"]) == ("aws.scheduler", "Scheduled Event", "{}")


def test_a_one_time_schedule_runs_once_and_stays(lab: Lab, maker: Maker, queue: Queue) -> None:
    moment = lab_time(lab) + timedelta(minutes=2)
    name = maker.create(f"at({moment:%Y-%m-%dT%H:%M:%S})", queue.arn, {"Input": '"once"'})
    assert queue.wait_for(1) == ["once"]
    assert shown(lab, name)["next_run"] is None
    assert maker.scheduler.get_schedule(Name=name)["State"] == "ENABLED"


def test_a_one_time_schedule_is_deleted_after_completion(lab: Lab, maker: Maker, queue: Queue) -> None:
    moment = lab_time(lab) + timedelta(minutes=2)
    name = maker.create(
        f"at({moment:%Y-%m-%dT%H:%M:%S})", queue.arn, {"Input": '"once"'}, ActionAfterCompletion="DELETE"
    )
    assert queue.wait_for(1) == ["once"]
    poll(lambda: shown(lab, name) == {})
    with pytest.raises(ClientError) as caught:
        maker.scheduler.get_schedule(Name=name)
    assert error_of(caught) == ("ResourceNotFoundException", f"Schedule {name} does not exist.")


def test_a_flexible_window_puts_runs_off_and_loses_none(lab: Lab, maker: Maker, queue: Queue) -> None:
    text = '"<aws.scheduler.scheduled-time>"'
    window = {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 3}
    maker.create("rate(1 minute)", queue.arn, {"Input": text}, FlexibleTimeWindow=window)
    # a run may come three minutes late, so that the last three may be missing
    moments = sorted(datetime.fromisoformat(body) for body in queue.wait_for(6))[:-3]
    assert {b - a for a, b in pairwise(moments)} == {timedelta(minutes=1)}


def test_a_time_zone_is_minded(lab: Lab, maker: Maker, queue: Queue) -> None:
    moment = lab_time(lab) + timedelta(days=400)
    text = f"{moment:%Y}-01-15T12:00:00"
    name = maker.create(f"at({text})", queue.arn, ScheduleExpressionTimezone="Europe/Paris")
    assert shown(lab, name)["next_run"] == f"{moment:%Y}-01-15T11:00:00Z"


def test_a_disabled_schedule_does_not_run(lab: Lab, maker: Maker, queue: Queue) -> None:
    name = maker.create("rate(1 minute)", queue.arn, State="DISABLED")
    before = lab_time(lab)
    poll(lambda: lab_time(lab) - before > timedelta(minutes=2))
    assert shown(lab, name)["triggered"] == 0
    maker.scheduler.update_schedule(
        Name=name, **maker.request("rate(1 minute)", queue.arn)
    )  # ENABLED by default
    queue.wait_for(1)


def test_a_universal_target_is_called(lab: Lab, maker: Maker, queue: Queue) -> None:
    parameters = json.dumps({"QueueUrl": queue.url, "MessageBody": '"universal"'})
    maker.create("rate(1 minute)", "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", {"Input": parameters})
    assert queue.wait_for(1)[0] == "universal"


def test_an_event_bus_is_a_target(lab: Lab, maker: Maker, queue: Queue) -> None:
    events = lab.client("events")
    rule = f"from-scheduler-{uuid.uuid4().hex[:8]}"
    events.put_rule(Name=rule, EventPattern=json.dumps({"source": [rule]}))
    events.put_targets(Rule=rule, Targets=[{"Id": "q", "Arn": queue.arn}])
    about = {"EventBridgeParameters": {"DetailType": "Test", "Source": rule}, "Input": '{"a": 1}'}
    maker.create("rate(1 minute)", "arn:aws:events:us-east-1:000000000000:event-bus/default", about)
    body = queue.wait_for(1)[0]
    events.delete_rule(Name=rule, Force=True)
    assert (body["source"], body["detail-type"], body["detail"]) == (rule, "Test", {"a": 1})


def test_a_schedule_without_its_target_goes_to_the_dead_letter_queue(
    lab: Lab, maker: Maker, queue: Queue
) -> None:
    target = {"DeadLetterConfig": {"Arn": queue.arn}, "Input": '"lost"'}
    name = maker.create("rate(1 day)", "arn:aws:sqs:us-east-1:000000000000:not-there", target)
    letters = queue.wait_for_messages(1)
    assert letters[0]["Body"] == '"lost"'
    attributes = attributes_of(letters[0])
    assert attributes["ERROR_CODE"] == "NO_RESOURCE"
    assert attributes["RETRY_ATTEMPTS"] == "0"
    assert attributes["SCHEDULE_ARN"].endswith(f":schedule/default/{name}")
    assert attributes["TARGET_ARN"] == "arn:aws:sqs:us-east-1:000000000000:not-there"


def test_what_is_created_is_got_and_listed(lab: Lab, maker: Maker, queue: Queue) -> None:
    name = maker.create("cron(0 20 * * ? *)", queue.arn, Description="evening")
    got = maker.scheduler.get_schedule(Name=name)
    assert (got["ActionAfterCompletion"], got["State"], got["Description"]) == ("NONE", "ENABLED", "evening")
    assert (got["ScheduleExpressionTimezone"], got["GroupName"]) == ("UTC", "default")
    assert got["Target"]["RetryPolicy"] == {"MaximumEventAgeInSeconds": 86400, "MaximumRetryAttempts": 185}
    maker.scheduler.update_schedule(
        Name=name, **maker.request("rate(5 minutes)", queue.arn, State="DISABLED")
    )
    got = maker.scheduler.get_schedule(Name=name)
    assert (got["ScheduleExpression"], got["State"], "Description" in got) == (
        "rate(5 minutes)",
        "DISABLED",
        False,
    )
    listed = maker.scheduler.list_schedules(NamePrefix=name)["Schedules"]
    assert [(schedule["Name"], schedule["Target"]) for schedule in listed] == [(name, {"Arn": queue.arn})]


def test_groups_hold_schedules_and_take_them_with_them(lab: Lab, maker: Maker, queue: Queue) -> None:
    scheduler, group = maker.scheduler, f"group-{uuid.uuid4().hex[:8]}"
    scheduler.create_schedule_group(Name=group)
    name = maker.create("rate(1 day)", queue.arn, GroupName=group)
    with pytest.raises(ClientError) as caught:
        scheduler.create_schedule_group(Name=group)
    assert error_of(caught) == ("ConflictException", f"Schedule group {group} already exists.")
    assert [s["Name"] for s in scheduler.list_schedules(GroupName=group)["Schedules"]] == [name]
    scheduler.delete_schedule_group(Name=group)
    assert shown(lab, name) == {}
    for call in (scheduler.get_schedule_group, scheduler.delete_schedule_group):
        with pytest.raises(ClientError) as caught:
            call(Name=group)
        assert error_of(caught) == ("ResourceNotFoundException", f"Schedule group {group} does not exist.")


def test_a_name_is_taken_once(lab: Lab, maker: Maker, queue: Queue) -> None:
    name = maker.create("rate(1 day)", queue.arn)
    with pytest.raises(ClientError) as caught:
        maker.scheduler.create_schedule(Name=name, **maker.request("rate(1 day)", queue.arn))
    assert error_of(caught) == ("ConflictException", f"Schedule {name} already exists.")


@pytest.mark.parametrize(
    ("rest", "message"),
    [
        ({"ScheduleExpression": "cron(0 1 * * * *)"}, "Invalid Schedule Expression cron(0 1 * * * *)."),
        (
            {"ScheduleExpression": "at(2030-02-30T00:00:00)"},
            "Invalid Schedule Expression at(2030-02-30T00:00:00).",
        ),
        ({"ScheduleExpression": "rate(10 seconds)"}, "Invalid Schedule Expression rate(10 seconds)."),
        (
            {"FlexibleTimeWindow": {"Mode": "FLEXIBLE"}},
            "MaximumWindowInMinutes must be provided when FlexibleTimeWindowMode is set to FLEXIBLE.",
        ),
        ({"StartDate": 0}, "The StartDate you specify cannot be earlier than 5 minutes ago."),
        ({"ScheduleExpressionTimezone": "Mars/Base"}, "Invalid Schedule Expression Timezone Mars/Base."),
        ({"GroupName": "nowhere"}, "Schedule group nowhere does not exist."),
    ],
)
def test_what_aws_refuses_is_refused(
    lab: Lab, maker: Maker, queue: Queue, rest: dict[str, Any], message: str
) -> None:
    with pytest.raises(ClientError) as caught:
        maker.scheduler.create_schedule(Name="refused", **(maker.request("rate(1 day)", queue.arn) | rest))
    assert error_of(caught)[1] == message


def test_a_role_that_does_not_trust_the_scheduler_is_refused(lab: Lab, maker: Maker, queue: Queue) -> None:
    maker.role = "arn:aws:iam::000000000000:role/no-such-role"
    with pytest.raises(ClientError) as caught:
        maker.create("rate(1 day)", queue.arn)
    assert error_of(caught) == (
        "ValidationException",
        "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
    )


def test_a_target_that_the_lab_does_not_run_says_so(lab: Lab, maker: Maker) -> None:
    with pytest.raises(ClientError) as caught:
        maker.create("rate(1 day)", "arn:aws:ecs:us-east-1:000000000000:cluster/c")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert error_of(caught)[1].startswith("Nuage does not run targets of ecs; it runs events, firehose,")


def test_tags_belong_to_groups(lab: Lab, maker: Maker) -> None:
    group = f"group-{uuid.uuid4().hex[:8]}"
    arn = maker.scheduler.create_schedule_group(Name=group, Tags=[{"Key": "a", "Value": "1"}])[
        "ScheduleGroupArn"
    ]
    assert maker.scheduler.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "a", "Value": "1"}]
    maker.scheduler.untag_resource(ResourceArn=arn, TagKeys=["a"])
    assert maker.scheduler.list_tags_for_resource(ResourceArn=arn)["Tags"] == []
    maker.scheduler.delete_schedule_group(Name=group)
