from __future__ import annotations

from typing import Any

from nuage.schedules.courier import Letter
from nuage.schedules.dead_letters import letter_attributes, send_letter
from nuage.schedules.failures import Failure


class Queue:
    """What `send_letter` needs of a client of SQS."""

    def __init__(self) -> None:
        self.sent: dict[str, Any] = {}

    def get_queue_url(self, **asked: str) -> dict[str, str]:
        return {"QueueUrl": f"http://{asked['QueueOwnerAWSAccountId']}/{asked['QueueName']}"}

    def send_message(self, **message: Any) -> None:
        self.sent = message


def test_a_letter_says_what_failed_and_how_often() -> None:
    letter = Letter(Failure("THROTTLING", "slow down", retryable=True), 185, "MaximumRetryAttempts")
    queue = Queue()
    send_letter(
        queue,
        "arn:aws:sqs:us-east-1:123456789012:dead",
        "{}",
        letter_attributes(letter, RULE_ARN="a", TARGET_ARN="b"),
    )
    assert queue.sent == {
        "QueueUrl": "http://123456789012/dead",
        "MessageBody": "{}",
        "MessageAttributes": {
            "ERROR_CODE": {"StringValue": "THROTTLING", "DataType": "String"},
            "ERROR_MESSAGE": {"StringValue": "slow down", "DataType": "String"},
            "RETRY_ATTEMPTS": {"StringValue": "185", "DataType": "Number"},
            "RULE_ARN": {"StringValue": "a", "DataType": "String"},
            "TARGET_ARN": {"StringValue": "b", "DataType": "String"},
            "EXHAUSTED_RETRY_CONDITION": {"StringValue": "MaximumRetryAttempts", "DataType": "String"},
        },
    }


def test_a_refusal_exhausts_nothing() -> None:
    letter = Letter(Failure("NO_PERMISSIONS", "no", retryable=False), 0, None)
    assert "EXHAUSTED_RETRY_CONDITION" not in letter_attributes(letter)
