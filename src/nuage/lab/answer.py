"""Showing the result of a query: as a table, as bars, as CSV, as JSON lines."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TextIO

import orjson
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from nuage.lab.problem import Problem
from nuage.lab.query import Column, Look, Result, Row

NUMBERS = {"tinyint", "smallint", "integer", "bigint", "float", "real", "double", "decimal"}
JSON_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
LEAST_WIDTH = 8  # characters: below that, a longer text in a table says nothing
LONGEST_TEXT = 500  # characters of a value on a line of its own
BAR_WIDTH = 40  # characters
UNITS = ("bytes", "KB", "MB", "GB", "TB")


def summary(look: Look, rows: int) -> str:
    """The line at the end: rows, run time, data scanned."""
    counted = "1 row" if rows == 1 else f"{rows} rows"
    return f"{counted}, {seconds(look)}, {size(look.scanned or 0)} scanned"


def seconds(look: Look) -> str:
    """The run time that Athena states."""
    return f"{(look.milliseconds or 0) / 1000:.2f} s"


def size(amount: float) -> str:
    """A number of bytes, in the units of 1,024 that Athena's console shows."""
    for unit in UNITS:
        if amount < 1024 or unit == UNITS[-1]:
            break
        amount /= 1024
    return f"{amount:g} {unit}" if unit == "bytes" else f"{amount:.2f} {unit}"


def show_table(result: Result, console: Console, at_most: int) -> int:
    """Draw the first rows, and say when there are more. The number of all rows is returned.

    A result with more columns than the terminal has room for is shown value by value.
    """
    shown = list(islice(result.rows, at_most))
    least = [_least_width(column, [row[i] for row in shown]) for i, column in enumerate(result.columns)]
    # two spaces and a line a column, and one line more
    if sum(least) + 3 * len(least) + 1 > console.width:
        _draw_values(result.columns, shown, console)
    elif result.columns:
        console.print(_table(result.columns, least, shown))
    more = sum(1 for _ in result.rows)
    if more:
        console.print(f"… {more} more rows: --lines shows more, --csv and --json all.", highlight=False)
    return len(shown) + more


def _least_width(column: Column, values: Iterable[str | None]) -> int:
    """The characters that a column needs: a number all of its digits, a text enough to be recognised."""
    longest = max(cell_len(column.name), *(_cell(value).cell_len for value in values), 1)
    return longest if column.type in NUMBERS else min(longest, LEAST_WIDTH)


def _table(columns: Sequence[Column], least: Sequence[int], rows: Iterable[Row]) -> Table:
    table = Table()
    for column, width in zip(columns, least, strict=True):
        table.add_column(
            Text(column.name),
            justify="right" if column.type in NUMBERS else "left",
            overflow="ellipsis",
            no_wrap=column.type in NUMBERS,  # rich narrows only the others; their cells do not wrap either
            min_width=width,
        )
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    return table


def _draw_values(columns: Sequence[Column], rows: Iterable[Row], console: Console) -> None:
    width = max(len(column.name) for column in columns)
    for number, row in enumerate(rows, 1):
        console.print(f"── row {number} ──", highlight=False)
        for column, value in zip(columns, row, strict=False):
            line = Text.assemble(f"{column.name:<{width}}  ", _cell(value))
            line.truncate(max(console.width, width + LEAST_WIDTH), overflow="ellipsis")
            console.print(line, no_wrap=True)


def _cell(value: str | None) -> Text:
    if value is None:
        return Text("NULL", style="dim", no_wrap=True)
    # a tweet's line breaks, and whatever could steer the terminal, stay out of it
    line = " ".join(value[:LONGEST_TEXT].split())
    return Text(
        "".join(character for character in line if unicodedata.category(character) != "Cc"), no_wrap=True
    )


def write_csv(result: Result, file: TextIO) -> int:
    """The names and all rows, as RFC 4180 with `\\n`; NULL is empty. The number of rows is returned."""
    writer = csv.writer(file, lineterminator="\n")
    if result.columns:
        writer.writerow(column.name for column in result.columns)
    count = 0
    for row in result.rows:
        count += 1
        writer.writerow("" if value is None else value for value in row)
    return count


def write_json(result: Result, file: TextIO) -> int:
    """One JSON object a row, a line each. The number of rows is returned.

    Numbers keep their digits, booleans are booleans; arrays and structs are Athena's text. A name that
    comes again gets a number.
    """
    names = _unique([column.name for column in result.columns])
    count = 0
    for row in result.rows:
        count += 1
        values = zip(names, result.columns, row, strict=False)
        found = {name: _json_value(column.type, value) for name, column, value in values}
        file.write(orjson.dumps(found).decode() + "\n")
    return count


def _unique(names: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        number, chosen = 1, name
        while chosen in found:
            number += 1
            chosen = f"{name}_{number}"
        found.append(chosen)
    return found


def _json_value(kind: str, value: str | None) -> object:
    if value is not None and kind == "boolean" and value in ("true", "false"):
        return value == "true"
    # NaN and Infinity are no numbers in JSON
    if value is not None and kind in NUMBERS and JSON_NUMBER.fullmatch(value):
        return orjson.Fragment(value.encode())
    return value


def show_bars(result: Result, console: Console, at_most: int) -> int:
    """A bar for each row of a text and a number, the longest of full width. The number of rows is returned.

    :raises Problem: when the columns are others, or a number is negative
    """
    if len(result.columns) != 2 or result.columns[1].type not in NUMBERS:
        found = ", ".join(f"{column.name} {column.type}" for column in result.columns)
        raise Problem(f"--plot draws two columns, the second a number; this result has: {found or 'none'}.")
    rows = list(result.rows)
    for line in bars(result.columns[1].name, rows[:at_most], console.options.ascii_only):
        console.print(Text(line), no_wrap=True, overflow="ellipsis")
    if len(rows) > at_most:
        console.print(f"… {len(rows) - at_most} more rows: --lines shows more.", highlight=False)
    return len(rows)


def bars(name: str, rows: Sequence[Row], ascii_only: bool = False) -> list[str]:
    """The lines of a bar chart.

    :param name: of the numbers, for the error
    :raises Problem: when a number is negative, or not finite
    """
    values = [float(value or 0) for _, value in rows]
    if not all(0 <= value < float("inf") for value in values):
        raise Problem(f"--plot draws finite numbers from 0 on: {name} has others.")
    most = max(values, default=0) or 1
    labels = [_cell(label).plain for label, _ in rows]
    width = max(map(cell_len, labels), default=0)
    mark = "#" if ascii_only else "█"
    return [
        f"{set_cell_size(label, width)}  {mark * max(round(BAR_WIDTH * value / most), value > 0)} {text or 0}"
        for label, value, (_, text) in zip(labels, values, rows, strict=True)
    ]
