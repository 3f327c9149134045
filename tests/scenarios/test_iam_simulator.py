"""The policy simulator says what the lab would do."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Lab
from tests.scenarios.iam_world import ACCOUNT, World, allow, deny, policy, refused, unique


@pytest.fixture
def world(lab: Lab) -> World:
    return World(lab)


def test_the_example_of_the_aws_cli(world: World) -> None:
    document = (
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*",'
        '"Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}'
    )
    for when, decision, matched in (
        ("2019-04-25T11:00:00Z", "allowed", 1),
        ("2014-04-25T11:00:00Z", "implicitDeny", 0),
    ):
        answer = world.owner("iam").simulate_custom_policy(
            PolicyInputList=[document],
            ActionNames=["dynamodb:CreateBackup"],
            ContextEntries=[
                {"ContextKeyName": "aws:CurrentTime", "ContextKeyValues": [when], "ContextKeyType": "date"}
            ],
        )
        (result,) = answer["EvaluationResults"]
        assert (result["EvalActionName"], result["EvalResourceName"]) == ("dynamodb:CreateBackup", "*")
        assert (result["EvalDecision"], len(result["MatchedStatements"])) == (decision, matched)
        assert answer["IsTruncated"] is False
        for statement in result["MatchedStatements"]:
            assert (statement["SourcePolicyId"], statement["StartPosition"], statement["EndPosition"]) == (
                "PolicyInputList.1", {"Line": 1, "Column": 38}, {"Line": 1, "Column": 167}
            )  # fmt: skip


def test_what_is_simulated_of_a_user_is_what_happens(world: World) -> None:
    bucket = world.bucket(key=b"x")
    everything, objects = f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"
    managed = world.managed(allow("s3:ListBucket", everything))
    name, clients = world.user(allow("s3:*", objects), deny("s3:DeleteObject", objects))
    iam = world.owner("iam")
    iam.attach_user_policy(UserName=name, PolicyArn=managed)
    group = unique("group")
    iam.create_group(GroupName=group)
    iam.put_group_policy(GroupName=group, PolicyName="sts", PolicyDocument=policy(allow("sqs:ListQueues")))
    iam.add_user_to_group(GroupName=group, UserName=name)
    arn = f"arn:aws:iam::{ACCOUNT}:user/{name}"
    answer = iam.simulate_principal_policy(
        PolicySourceArn=arn,
        ActionNames=["s3:GetObject", "s3:DeleteObject", "s3:PutBucketPolicy"],
        ResourceArns=[f"arn:aws:s3:::{bucket}/key"],
    )
    found = {result["EvalActionName"]: result for result in answer["EvaluationResults"]}
    decisions = {action: result["EvalDecision"] for action, result in found.items()}
    assert decisions == {
        "s3:GetObject": "allowed",
        "s3:DeleteObject": "explicitDeny",
        "s3:PutBucketPolicy": "allowed",
    }
    assert found["s3:GetObject"]["MatchedStatements"][0]["SourcePolicyId"] == f"user_{name}_inline"
    (listed,) = iam.simulate_principal_policy(
        PolicySourceArn=arn, ActionNames=["s3:ListBucket"], ResourceArns=[everything]
    )["EvaluationResults"]
    assert listed["MatchedStatements"][0]["SourcePolicyId"] == managed.rpartition("/")[2]
    (queues,) = iam.simulate_principal_policy(PolicySourceArn=arn, ActionNames=["sqs:ListQueues"])[
        "EvaluationResults"
    ]
    assert queues["MatchedStatements"][0]["SourcePolicyId"] == f"group_{group}_sts"
    s3 = clients("s3")
    assert s3.get_object(Bucket=bucket, Key="key")["Body"].read() == b"x"
    refused("AccessDenied", 403, None, s3.delete_object, Bucket=bucket, Key="key")
    message = (
        f"User: {arn} is not authorized to perform: iam:SimulatePrincipalPolicy on resource: {arn} "
        "because no identity-based policy allows the iam:SimulatePrincipalPolicy action"
    )
    refused(
        "AccessDenied",
        403,
        message,
        clients("iam").simulate_principal_policy,
        PolicySourceArn=arn,
        ActionNames=["s3:GetObject"],
    )


def test_a_role_with_a_boundary(world: World) -> None:
    boundary = world.managed(allow("s3:GetObject"))
    role = world.role(allow("s3:*"), PermissionsBoundary=boundary)
    answer = world.owner("iam").simulate_principal_policy(
        PolicySourceArn=f"arn:aws:iam::{ACCOUNT}:role/{role}",
        ActionNames=["s3:GetObject", "s3:PutObject"],
        MaxItems=1,
    )
    (got,) = answer["EvaluationResults"]
    assert (got["EvalDecision"], answer["IsTruncated"]) == ("allowed", True)
    assert got["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": True}
    answer = world.owner("iam").simulate_principal_policy(
        PolicySourceArn=f"arn:aws:iam::{ACCOUNT}:role/{role}",
        ActionNames=["s3:GetObject", "s3:PutObject"],
        Marker=answer["Marker"],
    )
    (put,) = answer["EvaluationResults"]
    assert (put["EvalActionName"], put["EvalDecision"]) == ("s3:PutObject", "implicitDeny")
    assert put["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": False}


def test_bad_input(world: World) -> None:
    iam = world.owner("iam")
    arn = f"arn:aws:iam::{ACCOUNT}:role/nope"
    message = "The role with name nope cannot be found."
    refused(
        "NoSuchEntity",
        404,
        message,
        iam.simulate_principal_policy,
        PolicySourceArn=arn,
        ActionNames=["s3:GetObject"],
    )
    for documents, actions in ((["{"], ["s3:GetObject"]), ([json.dumps({"Statement": []})], ["GetObject"])):
        refused(
            "InvalidInput",
            400,
            None,
            iam.simulate_custom_policy,
            PolicyInputList=documents,
            ActionNames=actions,
        )
