"""Deliveries: tried, tried again with growing waits, and at last put into the dead-letter queue.

Waits between attempts and the age of an event are real seconds, whatever the lab's speed: they give
a target time to recover, and it recovers in real time.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from nuage.schedules.failures import Failure, failure_of
from nuage.schedules.lanes import Lanes
from nuage.schedules.ledger import Ledger
from nuage.schedules.plans import AtPlan
from nuage.schedules.timeline import Timeline

LOG = logging.getLogger(__name__)

# AWS says "exponential back off and jitter" without figures; 185 attempts in 24 hours are eight minutes apart
FIRST_WAIT, LONGEST_WAIT = 1.0, 480.0  # real seconds


@dataclass(frozen=True)
class RetryPolicy:
    """How long a delivery is tried; the defaults are AWS's."""

    attempts: int = 185  # after the first one
    max_age: float = 86400.0  # real seconds

    @classmethod
    def of(cls, target: dict[str, Any]) -> RetryPolicy:
        """The RetryPolicy of a target, as the APIs spell it."""
        policy = target.get("RetryPolicy") or {}
        return cls(
            policy.get("MaximumRetryAttempts", cls.attempts),
            policy.get("MaximumEventAgeInSeconds", cls.max_age),
        )


@dataclass(frozen=True)
class Letter:
    """A delivery that was given up."""

    failure: Failure
    retries: int
    exhausted: str | None  # MaximumRetryAttempts or MaximumEventAgeInSeconds; None when a retry cannot help


@dataclass(frozen=True)
class Delivery:
    """One event on its way to one target."""

    arn: str  # of the rule or schedule
    target: str  # the target's id, or its ARN
    send: Callable[[int], None]  # is given the number of the attempt, from 1; raises when it fails
    retry: RetryPolicy = RetryPolicy()
    dead_letter: Callable[[Letter], None] | None = None

    @property
    def lane(self) -> str:
        """Deliveries to one target of one rule wait for each other, and for nobody else."""
        return f"{self.arn} {self.target}"


class Courier:
    """Delivers, and counts in the ledger.

    :param retries: a timeline on the real clock, for the waits
    """

    def __init__(self, lanes: Lanes, retries: Timeline, ledger: Ledger, random: Random) -> None:
        self._lanes = lanes
        self._retries = retries
        self._ledger = ledger
        self._random = random

    def post(self, delivery: Delivery, then: Callable[[], None] | None = None) -> None:
        """Deliver in a thread of the pool.

        :param then: is called after the first attempt
        """

        def work() -> None:
            self.deliver(delivery)
            if then is not None:
                then()

        self._submit(delivery, work)

    def deliver(self, delivery: Delivery) -> Failure | None:
        """Deliver in this thread. A failure is returned, and retried later if that can help."""
        return self._attempt(delivery, 1, self._retries.clock.now())

    def forget(self, chosen: Callable[[str], bool]) -> None:
        """Drop deliveries that wait for their turn, or for another attempt, by the ARN of their rule."""

        def is_chosen(key: str) -> bool:
            return chosen(key.partition(" ")[0])

        self._retries.forget(is_chosen)
        self._lanes.forget(is_chosen)

    def _submit(self, delivery: Delivery, work: Callable[[], object]) -> None:
        if not self._lanes.submit(delivery.lane, work):
            LOG.error("%s: target %s does not keep up; an event was dropped.", delivery.arn, delivery.target)
            self._ledger.gave_up(delivery.arn, f"target {delivery.target} does not keep up")

    def _attempt(self, delivery: Delivery, number: int, posted: float) -> Failure | None:
        try:
            delivery.send(number)
        except Exception as error:  # the boundary of a delivery: whatever a target raises is a failure
            failure = failure_of(error)
            LOG.debug("Attempt %d of %s:", number, delivery.arn, exc_info=error)
        else:
            self._ledger.delivered(delivery.arn)
            return None
        LOG.warning("%s: attempt %d at target %s failed: %s", delivery.arn, number, delivery.target, failure)
        wait = self._wait(number)
        due = self._retries.clock.now() + wait
        exhausted = _exhausted(delivery.retry, number, due - posted)
        if not failure.retryable or exhausted:
            self._give_up(delivery, Letter(failure, number - 1, exhausted if failure.retryable else None))
            return failure
        self._retries.put(
            f"{delivery.arn} {uuid.uuid4()}",
            AtPlan(due),
            lambda _: self._submit(delivery, lambda: self._attempt(delivery, number + 1, posted)),
        )
        return failure

    def _wait(self, attempt: int) -> float:
        longest: float = min(FIRST_WAIT * 2.0 ** min(attempt - 1, 16), LONGEST_WAIT)
        return longest * self._random.uniform(0.5, 1.0)

    def _give_up(self, delivery: Delivery, letter: Letter) -> None:
        self._ledger.gave_up(delivery.arn, str(letter.failure))
        if delivery.dead_letter is None:
            return
        try:
            delivery.dead_letter(letter)
        except Exception as error:  # noqa: BLE001 - the same boundary: the queue is a target, too
            LOG.error(
                "%s: the dead-letter queue of target %s refused: %s",
                delivery.arn,
                delivery.target,
                failure_of(error),
            )


def _exhausted(policy: RetryPolicy, attempts: int, age: float) -> str | None:
    if attempts > policy.attempts:
        return "MaximumRetryAttempts"
    if age > policy.max_age:
        return "MaximumEventAgeInSeconds"
    return None
