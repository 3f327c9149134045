"""What Athena holds, as a reset and a snapshot see it."""

from __future__ import annotations

from localstack.state import StateVisitor

from nuage import clock
from nuage.athena.lab import Lab
from nuage.athena.state import State, States
from nuage.state.containers import Container


class AthenaState(Container):
    """Work groups, query executions, named queries, prepared statements, catalogs and tags."""

    def __init__(self, states: States, lab: Lab) -> None:
        super().__init__("athena", "states")
        self._states = states
        self._lab = lab

    def accept_state_visitor(self, visitor: StateVisitor) -> None:
        """LocalStack's way to find a provider's state."""
        visitor.visit(self)

    def reset(self) -> None:
        """Cancel every query, and forget all; `primary` is made again when it is asked for."""
        for state in self._states.forget():
            for execution in list(state.executions.values()):
                execution.stop(clock.monotonic(), clock.wall())
        self._lab.forget()

    def save(self) -> list[State]:
        """Every account's and region's state."""
        return self._states.all()

    def load(self, saved: list[State]) -> None:
        """Take over states; a query that was running then has failed."""
        for state in saved:
            for execution in state.executions.values():
                execution.lose(clock.wall())
        self._states.put(saved)
