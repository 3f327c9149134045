"""What operations demand; and that no operation of the labs' services is forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.model import OperationModel, Shape

from nuage.iam import actions, catalog
from nuage.iam.actions import FREE, UNMAPPED
from nuage.iam.calls import Call, UnmappedOperationError

ACCOUNT, REGION = "000000000000", "us-east-1"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/r"
SERVICES = ("s3", "lambda", "iam", "sts", "events", "scheduler", "logs", "dynamodb", "athena", "glue", "sqs")
MORE = (
    *("apigateway", "apigatewayv2", "cloudformation", "cloudwatch", "dynamodbstreams", "ec2", "firehose"),
    *("kinesis", "kms", "resource-groups", "resourcegroupstaggingapi", "route53", "s3control"),
    *("secretsmanager", "ses", "sns", "ssm", "stepfunctions", "swf"),
)
SESSION = botocore.session.get_session()


def operations(*services: str) -> list[tuple[str, str, OperationModel]]:
    found = []
    for service in services:
        model = SESSION.get_service_model(service)
        prefix = catalog.prefix(service, model.signing_name)
        found += [(service, prefix, model.operation_model(name)) for name in model.operation_names]
    return found


def call(service: str, operation: str, parameters: dict[str, Any]) -> Call:
    paths = {("role", "deep"): "/a/b/"}
    return Call(
        service,
        operation,
        parameters,
        ACCOUNT,
        REGION,
        user="ann",
        method="GET",
        path="/restapis",
        iam_path=lambda kind, name: paths.get((kind, name), "/"),
    )


def example(shape: Shape | None, depth: int = 5) -> Any:
    """A value of a shape, every member filled."""
    if shape is None or depth == 0:
        return {}
    kinds = {"integer": 1, "long": 1, "float": 1.0, "double": 1.0, "boolean": True, "blob": b"x"}
    if shape.type_name == "structure":
        return {name: example(member, depth - 1) for name, member in shape.members.items()}
    if shape.type_name == "list":
        return [example(shape.member, depth - 1)]
    if shape.type_name == "map":
        return {"x": example(shape.value, depth - 1)}
    return kinds.get(shape.type_name, "x")


@pytest.mark.parametrize(
    ("service", "prefix", "operation"),
    operations(*SERVICES),
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_every_operation_maps_to_actions_that_exist(
    service: str, prefix: str, operation: OperationModel
) -> None:
    parameters = example(operation.input_shape)
    if "Statement" in operation.name or operation.name == "ExecuteTransaction":
        parameters = {"Statement": 'SELECT * FROM "t"'}
    key = (prefix, operation.name)
    if key in UNMAPPED:
        with pytest.raises(UnmappedOperationError):
            actions.demands(call(prefix, operation.name, parameters))
        return
    found = actions.demands(call(prefix, operation.name, parameters))
    assert bool(found) is (key not in FREE)
    for demand in found:
        owner, _, name = demand.action.partition(":")
        known = catalog.action(owner, name)
        assert known is not None, demand.action
        assert known.name == demand.action
        assert demand.resource == "*" or demand.resource.startswith("arn:aws:"), demand.resource
        assert "${" not in demand.resource


def test_exceptions_are_needed_and_have_reasons() -> None:
    names = {(prefix, operation.name) for _, prefix, operation in operations(*SERVICES, *MORE)}
    for table in (FREE, UNMAPPED, actions.ACTIONS):
        gone = {key for key in table if key not in names} - {("lambda", "InvokeAsync")}
        assert not gone, "an exception for an operation that does not exist"
    assert all(reason for reason in (*FREE.values(), *UNMAPPED.values()))
    for service, operation in UNMAPPED:
        assert catalog.action(service, operation) is None


@pytest.mark.parametrize("service", [*SERVICES, *MORE])
def test_no_request_makes_the_mapping_fail(service: str) -> None:
    for _, prefix, operation in operations(service):
        attempts: list[dict[str, Any]] = [{}, example(operation.input_shape)]
        for parameters in attempts:
            try:
                actions.demands(call(prefix, operation.name, parameters))
            except UnmappedOperationError:
                continue


def cases() -> Iterator[tuple[str, str, dict[str, Any], list[tuple[str, str]]]]:
    """The cases of demands.txt."""
    text = (Path(__file__).parent / "demands.txt").read_text(encoding="utf-8")
    for block in text.split("\n\n")[1:]:
        first, *rest = block.strip().splitlines()
        service, operation, parameters = first.split(" ", 2)
        demanded = [tuple(line.strip().split(" ", 1)) for line in rest]
        yield (
            service,
            operation,
            json.loads(parameters),
            [(action, resource) for action, resource in demanded],
        )


@pytest.mark.parametrize(("service", "operation", "parameters", "expected"), list(cases()))
def test_what_an_operation_demands(
    service: str, operation: str, parameters: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    found = actions.demands(call(service, operation, parameters))
    assert [(demand.action, demand.resource) for demand in found] == expected


def test_partiql_that_cannot_be_read_is_not_mapped() -> None:
    with pytest.raises(UnmappedOperationError, match="ExecuteStatement of 'MERGE INTO t'"):
        actions.demands(call("dynamodb", "ExecuteStatement", {"Statement": "MERGE INTO t"}))


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "action", "keys"),
    [
        (
            "s3",
            "ListObjectsV2",
            {"Bucket": "b", "Prefix": "", "Delimiter": "/", "MaxKeys": 5},
            "s3:ListBucket",
            {"s3:prefix": "", "s3:delimiter": "/", "s3:max-keys": "5"},
        ),
        (
            "s3",
            "PutObject",
            {"Bucket": "b", "Key": "k", "ServerSideEncryption": "aws:kms"},
            "s3:PutObject",
            {"s3:x-amz-server-side-encryption": "aws:kms"},
        ),
        (
            "lambda",
            "CreateFunction",
            {"FunctionName": "f", "Role": ROLE},
            "iam:PassRole",
            {"iam:passedtoservice": "lambda.amazonaws.com"},
        ),
        (
            "events",
            "PutTargets",
            {"Rule": "n", "Targets": [{"Arn": "a"}, {"Arn": "b"}]},
            "events:PutTargets",
            {"events:targetarn": ["a", "b"]},
        ),
        (
            "sts",
            "AssumeRole",
            {"RoleArn": ROLE, "RoleSessionName": "s", "ExternalId": "e"},
            "sts:AssumeRole",
            {"sts:rolesessionname": "s", "sts:externalid": "e"},
        ),
    ],
)
def test_condition_keys_of_services(
    service: str, operation: str, parameters: dict[str, Any], action: str, keys: dict[str, Any]
) -> None:
    found = actions.demands(call(service, operation, parameters))
    (demand,) = [demand for demand in found if demand.action == action]
    assert demand.keys == keys


def test_a_service_that_is_not_known_is_not_mapped() -> None:
    with pytest.raises(UnmappedOperationError):
        actions.demands(call("no-such-service", "DoIt", {}))
