"""Where Athena stores its results: a setting of the work group that clients use when they name none."""

from __future__ import annotations

from dataclasses import dataclass

from bootstrap.clients import Clients
from bootstrap.state import MISSING, State, compare

PRIMARY = "primary"


@dataclass(frozen=True)
class OutputLocation:
    """The output location of the work group `primary`, which AWS makes and nobody can delete."""

    location: str

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"output location {self.location} of work group {PRIMARY}"

    def look(self, clients: Clients) -> State:
        """Missing when there is none, different when it is another."""
        found = self._found(clients)
        if not found:
            return MISSING
        return compare([] if found == self.location else [f"{found} → {self.location}"])

    def create(self, clients: Clients) -> None:
        """Set it."""
        self._change(clients, {"OutputLocation": self.location})

    def update(self, clients: Clients) -> None:
        """Set it in the place of another."""
        self.create(clients)

    def destroy(self, clients: Clients) -> None:
        """Remove it; one that somebody else has set since stays."""
        if self._found(clients) == self.location:
            self._change(clients, {"RemoveOutputLocation": True})

    def _found(self, clients: Clients) -> str:
        group = clients.athena.get_work_group(WorkGroup=PRIMARY)["WorkGroup"]
        configuration = group.get("Configuration", {}).get("ResultConfiguration", {})
        return str(configuration.get("OutputLocation", ""))

    def _change(self, clients: Clients, change: dict[str, object]) -> None:
        clients.athena.update_work_group(
            WorkGroup=PRIMARY, ConfigurationUpdates={"ResultConfigurationUpdates": change}
        )
