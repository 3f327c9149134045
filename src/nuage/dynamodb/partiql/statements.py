"""What a PartiQL statement asks for."""

from __future__ import annotations

from dataclasses import dataclass

from nuage.dynamodb.expressions.syntax import Change, Node, Path
from nuage.dynamodb.values import Item


@dataclass(frozen=True)
class Select:
    """SELECT paths (None for `*`) FROM table.index WHERE condition ORDER BY keys."""

    table: str
    index: str | None
    paths: tuple[Path, ...] | None
    where: Node | None
    order: tuple[tuple[Path, bool], ...] = ()  # path, and whether it ascends


@dataclass(frozen=True)
class Exists:
    """EXISTS(SELECT …), a check in a transaction."""

    select: Select


@dataclass
class Insert:
    """INSERT INTO table VALUE item."""

    table: str
    item: Item


@dataclass(frozen=True)
class Update:
    """UPDATE table SET … REMOVE … WHERE condition RETURNING …"""

    table: str
    changes: tuple[Change, ...]
    where: Node | None
    returning: str = "NONE"


@dataclass(frozen=True)
class Delete:
    """DELETE FROM table WHERE condition RETURNING …"""

    table: str
    where: Node | None
    returning: str = "NONE"


Statement = Select | Exists | Insert | Update | Delete
