"""infra/cloudformation: the first lab as a stack, by boto3 and by the AWS CLI."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bootstrap.columns import COLUMNS
from bootstrap.package import build
from tests.conftest import Lab
from tests.processes.labs import RATE, ROOT, Tweets, tweets
from tests.scenarios.programs import run

TEMPLATE = ROOT / "infra" / "cloudformation" / "tp2.yaml"
STACK, PREFIX, CODE = "cfntest", "cfntest-", "cfntest-code"
AWS = Path(sys.executable).with_name("aws")
QUESTIONS = {"count_well_formed", "top_hashtags"}


@pytest.fixture
def made(lab: Lab, tmp_path: Path) -> Iterator[Tweets]:
    s3 = lab.client("s3")
    s3.create_bucket(Bucket=CODE)
    package = tmp_path / "function.zip"
    build(ROOT / "lambda", package)
    s3.upload_file(str(package), CODE, "function.zip")
    yield Tweets(lab, PREFIX, QUESTIONS)
    s3.delete_object(Bucket=CODE, Key="function.zip")
    s3.delete_bucket(Bucket=CODE)


@pytest.fixture
def cloudformation(lab: Lab) -> Any:
    return lab.client("cloudformation")


def parameters(**values: str) -> list[dict[str, str]]:
    given = {"Prefix": PREFIX, "CodeBucket": CODE, "Rate": RATE, **values}
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in given.items()]


def until(cloudformation: Any, waiter: str) -> None:
    cloudformation.get_waiter(waiter).wait(StackName=STACK, WaiterConfig={"Delay": 1, "MaxAttempts": 120})


def empty(lab: Lab, *buckets: str) -> None:
    """CloudFormation deletes no bucket that has objects in it."""
    s3 = lab.client("s3")
    for bucket in buckets:
        for item in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
            s3.delete_object(Bucket=bucket, Key=item["Key"])


@pytest.mark.timeout(400)
def test_create_describe_use_update_delete(lab: Lab, made: Tweets, cloudformation: Any) -> None:
    template = TEMPLATE.read_text(encoding="utf-8")
    named = {
        each["ParameterKey"] for each in cloudformation.validate_template(TemplateBody=template)["Parameters"]
    }
    assert {"TweetUrl", "RoleName", "Prefix"} <= named
    with tweets() as url:
        stack: dict[str, Any] = {"StackName": STACK, "TemplateBody": template}
        stack["Capabilities"] = ["CAPABILITY_NAMED_IAM"]
        cloudformation.create_stack(**stack, Parameters=parameters(TweetUrl=url))
        until(cloudformation, "stack_create_complete")
        described = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
        outputs = {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}
        assert outputs == {
            "Bucket": made.bucket,
            "Function": made.function,
            "Rule": made.rule,
            "WorkGroup": made.group,
            "Table": "cfntest_tweets.tweets",
        }
        table = lab.client("glue").get_table(DatabaseName=made.database, Name="tweets")["Table"]
        columns = table["StorageDescriptor"]["Columns"]
        assert {column["Name"]: column["Type"] for column in columns} == COLUMNS
        made.works()
        assert retention(lab, made) == 7

        changed = {"Memory": "192", "Rate": "rate(6 days)", "LogDays": "14", "ScanLimit": "20000000"}
        cloudformation.update_stack(**stack, Parameters=parameters(TweetUrl=url, **changed))
        until(cloudformation, "stack_update_complete")
        function = lab.client("lambda").get_function_configuration(FunctionName=made.function)
        assert function["MemorySize"] == 192
        events = lab.client("events")
        assert events.describe_rule(Name=made.rule)["ScheduleExpression"] == "rate(6 days)"
        assert [t["Id"] for t in events.list_targets_by_rule(Rule=made.rule)["Targets"]] == [made.function]
        assert retention(lab, made) == 14
        group = lab.client("athena").get_work_group(WorkGroup=made.group)["WorkGroup"]["Configuration"]
        assert group["BytesScannedCutoffPerQuery"] == 20_000_000
        assert group["ResultConfiguration"] == {"OutputLocation": f"s3://{made.results}/"}
        made.works()

        empty(lab, made.bucket, made.results)
        cloudformation.delete_stack(StackName=STACK)
        until(cloudformation, "stack_delete_complete")
    assert made.remains() == []


@pytest.mark.timeout(400)
@pytest.mark.skipif(not AWS.exists(), reason="the AWS CLI is not installed beside this Python")
def test_aws_cloudformation_deploy(lab: Lab, made: Tweets, cloudformation: Any) -> None:
    given = [f"Prefix={PREFIX}", f"CodeBucket={CODE}", "TweetUrl=http://127.0.0.1:9/tweet", f"Rate={RATE}"]
    command = [sys.executable, str(AWS), "cloudformation", "deploy", "--stack-name", STACK]
    command += ["--template-file", str(TEMPLATE), "--capabilities", "CAPABILITY_NAMED_IAM"]
    said = run(lab, *command, "--parameter-overrides", *given)
    assert f"Successfully created/updated stack - {STACK}" in said
    assert len(made.remains()) == 8, made.remains()
    # what a second deploy does not name stays as it is
    said = run(lab, *command, "--parameter-overrides", "LogDays=30")
    assert f"Successfully created/updated stack - {STACK}" in said
    assert retention(lab, made) == 30
    said = run(lab, *command, "--parameter-overrides", "LogDays=30", "--no-fail-on-empty-changeset")
    assert "No changes to deploy" in said
    empty(lab, made.bucket, made.results)
    run(lab, sys.executable, str(AWS), "cloudformation", "delete-stack", "--stack-name", STACK)
    until(cloudformation, "stack_delete_complete")
    assert made.remains() == []


def retention(lab: Lab, made: Tweets) -> int:
    (group,) = lab.client("logs").describe_log_groups(logGroupNamePrefix=made.log_group)["logGroups"]
    return int(group["retentionInDays"])
