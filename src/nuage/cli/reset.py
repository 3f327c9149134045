"""`nuage reset`: empties a lab that runs."""

from __future__ import annotations

from urllib.parse import urlencode

import click

from nuage import settings
from nuage.cli import options
from nuage.lab import http, running
from nuage.lab.problem import Problem

TIMEOUT = 60.0  # seconds; a reset takes less than one, but calls that run may have to be ended first


@click.command()
@options.port
@click.option(
    "--service",
    "services",
    multiple=True,
    metavar="NAME",
    help="A service to empty, such as s3; may be repeated. All of them when left out.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(port: int | None, services: tuple[str, ...], yes: bool) -> None:
    """Empty the lab: everything that was made in it is gone, also what a state folder keeps.

    Buckets, tables, functions, rules, roles, queries, logs. The lab runs on; `nuage bootstrap apply` makes
    its resources again.
    """
    record = running.running_record(options.effective(port=port), settings.environment())
    what = f"all that {', '.join(services)} holds" if services else "everything"
    if not yes:
        click.confirm(f"Delete {what} in the lab at {record.endpoint}?", abort=True)
    query = f"?{urlencode({'services': ','.join(services)})}" if services else ""
    answer = http.call(f"{record.endpoint}/_nuage/reset{query}", method="POST", timeout=TIMEOUT)
    if answer is None or not isinstance(answer.body, dict):
        raise Problem(f"{record.endpoint} does not reset. Was it started by `nuage up` or `nuage emulator`?")
    if answer.status != 200:
        raise Problem(f"{answer.body.get('error', 'it did not work')}.")
    emptied = ", ".join(answer.body["services"]) or "nothing: no service was used yet"
    click.echo(f"Emptied in {answer.body['milliseconds']:.0f} ms: {emptied}.")
    click.echo(f"`nuage bootstrap apply{options.repeat(port)}` makes the lab's resources again.")
