"""`nuage fire`: runs a rule now."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import click

from nuage import settings
from nuage.cli import options
from nuage.lab import http, running
from nuage.lab.problem import Problem

# a target that has to start cold, and time out, takes its time
TIMEOUT = 930.0  # seconds: the longest that Lambda lets a function run, and some


@click.command()
@click.argument("rule")
@options.port
def command(rule: str, port: int | None) -> None:
    """Run an EventBridge rule now, whatever its schedule says.

    Each target is told the same as at a scheduled run. Exit code 2 when one could not be reached.
    """
    record = running.running_record(options.effective(port=port), settings.environment())
    query = urlencode({"region": record.region})
    url = f"{record.endpoint}/_nuage/rules/{quote(rule, safe='')}/fire?{query}"
    answer = http.call(url, method="POST", timeout=TIMEOUT)
    if answer is None or not isinstance(answer.body, dict):
        raise Problem(
            f"{record.endpoint} does not fire rules. Was it started by `nuage up` or `nuage emulator`?"
        )
    if answer.status != 200:
        raise Problem(f"{answer.body.get('error', 'it did not work')}. `nuage status` lists the rules.")
    if not answer.body["targets"]:
        raise Problem(f"The rule {rule} has no targets: add one, or run `nuage bootstrap apply`.")
    failed = [target for target in answer.body["targets"] if target.get("error")]
    for target in answer.body["targets"]:
        click.echo(_line(rule, target))
    if failed:
        raise Problem(
            f"{len(failed)} of {len(answer.body['targets'])} targets failed. `nuage logs` may say why."
        )
    click.echo("See what came of it: `nuage logs`")


def _line(rule: str, target: dict[str, Any]) -> str:
    outcome = f"failed: {target['error']}" if target.get("error") else target["status"]
    return f"{rule} → {target['id']}: {outcome}"
