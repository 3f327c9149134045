"""`nuage doctor`: what is wrong with this machine, and how to mend it."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from nuage import settings
from nuage.cli import options
from nuage.lab import checks
from nuage.lab.problem import Problem

STYLES = {checks.OK: "green", checks.WARN: "yellow", checks.FAIL: "red"}


@click.command()
@options.port
@options.tweets_port
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(port: int | None, tweets_port: int | None, as_json: bool) -> None:
    """Look for what may keep the lab from running, and how to mend it.

    Exit code 2 when something does.
    """
    chosen = options.effective(port=port, tweets_port=tweets_port)
    found = checks.examine(chosen, settings.environment())
    if as_json:
        click.echo(json.dumps([asdict(check) for check in found], indent=2))
    else:
        for check in found:
            show(check)
    failed = sum(check.verdict == checks.FAIL for check in found)
    if failed:
        raise Problem(
            f"{failed} of {len(found)} checks failed: mend them in order, then run `nuage doctor` again."
        )
    if not as_json:
        warned = sum(check.verdict == checks.WARN for check in found)
        click.echo("The lab can run: `nuage up`" + (f" ({warned} warnings)" if warned else ""))


def show(check: checks.Check) -> None:
    """One line, and one more when there is something to mend."""
    click.echo(f"{click.style(f'{check.verdict:<4}', STYLES[check.verdict])}  {check.name}: {check.text}")
    if check.mend:
        click.echo(f"      → {check.mend}")
