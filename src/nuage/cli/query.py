"""`nuage query`: one SQL statement through Athena."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from nuage import settings
from nuage.cli import options
from nuage.lab import running, signals, statement
from nuage.lab.problem import Problem

if TYPE_CHECKING:
    from rich.console import Console

    from nuage.lab.query import Look, Result

TOP_HASHTAGS = "top_hashtags.sql"
PIPED_WIDTH = 120  # characters of a table that no terminal shows


@click.command()
@click.argument("query", metavar="FILE|SQL", required=False)
@click.option("--csv", "form", flag_value="csv", help="All rows as CSV.")
@click.option("--json", "form", flag_value="json", help="All rows as JSON, one object a line.")
@click.option("--plot", "form", flag_value="plot", help="Bars, of a text and a number; the top hashtags.")
@click.option(
    "-n", "--lines", "at_most", type=click.IntRange(min=1), default=50, help="Rows of a table or plot. [50]"
)
@click.option("--database", default="", metavar="NAME", help="Where tables without a database are looked up.")
@click.option("--output", default="", metavar="S3-URI", help="Where Athena stores the result.")
@options.port
def command(
    query: str | None, form: str | None, at_most: int, database: str, output: str, port: int | None
) -> None:
    """Run one SQL statement through Athena, and show what it answers.

    It is an argument, a file, or the standard input for `-`. Without one, --plot draws the hashtags used
    most. Ctrl-C stops the query. Exit code 2, with Athena's own text, when it fails.
    """
    sql = _statement(query, form)
    record = running.running_record(options.effective(port=port), settings.environment())
    from nuage.lab import answer
    from nuage.lab.clients import make_client
    from nuage.lab.query import Query

    athena = make_client(record.endpoint, record.region)("athena")
    # GetQueryResults reads page by page while rows are shown: an interrupt may come there, too
    with signals.handled(signals.interrupt):
        with progress() as tell:
            result = Query(athena, sql, database, output).run(tell)
        rows = show(result, form, at_most)
    click.echo(answer.summary(result.look, rows), err=form in ("csv", "json"))


def _statement(query: str | None, form: str | None) -> str:
    if query is not None:
        return statement.read(query, read_input)
    if form != "plot":
        raise click.UsageError("Give a file, SQL in quotation marks, or - for the standard input.")
    return statement.read_file(statement.query_file(TOP_HASHTAGS))


def read_input() -> str:
    """The standard input, in UTF-8 on every system."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem("The standard input is not text in UTF-8.") from error


def show(result: Result, form: str | None, at_most: int) -> int:
    """Write the result to the standard output, and return its number of rows."""
    from nuage.lab import answer

    if form == "csv":
        return answer.write_csv(result, sys.stdout)
    if form == "json":
        return answer.write_json(result, sys.stdout)
    console = make_console()
    if form == "plot":
        return answer.show_bars(result, console, at_most)
    return answer.show_table(result, console, at_most)


def make_console() -> Console:
    """The standard output, as wide as the terminal."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else PIPED_WIDTH
    return Console(width=width, markup=False, emoji=False)


@contextmanager
def progress() -> Iterator[Callable[[Look], None]]:
    """Show state, run time and data scanned while a query runs; on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    from nuage.lab import answer

    with Console(stderr=True).status("QUEUED") as status:

        def tell(look: Look) -> None:
            scanned = "" if look.scanned is None else f", {answer.size(look.scanned)} scanned"
            status.update(f"{look.state} {answer.seconds(look)}{scanned}")

        yield tell
