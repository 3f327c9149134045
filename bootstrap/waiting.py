"""Trying again with a deadline, for what AWS needs a moment for."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from botocore.exceptions import ClientError

from bootstrap.errors import BootstrapError

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


def until(happened: Callable[[], bool], patience: Patience, what: str) -> None:
    """Look until something has happened; the first look is at once.

    :param what: what we wait for, as in "for table x to be ACTIVE"
    :raises BootstrapError: when the deadline is over
    """
    end = patience.now() + patience.deadline
    while not happened():
        if patience.now() + patience.pause > end:
            raise BootstrapError(
                f"we waited {patience.deadline:g} s for {what}. Look at it, or run this again: what is made "
                "already is kept."
            )
        patience.sleep(patience.pause)
