"""`nuage status`: what runs, what is stored, what went wrong last."""

from __future__ import annotations

import json
from typing import Any

import click

from nuage import settings
from nuage.cli import options
from nuage.lab import http, running
from nuage.lab.record import Record
from nuage.lab.servers import answers, health_url


@click.command()
@options.port
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(port: int | None, as_json: bool) -> None:
    """Say what runs, what is stored and what went wrong last."""
    record = running.running_record(options.effective(port=port), settings.environment())
    found = look(record)
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    for name, text in describe(found):
        click.echo(f"{name:<15} {text}")


def look(record: Record) -> dict[str, Any]:
    """What there is to know of a lab that answers."""
    from nuage.lab.resources import of_lab
    from nuage.lab.view import lab_time

    overview = http.call(f"{record.endpoint}/_nuage/rules")
    rules = overview.body.get("rules", []) if overview and overview.status == 200 else []
    resources = of_lab(record)
    health = http.call(f"{record.endpoint}/_nuage/health")
    well = health.body if health and health.status == 200 else {}
    watch = resources.watch()
    watch.read_at_most = 0
    news = watch.look()
    return {
        "endpoint": record.endpoint,
        "tweets": record.tweets_url,
        "tweets_healthy": answers(health_url(record, "tweets")),
        "processes": {name: process.pid for name, process in record.alive().items()},
        "lab_time": well["lab_time"][11:19] if well else lab_time(record),
        "speed": well.get("speed", record.speed),
        "versions": well.get("versions", {}),
        "state": well.get("state", "memory"),
        "rules": rules,
        "bucket": resources.settings.bucket,
        "stored": watch.stored,
        "last_stored": news.stored[-1].key if news.stored else None,
        "invocations": watch.invocations,
        "errors": watch.errors,
        "last_error": news.errors[-1] if news.errors else None,
    }


def describe(found: dict[str, Any]) -> list[tuple[str, str]]:
    """The same in lines of a name and a text."""
    processes = found["processes"]
    tweets = (
        f"well at {found['tweets']}"
        if found["tweets_healthy"]
        else (
            f"does not answer at {found['tweets']}: `nuage up --fresh` starts both anew, "
            "`nuage tweets` it alone"
        )
    )
    lines = [
        ("AWS emulator", f"well at {found['endpoint']}{_process(processes, 'emulator')}"),
        ("tweet server", tweets + _process(processes, "tweets")),
        ("lab time", f"{found['lab_time']} UTC, speed {found['speed']:g}"),
        ("version", _versions(found["versions"])),
        ("state", _state(found["state"])),
    ]
    lines += [("rule", _rule(rule)) for rule in found["rules"]]
    last = f", the last is {found['last_stored']}" if found["last_stored"] else ""
    lines.append(("tweets stored", f"{found['stored']} in s3://{found['bucket']}{last}"))
    lines.append(("invocations", f"{found['invocations']}, {found['errors']} errors"))
    if found["last_error"]:
        lines.append(("last error", f"{found['last_error']}   (`nuage logs` has all of it)"))
    if not found["rules"] and not found["stored"]:
        lines.append(("next", "`nuage bootstrap apply` creates bucket, function and rule"))
    return lines


def _versions(versions: dict[str, str]) -> str:
    if not versions:
        return "unknown: it does not answer /_nuage/health"
    return f"Nuage {versions['nuage']}, LocalStack {versions['localstack']}, Python {versions['python']}"


def _state(state: str | dict[str, Any]) -> str:
    if isinstance(state, str):
        return "in memory: gone when the lab stops"
    if "error" in state:
        return f"NOT kept in {state['folder']}: {state['error']}"
    return f"kept in {state['folder']}"


def _rule(rule: dict[str, Any]) -> str:
    parts = [rule["name"], rule.get("expression") or "event pattern", rule.get("state", "")]
    if rule.get("next_run"):
        parts.append(f"next at {rule['next_run']}")
    if rule.get("last_error"):
        parts.append(f"last error: {rule['last_error']}")
    return "  ".join(part for part in parts if part)


def _process(processes: dict[str, int], name: str) -> str:
    return f" (process {processes[name]})" if name in processes else ""
