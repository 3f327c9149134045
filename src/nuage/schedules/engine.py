"""The parts that run rules and schedules, put together: one set a process, as LocalStack has one."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Any, Protocol

from nuage import settings
from nuage.clock import Clock, LabClock
from nuage.schedules.courier import Courier
from nuage.schedules.events import iso
from nuage.schedules.lanes import Lanes
from nuage.schedules.ledger import Ledger
from nuage.schedules.timeline import Timeline

# how late a run may be and still be made up for; what a sleeping laptop missed is longer
GRACE = 5.0  # real seconds


class NoSuchRuleError(LookupError):
    """There is no rule of that name; `names` are the ones there are."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.names = names


class Schedules(Protocol):
    """A service whose things run on the engine."""

    def overview(self) -> list[dict[str, Any]]:
        """Each of its things, as `Engine.describe` says."""


class Rules(Schedules, Protocol):
    """The service whose rules can be run by hand."""

    def fire(self, account: str, region: str, bus: str, name: str) -> dict[str, Any]:
        """Run a rule now, and say how each target took it.

        :raises NoSuchRuleError: when there is none of that name
        """


class Engine:
    """Runs what is planned on the lab clock. Threads start with the first plan.

    :param speed: how fast the clock runs, so that the grace can be real seconds
    """

    def __init__(self, clock: Clock, speed: float, random: Random) -> None:
        self.clock = clock
        self.speed = speed
        # set by the services when they are first called
        self.rules: Rules | None = None
        self.schedules: Schedules | None = None
        self.random = random
        self.timeline = Timeline(clock, grace=GRACE * speed, name="nuage-timeline")
        self.ledger = Ledger()
        self._lanes = Lanes()
        self._retries = Timeline(LabClock(), name="nuage-retries")
        self.courier = Courier(self._lanes, self._retries, self.ledger, random)
        self._started = False

    def start(self) -> None:
        """Start the threads; a second call does nothing."""
        if not self._started:
            self._started = True
            self.timeline.start()
            self._retries.start()

    def describe(self, arn: str, **what: Any) -> dict[str, Any]:
        """What a rule or schedule is, and what is known of its runs; times are lab time."""
        record = self.ledger.record(arn)
        next_run = self.timeline.next_run(arn)
        return {
            "arn": arn,
            **what,
            "next_run": None if next_run is None else iso(next_run),
            "last_run": None if record.last_run is None else iso(record.last_run),
            "triggered": record.triggered,
            "invocations": record.invocations,
            "failed_invocations": record.failed_invocations,
            "last_error": record.last_error,
        }

    def forget(self, service: str) -> None:
        """Forget all that a service planned, counted and had on its way.

        :param service: `events` or `scheduler`, as ARNs name them
        """

        def is_its(key: str) -> bool:
            return key.split(":")[2:3] == [service]

        self.timeline.forget(is_its)
        self.courier.forget(is_its)
        self.ledger.forget_all(is_its)

    def stop(self) -> None:
        """Stop: nothing runs any more, and waiting retries are dropped."""
        self.timeline.stop()
        self._retries.stop()
        self._lanes.stop()


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The engine of this process, on the lab clock of its settings."""
    loaded = settings.load()
    random = Random()  # noqa: S311 - spreads retries and flexible windows; nothing secret
    return Engine(LabClock(loaded.speed, loaded.clock_origin), loaded.speed, random)
