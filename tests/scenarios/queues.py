"""An SQS queue as a target, and the lab's own view of what runs: shared by the scenarios of schedules."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import requests

from nuage import clock
from tests.conftest import Lab


class Queue:
    """An SQS queue, as a target whose events can be read."""

    def __init__(self, lab: Lab) -> None:
        self.sqs = lab.client("sqs")
        name = f"events-{uuid.uuid4().hex[:8]}"
        self.url = self.sqs.create_queue(QueueName=name)["QueueUrl"]
        self.arn = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=["QueueArn"])[
            "Attributes"
        ]["QueueArn"]
        self.sqs.set_queue_attributes(QueueUrl=self.url, Attributes={"Policy": self._policy()})

    def _policy(self) -> str:
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": self.arn,
        }
        return json.dumps({"Version": "2012-10-17", "Statement": [statement]})

    def take(self) -> list[dict[str, Any]]:
        """What has come in, without waiting; it is taken out."""
        messages = self.sqs.receive_message(
            QueueUrl=self.url, MaxNumberOfMessages=10, MessageAttributeNames=["All"]
        ).get("Messages", [])
        for message in messages:
            self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        return list(messages)

    def wait_for_messages(self, count: int, timeout: float = 20) -> list[dict[str, Any]]:
        """The next messages, at least `count` of them."""
        messages: list[dict[str, Any]] = []

        def enough() -> bool:
            messages.extend(self.take())
            return len(messages) >= count

        poll(enough, timeout)
        return messages

    def wait_for(self, count: int) -> list[Any]:
        """The bodies of the next messages, at least `count` of them, read as JSON."""
        return [json.loads(message["Body"]) for message in self.wait_for_messages(count)]


def poll(done: Callable[[], bool], timeout: float = 20) -> None:
    deadline = clock.monotonic() + timeout
    while not done():
        assert clock.monotonic() < deadline, f"not within {timeout} s"
        clock.sleep(0.05)


def overview(lab: Lab) -> dict[str, Any]:
    """What `/_nuage/rules` says."""
    answer: dict[str, Any] = requests.get(f"{lab.endpoint}/_nuage/rules", timeout=5).json()
    return answer


def lab_time(lab: Lab) -> datetime:
    return datetime.fromisoformat(overview(lab)["now"])


def attributes_of(message: dict[str, Any]) -> dict[str, str]:
    """The attributes of a message, without their types."""
    return {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}
