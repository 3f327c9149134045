"""What a transaction sends and what it answers has 4 MB at most.

AWS's pages name the limit. How it is counted, and the sentences, are DynamoDB Local's (2.6.1): it stops at
the action that is too much, and says the size up to there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.sizes import item_size

MAX_BYTES = 4 * 1024 * 1024


def check_sent(sizes: Iterable[int]) -> None:
    """The sizes of the actions, in bytes.

    :raises DynamoDBError: ValidationException
    """
    total = 0
    for size in sizes:
        total += size
        if total > MAX_BYTES:
            raise errors.validation(f"Transaction payload size cannot exceed 4MB. Payload Size: {total}")


class Answered:
    """Counts the responses of a transaction that reads: what is projected, and the word `Item`."""

    def __init__(self) -> None:
        self._total = 0

    def add(self, response: dict[str, Any]) -> dict[str, Any]:
        """Count a response, and give it back.

        :raises DynamoDBError: ValidationException; a number is glued to its sentence
        """
        self._total += sum(len(name) + item_size(item) for name, item in response.items())
        if self._total > MAX_BYTES:
            raise errors.validation(f"Payload in response is too large.{self._total}")
        return response
