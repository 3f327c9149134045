"""The database of the Glue Data Catalog that Athena finds the table in."""

from __future__ import annotations

from dataclasses import dataclass, field

from bootstrap.clients import Clients
from bootstrap.state import MISSING, WANTED, State
from bootstrap.tags import Tags

DEFAULT = "default"


@dataclass(frozen=True)
class Database:
    """A database without a location of its own."""

    name: str
    tags: Tags = field(default_factory=dict)  # as its parameters, like a table's

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"database {self.name}"

    def look(self, clients: Clients) -> State:
        """Missing or there. A database has nothing of ours to compare."""
        try:
            clients.glue.get_database(Name=self.name)
        except clients.glue.exceptions.EntityNotFoundException:
            return MISSING
        return WANTED

    def create(self, clients: Clients) -> None:
        """Make it."""
        marks = {"Parameters": dict(self.tags)} if self.tags else {}
        clients.glue.create_database(DatabaseInput={"Name": self.name, **marks})

    def update(self, clients: Clients) -> None:
        """Never called: `look` finds no differences."""

    def destroy(self, clients: Clients) -> None:
        """Delete it with its tables; the objects in S3 are not theirs."""
        clients.glue.delete_database(Name=self.name)
