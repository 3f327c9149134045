"""Showing what happens: a live view on a terminal, a line an event everywhere else."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import click
from rich.console import Console, Group
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from nuage import clock
from nuage.lab.record import Record
from nuage.lab.watch import News, Watch
from nuage.lab.watch_games import GameWatch
from nuage.settings import Settings

LAST = 8  # tweets shown


class View(Protocol):
    """Gets all that is new, again and again."""

    def show(self, news: Any) -> None:
        """Show it."""


def lab_time(record: Record) -> str:
    """The lab's time of day, in UTC."""
    now = clock.LabClock(record.speed, record.clock_origin).now()
    return clock.utc(now).strftime("%H:%M:%S")


def addresses(record: Record, bucket: str | None) -> list[tuple[str, str]]:
    """Where things are, and what to type next."""
    option = "" if record.port == Settings().port else f" --port {record.port}"
    lines = [
        ("AWS endpoint", f'{record.endpoint}   (use it: eval "$(nuage env{option})")'),
    ]
    if record.has_tweets:
        lines.append(("tweets", f"{record.tweets_url}"))
    if bucket is not None:
        lines.append(("bucket", f"s3://{bucket}"))
    if record.has_tweets:
        lines.append(("function's log", f"nuage logs -f{option}"))
    else:
        lines.append(("look again", f"nuage status{option}"))
    return lines


def places(where: list[tuple[str, str]]) -> Table:
    """The addresses, one below the other."""
    table = Table.grid(padding=(0, 2))
    for name, text in where:
        table.add_row(Text(name, style="dim"), Text(text))
    return table


class Lines:
    """A line an event."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def show(self, news: News) -> None:
        """Print what is new."""
        for tweet in news.stored:
            said = f"  @{tweet.user}: {tweet.text}" if tweet.user else ""
            click.echo(f"{lab_time(self._record)} stored {tweet.key}{said}")
        for error in news.errors:
            click.echo(f"{lab_time(self._record)} error  {error}")


class Board:
    """The live view."""

    def __init__(self, record: Record, watch: Watch, where: list[tuple[str, str]]) -> None:
        self._record = record
        self._watch = watch
        self._where = where
        self._tweets: deque[tuple[str, str, str]] = deque(maxlen=LAST)
        self._error = ""

    def show(self, news: News) -> None:
        """Keep what is new; the terminal is drawn again by `Live`."""
        for tweet in news.stored:
            self._tweets.append((tweet.key, f"@{tweet.user}" if tweet.user else "", tweet.text))
        if news.errors:
            self._error = f"{lab_time(self._record)} {news.errors[-1]}"

    def __rich__(self) -> Panel:
        """The view as it is now."""
        return Panel(
            Group(places(self._where), Text(), self._last_tweets(), Text(), self._counts()),
            title=f"Nuage  {lab_time(self._record)} UTC  speed {self._record.speed:g}",
            subtitle="Ctrl-C stops the lab",
        )

    def _last_tweets(self) -> Table:
        table = Table(
            expand=True, box=None, title=f"{self._watch.stored} tweets stored", title_justify="left"
        )
        table.add_column("object", no_wrap=True, overflow="ellipsis", ratio=2)
        table.add_column("user", no_wrap=True, overflow="ellipsis", ratio=1)
        table.add_column("text", no_wrap=True, overflow="ellipsis", ratio=4)
        for row in self._tweets:
            table.add_row(*(Text(cell) for cell in row))
        return table

    def _counts(self) -> Text:
        style = "red" if self._watch.errors else "green"
        text = Text(f"{self._watch.invocations} invocations, ")
        text.append(f"{self._watch.errors} errors", style)
        if self._error:
            text.append(f"\nlast error: {self._error}", "red")
        return text


@contextmanager
def opened(record: Record, watch: Watch | GameWatch, bucket: str | None) -> Iterator[View]:
    """The view that suits our standard output."""
    from nuage.lab.view_games import GameBoard, GameLines

    where = addresses(record, bucket)
    console = Console()
    if console.is_terminal:
        board = (
            GameBoard(record, watch, where) if isinstance(watch, GameWatch) else Board(record, watch, where)
        )
        with Live(board, console=console, refresh_per_second=4):
            yield board
    else:
        for name, text in where:
            click.echo(f"{name:<15} {text}")
        yield GameLines(record, watch) if isinstance(watch, GameWatch) else Lines(record)
