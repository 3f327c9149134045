"""Trying again with a deadline, for what AWS needs a moment for."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from botocore.exceptions import ClientError

T = TypeVar("T")


@dataclass(frozen=True)
class Patience:
    """How long, and how often, to try again; both in seconds. Tests pass a clock of their own."""

    deadline: float = 60.0
    pause: float = 2.0
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep  # noqa: TID251 - nothing of Nuage is imported here


def retry(call: Callable[[], T], transient: Callable[[ClientError], bool], patience: Patience) -> T:
    """Call until it works.

    :param transient: whether an error passes with time
    :raises ClientError: an error that does not pass, or the last one when the deadline is over
    """
    end = patience.now() + patience.deadline
    while True:
        try:
            return call()
        except ClientError as error:
            if not transient(error) or patience.now() + patience.pause > end:
                raise
        patience.sleep(patience.pause)
