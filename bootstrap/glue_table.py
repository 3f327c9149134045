"""The table over the tweets in S3: part 4 of the lab sheet, with all of a tweet's fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bootstrap.clients import Clients
from bootstrap.columns import COLUMNS
from bootstrap.state import MISSING, State, compare
from bootstrap.tags import Tags

SERDE = "org.openx.data.jsonserde.JsonSerDe"
# a row of NULLs in the place of a failed query: Athena User Guide, "OpenX JSON SerDe"
SERDE_PARAMETERS = {"serialization.format": "1", "ignore.malformed.json": "true"}
# what Hive stores for a table of text files
INPUT = "org.apache.hadoop.mapred.TextInputFormat"
OUTPUT = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"


@dataclass(frozen=True)
class GlueTable:
    """An external table: it reads the objects below a location, and owns none of them."""

    database: str
    name: str
    location: str
    tags: Tags = field(default_factory=dict)  # Glue's tables have none: parameters

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"table {self.database}.{self.name}"

    def look(self, clients: Clients) -> State:
        """Compare where it reads, its SerDe and its columns."""
        try:
            table = clients.glue.get_table(DatabaseName=self.database, Name=self.name)["Table"]
        except clients.glue.exceptions.EntityNotFoundException:
            return MISSING
        return compare(self._differences(table.get("StorageDescriptor", {})))

    def create(self, clients: Clients) -> None:
        """Make it."""
        clients.glue.create_table(DatabaseName=self.database, TableInput=self._input())

    def update(self, clients: Clients) -> None:
        """Put ours in its place; the catalogue keeps the earlier version."""
        clients.glue.update_table(DatabaseName=self.database, TableInput=self._input())

    def destroy(self, clients: Clients) -> None:
        """Delete it; the objects stay."""
        clients.glue.delete_table(DatabaseName=self.database, Name=self.name)

    def _input(self) -> dict[str, Any]:
        return {
            "Name": self.name,
            "TableType": "EXTERNAL_TABLE",
            "Parameters": {"EXTERNAL": "TRUE", **self.tags},
            "PartitionKeys": [],
            "StorageDescriptor": {
                "Columns": [{"Name": name, "Type": kind} for name, kind in COLUMNS.items()],
                "Location": self.location,
                "InputFormat": INPUT,
                "OutputFormat": OUTPUT,
                "SerdeInfo": {"SerializationLibrary": SERDE, "Parameters": SERDE_PARAMETERS},
            },
        }

    def _differences(self, storage: dict[str, Any]) -> list[str]:
        differences = []
        if storage.get("Location") != self.location:
            differences.append(f"location {storage.get('Location')} → {self.location}")
        serde = storage.get("SerdeInfo", {})
        if serde.get("SerializationLibrary") != SERDE:
            differences.append(f"SerDe {serde.get('SerializationLibrary')} → {SERDE}")
        elif serde.get("Parameters", {}).get("ignore.malformed.json") != "true":
            differences.append("ignore.malformed.json → true")
        if {column["Name"]: column["Type"] for column in storage.get("Columns", [])} != COLUMNS:
            differences.append("other columns")
        return differences
