from __future__ import annotations

from typing import Any

import pytest

from nuage.schedules.schedule_calls import Call, UnsupportedTargetError, call_of, check_target


def arn(service: str, resource: str) -> str:
    return f"arn:aws:{service}:us-east-1:123456789012:{resource}"


@pytest.mark.parametrize(
    ("target", "call"),
    [
        (
            {"Arn": arn("lambda", "function:f")},
            Call(
                "lambda",
                "invoke",
                {"FunctionName": arn("lambda", "function:f"), "InvocationType": "Event", "Payload": b"{}"},
            ),
        ),
        ({"Arn": arn("sqs", "q")}, Call("sqs", "sendMessage", {"MessageBody": "{}"}, arn("sqs", "q"))),
        (
            {"Arn": arn("sqs", "q.fifo"), "SqsParameters": {"MessageGroupId": "g"}},
            Call("sqs", "sendMessage", {"MessageBody": "{}", "MessageGroupId": "g"}, arn("sqs", "q.fifo")),
        ),
        ({"Arn": arn("sns", "t")}, Call("sns", "publish", {"TopicArn": arn("sns", "t"), "Message": "{}"})),
        (
            {
                "Arn": arn("events", "event-bus/b"),
                "EventBridgeParameters": {"DetailType": "d", "Source": "s"},
            },
            Call(
                "events",
                "putEvents",
                {
                    "Entries": [
                        {
                            "EventBusName": arn("events", "event-bus/b"),
                            "DetailType": "d",
                            "Source": "s",
                            "Detail": "{}",
                        }
                    ]
                },
            ),
        ),
        (
            {"Arn": arn("states", "stateMachine:m")},
            Call(
                "stepfunctions",
                "startExecution",
                {"stateMachineArn": arn("states", "stateMachine:m"), "input": "{}"},
            ),
        ),
        (
            {"Arn": arn("kinesis", "stream/s"), "KinesisParameters": {"PartitionKey": "p"}},
            Call(
                "kinesis",
                "putRecord",
                {"StreamARN": arn("kinesis", "stream/s"), "Data": b"{}", "PartitionKey": "p"},
            ),
        ),
        (
            {"Arn": arn("firehose", "deliverystream/s")},
            Call("firehose", "putRecord", {"DeliveryStreamName": "s", "Record": {"Data": b"{}"}}),
        ),
        ({"Arn": "arn:aws:scheduler:::aws-sdk:sqs:sendMessage"}, Call("sqs", "sendMessage", {})),
        (
            {"Arn": "arn:aws:scheduler:::aws-sdk:sfn:startExecution"},
            Call("stepfunctions", "startExecution", {}),
        ),
    ],
)
def test_targets_and_their_calls(target: dict[str, Any], call: Call) -> None:
    check_target(target)
    assert call_of(target, "{}") == call


def test_a_kind_that_is_not_run_is_named() -> None:
    with pytest.raises(UnsupportedTargetError, match=r"^Nuage does not run targets of ecs; it runs events, "):
        check_target({"Arn": arn("ecs", "cluster/c")})


@pytest.mark.parametrize("text", ["", "q", "arn:aws:sqs", "arn:aws:scheduler:::aws-sdk:sqs"])
def test_what_is_no_arn(text: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the text is the ARN
        check_target({"Arn": text})
    assert str(caught.value) == text
