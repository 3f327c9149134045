"""Simulations on policies that are given."""

from __future__ import annotations

import json
from typing import Any

from nuage.iam.principals import Caller, Kind
from nuage.iam.simulate import Named, Simulation, context_of

USER = Caller(Kind.USER, "arn:aws:iam::000000000000:user/alice", "000000000000")
BUCKET = "arn:aws:s3:::bucket"


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action: str, resource: str = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: str, resource: str = "*", **more: Any) -> dict[str, Any]:
    return {**allow(action, resource, **more), "Effect": "Deny"}


def named(*statements: dict[str, Any]) -> Named:
    return Named("PolicyInputList.1", document(*statements))


def test_each_action_has_its_decision_and_the_statements_that_made_it() -> None:
    simulation = Simulation(USER, [named(allow("s3:*"), deny("s3:DeleteObject"), allow("s3:Get*"))])
    got, deleted, listed = simulation.results(["s3:GetObject", "s3:DeleteObject", "ec2:RunInstances"], ["*"])
    assert (got["EvalDecision"], len(got["MatchedStatements"])) == ("allowed", 2)
    assert (deleted["EvalDecision"], len(deleted["MatchedStatements"])) == ("explicitDeny", 1)
    assert got["MatchedStatements"][0] == {
        "SourcePolicyId": "PolicyInputList.1",
        "SourcePolicyType": "IAM Policy",
        "StartPosition": {"Line": 1, "Column": 41},
        "EndPosition": {"Line": 1, "Column": 95},
    }
    assert listed == {
        "EvalActionName": "ec2:RunInstances",
        "EvalResourceName": "*",
        "EvalDecision": "implicitDeny",
        "MatchedStatements": [],
        "MissingContextValues": [],
    }


def test_the_strictest_of_many_resources_is_the_actions_decision() -> None:
    policies = [named(allow("s3:GetObject", f"{BUCKET}/a/*"), deny("s3:GetObject", f"{BUCKET}/b/*"))]
    (result,) = Simulation(USER, policies).results(
        ["s3:GetObject"], [f"{BUCKET}/a/1", f"{BUCKET}/b/1", f"{BUCKET}/c/1"]
    )
    assert result["EvalDecision"] == "explicitDeny"
    assert len(result["MatchedStatements"]) == 1
    assert [one["EvalResourceDecision"] for one in result["ResourceSpecificResults"]] == [
        "allowed",
        "explicitDeny",
        "implicitDeny",
    ]
    assert result["EvalDecisionDetails"] == {}


def test_missing_context_values_are_named_as_they_are_written() -> None:
    condition = {"StringEquals": {"aws:ResourceTag/Lab": "tp4"}, "Bool": {"aws:SecureTransport": "true"}}
    home = "arn:aws:s3:::home/${aws:username}/${aws:userid, 'nobody'}/*"
    policies = [named(allow("s3:GetObject", home, Condition=condition), allow("sqs:*"))]
    context = context_of(
        [{"ContextKeyName": "aws:SecureTransport", "ContextKeyValues": ["true"], "ContextKeyType": "boolean"}]
    )
    first, second = Simulation(USER, policies, context=context).results(
        ["s3:GetObject", "sqs:SendMessage"], ["*"]
    )
    assert first["MissingContextValues"] == ["aws:ResourceTag/Lab", "aws:username"]
    assert (first["EvalDecision"], second["EvalDecision"]) == ("implicitDeny", "allowed")
    assert second["MissingContextValues"] == []
    (one,) = Simulation(USER, policies, context=context).results(["s3:GetObject"], [f"{BUCKET}/k"])
    assert one["MissingContextValues"] == []
    assert one["ResourceSpecificResults"][0]["MissingContextValues"] == [
        "aws:ResourceTag/Lab",
        "aws:username",
    ]


def test_context_entries_meet_conditions() -> None:
    condition = {"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}
    policies = [named(allow("s3:PutObject", Condition=condition))]
    for values, decision in ((["a", "b"], "allowed"), (["a", "c"], "implicitDeny")):
        entry = {"ContextKeyName": "aws:TagKeys", "ContextKeyValues": values, "ContextKeyType": "stringList"}
        (result,) = Simulation(USER, policies, context=context_of([entry])).results(["s3:PutObject"], ["*"])
        assert result["EvalDecision"] == decision


def test_a_boundary_limits_what_policies_allow() -> None:
    boundary = [
        Named("PermissionsBoundaryPolicyInputList.1", document(allow("s3:Get*"), deny("s3:GetObjectAcl")))
    ]
    simulation = Simulation(USER, [named(allow("s3:*"))], boundary)
    got, put, acl = simulation.results(["s3:GetObject", "s3:PutObject", "s3:GetObjectAcl"], ["*"])
    assert [r["EvalDecision"] for r in (got, put, acl)] == ["allowed", "implicitDeny", "explicitDeny"]
    assert [
        r["PermissionsBoundaryDecisionDetail"]["AllowedByPermissionsBoundary"] for r in (got, put, acl)
    ] == [
        True,
        False,
        False,
    ]
    assert acl["MatchedStatements"][0]["SourcePolicyId"] == "PermissionsBoundaryPolicyInputList.1"


def test_a_resource_policy_gives_what_the_user_has_not() -> None:
    statement = {**allow("s3:GetObject", f"{BUCKET}/*"), "Principal": {"AWS": USER.arn}}
    simulation = Simulation(
        USER, [named(allow("sqs:*"))], resource_policy=Named("ResourcePolicy", document(statement))
    )
    (result,) = simulation.results(["s3:GetObject"], [f"{BUCKET}/k"])
    assert result["EvalDecision"] == "allowed"
    assert [statement["SourcePolicyId"] for statement in result["MatchedStatements"]] == ["ResourcePolicy"]
