from __future__ import annotations

import logging
from collections.abc import Iterator
from queue import Queue
from random import Random

import pytest
from botocore.exceptions import ClientError

from nuage.clock import ManualClock, monotonic, sleep
from nuage.schedules.courier import FIRST_WAIT, Courier, Delivery, Letter, RetryPolicy
from nuage.schedules.failures import Failure
from nuage.schedules.lanes import Lanes
from nuage.schedules.ledger import Ledger
from nuage.schedules.timeline import Timeline

TIMEOUT = 5.0
ARN = "arn:aws:events:us-east-1:000000000000:rule/r"


def error(status: int) -> ClientError:
    answer = {"Error": {"Code": f"C{status}", "Message": "m"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "Invoke")


class Post:
    """A courier on a manual clock, and a target that fails as told."""

    def __init__(self) -> None:
        self.clock = ManualClock(0)
        self.retries = Timeline(self.clock)
        self.retries.start()
        self.lanes = Lanes()
        self.ledger = Ledger()
        self.courier = Courier(self.lanes, self.retries, self.ledger, Random(1))  # noqa: S311 - not secret
        self.attempts: Queue[int] = Queue()
        self.letters: Queue[Letter] = Queue()
        self.failures: list[Exception] = []

    def send(self, attempt: int) -> None:
        failure = self.failures.pop(0) if self.failures else None
        self.attempts.put(attempt)
        if failure is not None:
            raise failure

    def delivery(self, policy: RetryPolicy = RetryPolicy()) -> Delivery:  # noqa: B008 - frozen
        return Delivery(ARN, "t", self.send, policy, self.letters.put)

    def next_attempt(self) -> int:
        return self.attempts.get(timeout=TIMEOUT)

    def advance_to_retry(self) -> float | None:
        """Move the clock to the next attempt, and return the wait; None when there is a letter instead."""
        deadline = monotonic() + TIMEOUT
        while monotonic() < deadline:
            if not self.letters.empty():
                return None
            if (due := self.retries.next_due()) is not None:
                wait = due - self.clock.now()
                self.clock.advance(wait)
                return wait
            sleep(0.001)
        raise AssertionError("neither a retry nor a letter")


@pytest.fixture
def post() -> Iterator[Post]:
    made = Post()
    yield made
    made.retries.stop()
    made.lanes.stop()


def test_what_is_delivered_is_counted(post: Post) -> None:
    assert post.courier.deliver(post.delivery()) is None
    record = post.ledger.record(ARN)
    assert (record.invocations, record.failed_invocations) == (1, 0)


def test_a_refusal_is_final(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    post.failures = [error(403)]
    with caplog.at_level(logging.WARNING):
        failure = post.courier.deliver(post.delivery())
    assert failure == Failure(
        "NO_PERMISSIONS", "An error occurred (C403) when calling the Invoke operation: m", retryable=False
    )
    assert post.letters.get(timeout=TIMEOUT) == Letter(failure, retries=0, exhausted=None)
    assert post.ledger.record(ARN).failed_invocations == 1
    assert caplog.messages == [f"{ARN}: attempt 1 at target t failed: {failure}"]


def test_a_fault_is_tried_again_after_growing_waits(post: Post) -> None:
    post.failures = [error(500), error(503), error(429)]
    failure = post.courier.deliver(post.delivery())
    assert failure is not None
    assert failure.retryable
    waits = []
    for attempt in (1, 2, 3):
        assert post.next_attempt() == attempt
        waits.append(post.advance_to_retry() or 0)
    assert post.next_attempt() == 4
    assert [FIRST_WAIT * 2**n / 2 <= wait <= FIRST_WAIT * 2**n for n, wait in enumerate(waits)] == [True] * 3
    assert post.letters.empty()


def test_attempts_are_exhausted(post: Post) -> None:
    post.failures = [error(500), error(500)]
    post.courier.deliver(post.delivery(RetryPolicy(attempts=1)))
    post.next_attempt()
    post.advance_to_retry()
    letter = post.letters.get(timeout=TIMEOUT)
    assert (letter.retries, letter.exhausted, letter.failure.code) == (
        1,
        "MaximumRetryAttempts",
        "INTERNAL_ERROR",
    )


def test_the_age_is_exhausted(post: Post) -> None:
    post.failures = [error(500)] * 20
    post.courier.deliver(post.delivery(RetryPolicy(max_age=60)))
    while True:
        post.next_attempt()
        if post.advance_to_retry() is None:
            break
    letter = post.letters.get(timeout=TIMEOUT)
    assert letter.exhausted == "MaximumEventAgeInSeconds"
    assert post.clock.now() <= 60


def test_a_queue_that_refuses_the_letter_is_logged(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    def refuse(_: Letter) -> None:
        raise error(403)

    post.failures = [error(400)]
    with caplog.at_level(logging.ERROR):
        post.courier.deliver(Delivery(ARN, "t", post.send, dead_letter=refuse))
    assert caplog.messages == [
        f"{ARN}: the dead-letter queue of target t refused: NO_PERMISSIONS: {error(403)}"
    ]


def test_policies_of_targets() -> None:
    assert RetryPolicy.of({}) == RetryPolicy(185, 86400)
    assert RetryPolicy.of({"RetryPolicy": {"MaximumRetryAttempts": 0}}) == RetryPolicy(0, 86400)
