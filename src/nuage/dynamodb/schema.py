"""What a table is: its keys, its indexes and its settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from nuage.dynamodb.values import Item


@dataclass(frozen=True)
class KeySchema:
    """A partition key and perhaps a sort key: names and types (S, N or B)."""

    hash_name: str
    hash_type: str
    range_name: str | None = None
    range_type: str | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The key's attributes, partition key first."""
        return (self.hash_name, self.range_name) if self.range_name else (self.hash_name,)

    @cached_property
    def types(self) -> dict[str, str]:
        """The type of each key attribute."""
        types = {self.hash_name: self.hash_type}
        if self.range_name and self.range_type:
            types[self.range_name] = self.range_type
        return types

    def describe(self) -> list[dict[str, str]]:
        """As in an answer."""
        kinds = ("HASH", "RANGE")
        return [{"AttributeName": name, "KeyType": kinds[at]} for at, name in enumerate(self.names)]


@dataclass
class Index:
    """A secondary index. A global one has throughput of its own; a local one shares the partition key."""

    name: str
    keys: KeySchema
    projection: str  # ALL, KEYS_ONLY or INCLUDE
    included: tuple[str, ...] = ()
    is_global: bool = True
    rows: int = 0  # the number of the SQL table that holds it
    status: str = "ACTIVE"
    backfilling: bool = False
    throughput: dict[str, int] | None = None
    warm_throughput: dict[str, int] | None = None

    def projected(self, table_keys: KeySchema) -> frozenset[str] | None:
        """The names of the attributes that it holds; None for all of them."""
        if self.projection == "ALL":
            return None
        return frozenset(self.keys.names) | frozenset(table_keys.names) | frozenset(self.included)

    def project(self, item: Item, table_keys: KeySchema) -> Item | None:
        """What the index holds of an item; None when the item lacks a key and so is not in the index."""
        if any(name not in item for name in self.keys.names):
            return None
        names = self.projected(table_keys)
        return item if names is None else {name: value for name, value in item.items() if name in names}


@dataclass
class Table:
    """A table and its settings, as they are kept between calls."""

    name: str
    keys: KeySchema
    attributes: dict[str, str]  # AttributeDefinitions: name to type
    created: float  # epoch seconds
    arn: str
    table_id: str
    rows: int = 0
    status: str = "ACTIVE"
    billing_mode: str = "PROVISIONED"
    billing_changed: float | None = None
    throughput: dict[str, int] = field(default_factory=dict)
    throughput_changed: dict[str, Any] = field(default_factory=dict)
    indexes: list[Index] = field(default_factory=list)
    deletion_protection: bool = False
    table_class: str | None = None
    table_class_changed: float | None = None
    on_demand: dict[str, int] | None = None
    encryption: dict[str, Any] | None = None
    stream_view: str | None = None
    stream_label: str | None = None
    stream_number: int = 0
    ttl_attribute: str | None = None
    tags: dict[str, str] = field(default_factory=dict)
    recovery: dict[str, Any] | None = None  # PointInTimeRecoverySpecification
    warm_throughput: dict[str, int] | None = None
    policy: dict[str, str] | None = None  # text and revision of the resource policy

    @property
    def provisioned(self) -> bool:
        """Whether throughput is bought ahead."""
        return self.billing_mode == "PROVISIONED"

    @property
    def local_names(self) -> frozenset[str]:
        """The names of the local indexes."""
        return frozenset(index.name for index in self.indexes if not index.is_global)

    @property
    def stream_arn(self) -> str:
        """The ARN of the newest stream."""
        return f"{self.arn}/stream/{self.stream_label}"

    def index(self, name: str) -> Index | None:
        """The index of that name."""
        return next((index for index in self.indexes if index.name == name), None)
