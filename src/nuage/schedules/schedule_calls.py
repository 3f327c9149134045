"""A schedule's target as the call that is made: a service, an operation and its parameters. Pure.

Sources: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html and
…/managing-targets-universal.html.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

UNIVERSAL = "arn:aws:scheduler:::aws-sdk:"


class UnsupportedTargetError(ValueError):
    """The target is of a kind that the lab does not run."""


@dataclass(frozen=True)
class Call:
    """A call of an AWS operation; for SQS, `queue` takes the place of the QueueUrl."""

    service: str  # as boto3 names it
    operation: str  # as the SDKs spell it: `sendMessage`
    parameters: dict[str, Any]
    queue: str | None = None  # ARN


def call_of(target: dict[str, Any], text: str) -> Call:
    """The call that serves a target.

    :param text: the input, rendered
    :raises UnsupportedTargetError: when no call does
    :raises ValueError: when the input is not JSON and has to be
    """
    arn: str = target["Arn"]
    if arn.startswith(UNIVERSAL):
        service, operation = arn.removeprefix(UNIVERSAL).split(":")[:2]
        return Call(_SDK_NAMES.get(service, service), operation, json.loads(text))
    service = arn.split(":")[2]
    make = _TEMPLATED.get(service)
    if make is None:
        known = ", ".join(sorted(_TEMPLATED))
        raise UnsupportedTargetError(
            f"Nuage does not run targets of {service}; it runs {known} and {UNIVERSAL}…"
        )
    return make(target, text)


def check_target(target: dict[str, Any]) -> None:
    """Whether a target can be served, before there is an input.

    :raises UnsupportedTargetError: when it cannot
    :raises ValueError: when its ARN is none
    """
    arn: str = target["Arn"]
    parts = arn.split(":")
    if parts[0] != "arn" or len(parts) < 6 or (arn.startswith(UNIVERSAL) and len(parts) != 8):
        raise ValueError(arn)
    if not arn.startswith(UNIVERSAL):
        call_of({**target, "Arn": arn}, "{}")


def _lambda(target: dict[str, Any], text: str) -> Call:
    return Call(
        "lambda",
        "invoke",
        {"FunctionName": target["Arn"], "InvocationType": "Event", "Payload": text.encode()},
    )


def _sqs(target: dict[str, Any], text: str) -> Call:
    parameters = {"MessageBody": text}
    if group := (target.get("SqsParameters") or {}).get("MessageGroupId"):
        parameters["MessageGroupId"] = group
    return Call("sqs", "sendMessage", parameters, queue=target["Arn"])


def _sns(target: dict[str, Any], text: str) -> Call:
    return Call("sns", "publish", {"TopicArn": target["Arn"], "Message": text})


def _events(target: dict[str, Any], text: str) -> Call:
    about = target.get("EventBridgeParameters") or {}
    entry = {
        "EventBusName": target["Arn"],
        "DetailType": about.get("DetailType", ""),
        "Source": about.get("Source", ""),
        "Detail": text,
    }
    return Call("events", "putEvents", {"Entries": [entry]})


def _states(target: dict[str, Any], text: str) -> Call:
    return Call("stepfunctions", "startExecution", {"stateMachineArn": target["Arn"], "input": text})


def _kinesis(target: dict[str, Any], text: str) -> Call:
    key = (target.get("KinesisParameters") or {}).get("PartitionKey", "")
    return Call(
        "kinesis", "putRecord", {"StreamARN": target["Arn"], "Data": text.encode(), "PartitionKey": key}
    )


def _firehose(target: dict[str, Any], text: str) -> Call:
    name = target["Arn"].split("/")[-1]
    return Call("firehose", "putRecord", {"DeliveryStreamName": name, "Record": {"Data": text.encode()}})


# by the service in the target's ARN
_TEMPLATED = {
    "events": _events,
    "firehose": _firehose,
    "kinesis": _kinesis,
    "lambda": _lambda,
    "sns": _sns,
    "sqs": _sqs,
    "states": _states,
}
# where a universal target's service is not named as boto3 names it
_SDK_NAMES = {
    "cloudwatchlogs": "logs",
    "eventbridge": "events",
    "sfn": "stepfunctions",
}
