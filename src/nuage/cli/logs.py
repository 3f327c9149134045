"""`nuage logs`: CloudWatch Logs of a function, or the log files of the lab's servers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import click

from nuage import clock, settings
from nuage.cli import options
from nuage.lab import running
from nuage.lab.log_events import LogEvents
from nuage.lab.problem import Problem
from nuage.lab.record import Folder, Record

PAUSE = 0.5  # real seconds between two looks


@click.command()
@click.argument("function", required=False)
@click.option("-f", "--follow", is_flag=True, help="Go on with what is new, until Ctrl-C.")
@click.option("-n", "--lines", "count", type=click.IntRange(min=0), help="Only the last lines.")
@click.option("--emulator", "server", flag_value="emulator", help="The log of the AWS emulator instead.")
@click.option("--tweets", "server", flag_value="tweets", help="The log of the tweet server instead.")
@options.port
def command(
    function: str | None, follow: bool, count: int | None, server: str | None, port: int | None
) -> None:
    """Show the log of a function (the lab's own when none is named), or of the lab's servers."""
    chosen = options.effective(port=port)
    if server and function:
        raise click.UsageError(f"--{server} shows a server's log: leave out FUNCTION.")
    if server:
        batches = file_lines(Folder.of(chosen).log(server), follow)
    else:
        record = running.running_record(chosen, settings.environment())
        batches = function_lines(record, function, follow)
    try:
        first = next(batches)
        for line in first if count is None else first[len(first) - min(count, len(first)) :]:
            click.echo(line)
        for lines in batches:
            for line in lines:
                click.echo(line)
    except KeyboardInterrupt:
        return


def file_lines(log: Path, follow: bool) -> Iterator[list[str]]:
    """The lines of a log file: those that are there, then those that are new.

    :raises Problem: when there is no such file
    """
    try:
        with log.open(encoding="utf-8", errors="replace") as file:
            *lines, rest = file.read().split("\n")
            yield lines if follow or not rest else [*lines, rest]
            for _ in repeat(None) if follow else ():
                clock.sleep(PAUSE)
                *lines, rest = (rest + file.read()).split("\n")
                yield lines
    except OSError as error:
        raise Problem(f"There is no log {log} ({error.strerror}). `nuage up` begins one.") from error


def function_lines(record: Record, function: str | None, follow: bool) -> Iterator[list[str]]:
    """The log events of a function: those that are there, then those that are new.

    :raises Problem: when the function has no log
    """
    from bootstrap import settings as names
    from nuage.lab.resources import lab_clients

    name = function or names.load().function
    logs = lab_clients(record).logs
    events = LogEvents(logs, f"/aws/lambda/{name}")
    try:
        yield events.new()
        for _ in repeat(None) if follow else ():
            clock.sleep(PAUSE)
            yield events.new()
    except logs.exceptions.ResourceNotFoundException:
        pages = logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/aws/lambda/")
        there = [
            item["logGroupName"].removeprefix("/aws/lambda/") for page in pages for item in page["logGroups"]
        ]
        hint = f"There are logs of: {', '.join(there)}." if there else "`nuage bootstrap apply` creates one."
        raise Problem(f"There is no log of a function {name}. {hint}") from None
