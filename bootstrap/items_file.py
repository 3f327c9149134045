"""Reads a file of items, one JSON object a line, and says which lines are none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from bootstrap.errors import BootstrapError
from bootstrap.table import PARTITION_KEY, SORT_KEY

Key = tuple[str, str]
GENERATED = "the generated items"


@dataclass(frozen=True)
class Line:
    """An item of a file, and the number of its line."""

    number: int
    item: dict[str, Any]

    @property
    def key(self) -> Key:
        """Its partition and sort key."""
        return (self.item[PARTITION_KEY], self.item[SORT_KEY])


@dataclass(frozen=True)
class Contents:
    """The items of a file, and a text for each line that is none."""

    name: str
    lines: tuple[Line, ...]
    bad: tuple[str, ...] = ()


def read(path: Path) -> Contents:
    """Read a file.

    :raises BootstrapError: when it cannot be read
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BootstrapError(f"the items in {path} cannot be read: {error}") from error
    return parse(text, str(path))


def generated() -> Contents:
    """The lab's own items."""
    from bootstrap import items  # Faker takes a moment to import

    return Contents(
        GENERATED, tuple(Line(number, item) for number, item in enumerate(items.generate(), start=1))
    )


def parse(text: str, name: str) -> Contents:
    """The items in a text. Empty lines are none, and no mistake.

    :param name: what the text is called when a line of it is bad
    """
    lines: list[Line] = []
    bad: list[str] = []
    seen: dict[Key, int] = {}
    for number, source in _numbered(text):
        try:
            line = Line(number, _item(source))
            if line.key in seen:
                raise ValueError(f"it has the same {PARTITION_KEY} and {SORT_KEY} as line {seen[line.key]}")
        except ValueError as problem:
            bad.append(f"{name}, line {number}: {problem}")
        else:
            seen[line.key] = number
            lines.append(line)
    return Contents(name, tuple(lines), tuple(bad))


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    # not splitlines(): JSON texts may hold other characters that it takes for ends of lines
    for number, source in enumerate(text.split("\n"), start=1):
        if source.strip():
            yield number, source


def _item(source: str) -> dict[str, Any]:
    """One line.

    :raises ValueError: when it is not an item; the text says why
    """
    try:
        # boto3 takes no floats
        item = json.loads(source, parse_float=Decimal, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON ({error.msg}, column {error.colno})") from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(item, dict):
        raise ValueError("it is not a JSON object")
    for key in (PARTITION_KEY, SORT_KEY):
        if not isinstance(item.get(key), str) or not item[key]:
            raise ValueError(f"it has no {key}, which must be a text that is not empty")
    return item


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number of JSON")
