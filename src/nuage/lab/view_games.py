"""Showing what happens in the second lab."""

from __future__ import annotations

from collections import deque

import click
from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from nuage.lab.record import Record
from nuage.lab.view import lab_time, places
from nuage.lab.watch_games import GameNews, GameWatch

LAST = 10  # lines shown


class GameLines:
    """A line an event, and one when the next step is another one."""

    def __init__(self, record: Record, watch: GameWatch) -> None:
        self._record = record
        self._watch = watch
        self._next = ""

    def show(self, news: GameNews) -> None:
        """Print what is new."""
        for line in news.happened:
            click.echo(f"{lab_time(self._record)} {line}")
        for error in news.errors:
            click.echo(f"{lab_time(self._record)} error  {error}")
        if not news.errors and (step := self._watch.next_step()) != self._next:
            self._next = step
            click.echo(f"{lab_time(self._record)} next   {step}")


class GameBoard:
    """The live view."""

    def __init__(self, record: Record, watch: GameWatch, where: list[tuple[str, str]]) -> None:
        self._record = record
        self._watch = watch
        self._where = where
        self._lines: deque[tuple[str, str]] = deque(maxlen=LAST)
        self._error = ""

    def show(self, news: GameNews) -> None:
        """Keep what is new; the terminal is drawn again by `Live`."""
        now = lab_time(self._record)
        self._lines.extend((now, line) for line in news.happened)
        self._error = f"{now} {news.errors[-1]}" if news.errors else ""

    def __rich__(self) -> Panel:
        """The view as it is now."""
        return Panel(
            Group(places(self._where), Text(), self._state(), Text(), self._last(), Text(), self._next()),
            title=f"Nuage  {lab_time(self._record)} UTC  speed {self._record.speed:g}",
            subtitle="Ctrl-C stops the lab",
        )

    def _state(self) -> Text:
        watch = self._watch
        table = "not there" if watch.items is None else f"{watch.items} items"
        indexes = ", ".join(f"{name} {status}" for name, status in watch.indexes.items()) or "no index"
        versions = "keeps versions" if watch.versioned else "keeps no versions"
        return Text(f"{watch.table}: {table}, {indexes}\n{watch.bucket}: {watch.objects} objects, {versions}")

    def _last(self) -> Table:
        table = Table.grid(padding=(0, 2))
        for when, line in self._lines:
            table.add_row(Text(when, style="dim"), Text(line))
        return table

    def _next(self) -> Text:
        text = Text(f"next: {self._watch.next_step()}", "green")
        if self._error:
            text.append(f"\n{self._error}", "red")
        return text
