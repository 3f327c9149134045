"""What Athena keeps for an account in a region: work groups, executions, named queries, and so on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from nuage.athena.executions import ENGINE_VERSION, Execution

Document = dict[str, Any]
PRIMARY = "primary"
CATALOG = "AwsDataCatalog"
KEPT = 10_000  # executions; AWS keeps those of 45 days


def engine_version(selected: str = "AUTO") -> Document:
    """An EngineVersion: there is one."""
    return {"SelectedEngineVersion": selected, "EffectiveEngineVersion": ENGINE_VERSION}


@dataclass
class State:
    """All of it; `lock` guards changes."""

    account: str
    region: str
    now: float  # epoch seconds of the making of `primary`
    lock: threading.RLock = field(default_factory=threading.RLock)
    work_groups: dict[str, Document] = field(default_factory=dict)
    executions: dict[str, Execution] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)  # ClientRequestToken to execution
    named_queries: dict[str, Document] = field(default_factory=dict)
    prepared: dict[tuple[str, str], Document] = field(default_factory=dict)  # by work group and name
    catalogs: dict[str, Document] = field(default_factory=dict)
    tags: dict[str, dict[str, str]] = field(default_factory=dict)  # by ARN

    def __post_init__(self) -> None:
        self.work_groups[PRIMARY] = {
            "Name": PRIMARY,
            "State": "ENABLED",
            "Configuration": {
                "ResultConfiguration": {},
                "EnforceWorkGroupConfiguration": False,
                "PublishCloudWatchMetricsEnabled": False,
                "RequesterPaysEnabled": False,
                "EngineVersion": engine_version(),
            },
            "Description": "",
            "CreationTime": self.now,
        }
        self.catalogs[CATALOG] = {"Name": CATALOG, "Type": "GLUE", "Parameters": {}}

    def __getstate__(self) -> dict[str, Any]:
        """For a snapshot: copies, which later calls do not change, and no lock."""
        with self.lock:
            kept = {name: value for name, value in self.__dict__.items() if name != "lock"}
            return {name: dict(value) if isinstance(value, dict) else value for name, value in kept.items()}

    def __setstate__(self, kept: dict[str, Any]) -> None:
        self.__dict__.update(kept)
        self.lock = threading.RLock()

    def arn(self, resource: str) -> str:
        """The ARN of something of Athena's."""
        return f"arn:aws:athena:{self.region}:{self.account}:{resource}"

    def remember(self, execution: Execution) -> None:
        """Keep an execution; the oldest finished ones make room."""
        with self.lock:
            self.executions[execution.id] = execution
            if len(self.executions) > KEPT:
                for key in [k for k, e in self.executions.items() if e.finished][: KEPT // 10]:
                    del self.executions[key]


class States:
    """One State for each account and region, made when it is asked for."""

    def __init__(self, wall: Callable[[], float]) -> None:
        self._wall = wall
        self._lock = threading.Lock()
        self._states: dict[tuple[str, str], State] = {}

    def of(self, account: str, region: str) -> State:
        """The state of an account in a region."""
        with self._lock:
            key = (account, region)
            if key not in self._states:
                self._states[key] = State(account, region, self._wall())
            return self._states[key]

    def all(self) -> list[State]:
        """Every one there is."""
        with self._lock:
            return list(self._states.values())

    def forget(self) -> list[State]:
        """Let go of every one, and say which there were."""
        with self._lock:
            states = list(self._states.values())
            self._states.clear()
            return states

    def put(self, states: list[State]) -> None:
        """Take over states that were kept."""
        with self._lock:
            self._states |= {(state.account, state.region): state for state in states}
