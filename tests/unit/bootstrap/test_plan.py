"""The whole of bootstrap against moto: repeatable, completing, reversible."""

from __future__ import annotations

import json

from bootstrap.clients import Clients
from bootstrap.plan import Plan, Tally, apply, destroy, preview
from bootstrap.state import Found
from tests.unit.bootstrap.conftest import MOTO_OBJECTS, plan_of

pytestmark = MOTO_OBJECTS

BUCKET = "tweets-123456789012"


def quiet(_line: str) -> None:
    """Nobody listens."""


def test_plan_says_what_is_missing_and_makes_nothing(clients: Clients, plan: Plan) -> None:
    lines: list[str] = []
    assert preview(plan, clients, lines.append) == Tally(created=12, untouched=1)
    assert preview(plan, clients, quiet) == Tally(created=12, untouched=1)
    assert lines == [
        "= database default: already there",
        "+ log group /aws/lambda/store-tweet: would be created",
        f"+ bucket {BUCKET}: would be created",
        "+ role store-tweet-role: would be created",
        "+ policy AWSLambdaBasicExecutionRole on store-tweet-role: would be created",
        "+ policy AmazonS3FullAccess on store-tweet-role: would be created",
        "+ function store-tweet: would be created",
        "+ rule every-minute: would be created",
        "+ permission every-minute on store-tweet: would be created",
        "+ target store-tweet of every-minute: would be created",
        "+ bucket tweets-results-123456789012: would be created",
        "+ output location s3://tweets-results-123456789012/ of work group primary: would be created",
        "+ table default.tweets: would be created",
    ]


def test_a_second_run_changes_nothing(clients: Clients, plan: Plan) -> None:
    assert apply(plan, clients, quiet) == Tally(created=12, untouched=1)
    lines: list[str] = []
    assert apply(plan, clients, lines.append) == Tally(untouched=13)
    assert {line.rpartition(": ")[2] for line in lines} == {"already there"}


def test_a_half_made_state_is_completed(clients: Clients, plan: Plan) -> None:
    for made in range(12):
        apply(Plan(plan.resources[:made]), clients, quiet)
        assert apply(plan, clients, quiet) == Tally(created=12 - made, untouched=made + 1)
        assert apply(plan, clients, quiet) == Tally(untouched=13)
        destroy(plan, clients, quiet)


def test_what_is_different_is_changed_and_said(clients: Clients, plan: Plan) -> None:
    apply(plan, clients, quiet)
    other = plan_of(clients, "timeout=20", "rate=rate(2 minutes)", "log_days=30")
    lines: list[str] = []
    assert apply(other, clients, lines.append) == Tally(changed=3, untouched=10)
    assert [line for line in lines if line.startswith("~")] == [
        "~ log group /aws/lambda/store-tweet: changed: events kept 7 days → 30 days",
        "~ function store-tweet: changed: Timeout 10 → 20",
        "~ rule every-minute: changed: schedule rate(1 minute) → rate(2 minutes)",
    ]
    assert apply(other, clients, quiet).acted == 0


def test_without_s3_access_only_that_policy_is_left_out(clients: Clients, plan: Plan) -> None:
    without = plan_of(clients, s3_access=False)
    lines: list[str] = []
    assert apply(without, clients, lines.append) == Tally(created=11, untouched=1)
    assert lines[-1] == ". policy AmazonS3FullAccess on store-tweet-role: left out"
    # attached by hand, it is found, kept, and no reason for a change
    clients.iam.attach_role_policy(
        RoleName="store-tweet-role", PolicyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess"
    )
    assert apply(plan, clients, quiet) == Tally(untouched=13)
    assert apply(without, clients, lines.append) == Tally(untouched=12)
    assert lines[-1].endswith("left out, but it is there: detach it to see AccessDenied")


def test_destroy_takes_everything_away_and_says_what_was_not_there(clients: Clients, plan: Plan) -> None:
    apply(plan, clients, quiet)
    lines: list[str] = []
    assert destroy(plan, clients, lines.append) == Tally(destroyed=12)
    assert lines[0] == "- table default.tweets: destroyed"
    assert lines[-2:] == [
        "- log group /aws/lambda/store-tweet: destroyed",
        ". database default: kept, others may use it",
    ]
    assert destroy(plan, clients, lines.append) == Tally(untouched=12)
    assert lines[-2] == ". log group /aws/lambda/store-tweet: not there"
    assert all(resource.look(clients).found is Found.MISSING for resource in plan.resources)


def test_destroy_removes_what_was_added_by_hand(clients: Clients, plan: Plan) -> None:
    apply(plan, clients, quiet)
    s3, iam = clients.s3, clients.iam
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    for body in (b"1", b"2"):
        s3.put_object(Bucket=BUCKET, Key="tweets/1.json", Body=body)
    s3.delete_object(Bucket=BUCKET, Key="tweets/1.json")
    iam.attach_role_policy(
        RoleName="store-tweet-role", PolicyArn="arn:aws:iam::aws:policy/AmazonSQSFullAccess"
    )
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
    iam.put_role_policy(RoleName="store-tweet-role", PolicyName="mine", PolicyDocument=json.dumps(policy))
    queue = "arn:aws:sqs:eu-west-3:123456789012:other"
    clients.events.put_targets(Rule="every-minute", Targets=[{"Id": "other", "Arn": queue}])
    assert destroy(plan, clients, quiet) == Tally(destroyed=12)
