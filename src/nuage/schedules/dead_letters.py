"""Dead letters: what EventBridge puts into the SQS queue of a target that could not be reached."""

from __future__ import annotations

from typing import Any

from nuage.schedules.courier import Letter


def letter_attributes(letter: Letter, **others: str) -> dict[str, str | int]:
    """The message attributes that rules and schedules have in common, and some more.

    Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    """
    attributes: dict[str, str | int] = {
        "ERROR_CODE": letter.failure.code,
        "ERROR_MESSAGE": letter.failure.message,
        "RETRY_ATTEMPTS": letter.retries,
        **others,
    }
    if letter.exhausted is not None:
        attributes["EXHAUSTED_RETRY_CONDITION"] = letter.exhausted
    return attributes


def send_letter(sqs: Any, queue_arn: str, body: str, attributes: dict[str, str | int]) -> None:
    """Put a message into a queue.

    :param sqs: a boto3 client with the rights that the letter is sent with
    """
    account, name = queue_arn.split(":")[4:6]
    url = sqs.get_queue_url(QueueName=name, QueueOwnerAWSAccountId=account)["QueueUrl"]
    sqs.send_message(
        QueueUrl=url,
        MessageBody=body,
        MessageAttributes={
            name: {"StringValue": str(value), "DataType": "Number" if isinstance(value, int) else "String"}
            for name, value in attributes.items()
        },
    )
