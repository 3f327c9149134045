"""The types of resources that LocalStack's CloudFormation lacks, or whose updates it leaves out.

Source: AWS CloudFormation Template Reference.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab

Resources = dict[str, Any]


class Stack:
    """A stack of its own name."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self.client = lab.client("cloudformation")
        self.name = f"stack-{uuid.uuid4().hex[:8]}"

    def create(self, resources: Resources) -> None:
        self.client.create_stack(StackName=self.name, TemplateBody=json.dumps({"Resources": resources}))
        self._until("stack_create_complete")

    def update(self, resources: Resources) -> None:
        self.client.update_stack(StackName=self.name, TemplateBody=json.dumps({"Resources": resources}))
        self._until("stack_update_complete")

    def delete(self) -> None:
        self.client.delete_stack(StackName=self.name)
        self._until("stack_delete_complete")

    def physical(self) -> dict[str, str]:
        """What each resource is called: what `!Ref` gives."""
        found = self.client.describe_stack_resources(StackName=self.name)["StackResources"]
        return {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in found}

    def _until(self, waiter: str) -> None:
        config = {"Delay": 1, "MaxAttempts": 60}
        self.client.get_waiter(waiter).wait(StackName=self.name, WaiterConfig=config)


@pytest.fixture
def stack(lab: Lab) -> Iterator[Stack]:
    made = Stack(lab)
    yield made
    made.delete()


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Type": kind, "Properties": properties}


def test_a_database_and_a_table(lab: Lab, stack: Stack) -> None:
    glue, name = lab.client("glue"), stack.name.replace("-", "_")
    table = {
        "Name": "scores",
        "PartitionKeys": [{"Name": "day", "Type": "string"}],
        "StorageDescriptor": {"Columns": [{"Name": "score", "Type": "int"}], "Location": "s3://b/"},
    }
    resources: Resources = {
        "D": resource("AWS::Glue::Database", CatalogId="000000000000", DatabaseInput={"Name": name}),
        "T": resource(
            "AWS::Glue::Table", CatalogId="000000000000", DatabaseName={"Ref": "D"}, TableInput=table
        ),
    }
    stack.create(resources)
    assert stack.physical() == {"D": name, "T": "scores"}
    found = glue.get_table(DatabaseName=name, Name="scores")["Table"]
    assert found["PartitionKeys"] == [{"Name": "day", "Type": "string"}]
    resources["D"]["Properties"]["DatabaseInput"]["Description"] = "été"
    table["StorageDescriptor"] = {"Columns": [{"Name": "score", "Type": "bigint"}], "Location": "s3://c/"}
    stack.update(resources)
    assert glue.get_database(Name=name)["Database"]["Description"] == "été"
    descriptor = glue.get_table(DatabaseName=name, Name="scores")["Table"]["StorageDescriptor"]
    assert (descriptor["Columns"], descriptor["Location"]) == (
        [{"Name": "score", "Type": "bigint"}],
        "s3://c/",
    )
    del resources["T"]
    stack.update(resources)
    with pytest.raises(glue.exceptions.EntityNotFoundException):
        glue.get_table(DatabaseName=name, Name="scores")


def test_a_work_group_and_a_query(lab: Lab, stack: Stack) -> None:
    athena = lab.client("athena")
    configuration: dict[str, Any] = {
        "BytesScannedCutoffPerQuery": "20000000",  # parameters of templates are texts
        "EnforceWorkGroupConfiguration": "false",
        "ResultConfiguration": {"OutputLocation": "s3://results-of-a-stack/"},
    }
    group = {"Name": stack.name, "WorkGroupConfiguration": configuration, "RecursiveDeleteOption": True}
    query = {"Name": "one", "Database": "default", "QueryString": "SELECT 1", "WorkGroup": {"Ref": "G"}}
    resources: Resources = {
        "G": resource("AWS::Athena::WorkGroup", **group, Tags=[{"Key": "lab", "Value": "tp2"}]),
        "Q": resource("AWS::Athena::NamedQuery", **query),
        "Unnamed": resource("AWS::Athena::WorkGroup", State="DISABLED"),
    }
    stack.create(resources)
    names = stack.physical()
    assert names["G"] == stack.name
    found = athena.get_work_group(WorkGroup=stack.name)["WorkGroup"]["Configuration"]
    assert (found["BytesScannedCutoffPerQuery"], found["EnforceWorkGroupConfiguration"]) == (
        20_000_000,
        False,
    )
    assert names["Unnamed"].startswith(f"{stack.name}-Unnamed-")
    assert athena.get_work_group(WorkGroup=names["Unnamed"])["WorkGroup"]["State"] == "DISABLED"
    assert athena.get_named_query(NamedQueryId=names["Q"])["NamedQuery"]["QueryString"] == "SELECT 1"

    # what is no longer said goes back to its default; a query is made anew
    group["Description"] = "été"
    del configuration["BytesScannedCutoffPerQuery"], configuration["ResultConfiguration"]
    resources["G"] = resource("AWS::Athena::WorkGroup", **group)
    resources["Q"]["Properties"]["QueryString"] = "SELECT 2"
    stack.update(resources)
    changed = athena.get_work_group(WorkGroup=stack.name)["WorkGroup"]
    assert changed["Description"] == "été"
    assert "BytesScannedCutoffPerQuery" not in changed["Configuration"]
    assert "OutputLocation" not in changed["Configuration"].get("ResultConfiguration", {})
    anew = stack.physical()["Q"]
    assert anew != names["Q"]
    assert athena.get_named_query(NamedQueryId=anew)["NamedQuery"]["QueryString"] == "SELECT 2"
    with pytest.raises(ClientError):
        athena.get_named_query(NamedQueryId=names["Q"])


def test_a_log_group_keeps_its_retention_and_tags(lab: Lab, stack: Stack) -> None:
    logs = lab.client("logs")
    tags = [{"Key": "lab", "Value": "tp2"}, {"Key": "old", "Value": "x"}]
    stack.create(
        {"L": resource("AWS::Logs::LogGroup", LogGroupName=stack.name, RetentionInDays="7", Tags=tags)}
    )
    (group,) = logs.describe_log_groups(logGroupNamePrefix=stack.name)["logGroups"]
    arn = group["arn"].removesuffix(":*")
    assert group["retentionInDays"] == 7
    assert logs.list_tags_for_resource(resourceArn=arn)["tags"] == {"lab": "tp2", "old": "x"}
    stack.update({"L": resource("AWS::Logs::LogGroup", LogGroupName=stack.name, Tags=tags[:1])})
    (group,) = logs.describe_log_groups(logGroupNamePrefix=stack.name)["logGroups"]
    assert "retentionInDays" not in group
    assert logs.list_tags_for_resource(resourceArn=arn)["tags"] == {"lab": "tp2"}


def test_a_rule_changes_with_its_targets(lab: Lab, stack: Stack) -> None:
    events = lab.client("events")

    def rule(rate: str, *targets: str) -> Resources:
        listed = [
            {"Id": each, "Arn": f"arn:aws:lambda:us-east-1:000000000000:function:{each}"} for each in targets
        ]
        properties = {"Name": stack.name, "ScheduleExpression": rate, "Targets": listed}
        return {"R": resource("AWS::Events::Rule", **properties)}

    stack.create(rule("rate(7 days)", "a", "b"))
    stack.update(rule("rate(6 days)", "b", "c"))
    assert events.describe_rule(Name=stack.name)["ScheduleExpression"] == "rate(6 days)"
    targets = events.list_targets_by_rule(Rule=stack.name)["Targets"]
    assert {target["Id"] for target in targets} == {"b", "c"}
    pattern = {"source": ["lab"], "detail": {"n": [{"numeric": [">", 1]}]}}
    stack.update(
        {"R": resource("AWS::Events::Rule", Name=stack.name, EventPattern=pattern, State="DISABLED")}
    )
    described = events.describe_rule(Name=stack.name)
    assert (json.loads(described["EventPattern"]), described["State"]) == (pattern, "DISABLED")
    assert events.list_targets_by_rule(Rule=stack.name)["Targets"] == []


def test_a_type_that_is_not_here_fails_its_stack(stack: Stack) -> None:
    crawler = {"C": resource("AWS::Glue::Crawler", Role="r", Targets={})}
    stack.client.create_stack(StackName=stack.name, TemplateBody=json.dumps({"Resources": crawler}))
    with pytest.raises(Exception, match=r"CREATE_FAILED|ROLLBACK"):
        stack._until("stack_create_complete")
    events = stack.client.describe_stack_events(StackName=stack.name)["StackEvents"]
    reasons = [event.get("ResourceStatusReason") for event in events if event["LogicalResourceId"] == "C"]
    assert "Resource type AWS::Glue::Crawler is not supported here" in reasons


def test_what_is_there_already_stays_when_the_stack_that_failed_goes(lab: Lab, stack: Stack) -> None:
    logs, iam, s3, glue = (lab.client(service) for service in ("logs", "iam", "s3", "glue"))
    name = stack.name
    logs.create_log_group(logGroupName=name)
    iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")
    s3.create_bucket(Bucket=name)
    glue.create_database(DatabaseInput={"Name": name})
    kinds = {
        "L": resource("AWS::Logs::LogGroup", LogGroupName=name),
        "R": resource("AWS::IAM::Role", RoleName=name, AssumeRolePolicyDocument={}),
        "B": resource("AWS::S3::Bucket", BucketName=name),
        "D": resource("AWS::Glue::Database", CatalogId="000000000000", DatabaseInput={"Name": name}),
    }
    for each in kinds.values():
        one = Stack(lab)
        one.client.create_stack(StackName=one.name, TemplateBody=json.dumps({"Resources": {"X": each}}))
        with pytest.raises(Exception, match=r"CREATE_FAILED|ROLLBACK"):
            one._until("stack_create_complete")
        one.delete()
    assert len(logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]) == 1
    assert iam.get_role(RoleName=name)["Role"]["RoleName"] == name
    s3.head_bucket(Bucket=name)
    assert glue.get_database(Name=name)["Database"]["Name"] == name


def test_a_bucket_with_objects_keeps_them(lab: Lab, stack: Stack) -> None:
    s3 = lab.client("s3")
    stack.create({"B": resource("AWS::S3::Bucket", BucketName=stack.name)})
    s3.put_object(Bucket=stack.name, Key="k", Body=b"kept")
    stack.delete()
    assert s3.get_object(Bucket=stack.name, Key="k")["Body"].read() == b"kept"


def test_an_error_of_aws_fails_the_resource(stack: Stack) -> None:
    group = {"G": resource("AWS::Athena::WorkGroup", Name="primary")}
    stack.client.create_stack(StackName=stack.name, TemplateBody=json.dumps({"Resources": group}))
    with pytest.raises(Exception, match=r"CREATE_FAILED|ROLLBACK"):
        stack._until("stack_create_complete")
    events = stack.client.describe_stack_events(StackName=stack.name)["StackEvents"]
    reasons = [event.get("ResourceStatusReason") or "" for event in events]
    assert any("CreateWorkGroup" in reason and "is already created" in reason for reason in reasons), reasons
