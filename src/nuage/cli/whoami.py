"""`nuage whoami`: where AWS calls go now."""

from __future__ import annotations

import json
import sys

import click

from nuage import settings


@click.command()
@click.option("--endpoint", default="", metavar="URL", help="As if a program were told `endpoint_url=URL`.")
@click.option("--send-keys", is_flag=True, help="Ask a lab even with keys that look like a real account's.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(endpoint: str, send_keys: bool, as_json: bool) -> None:
    """Say where AWS calls go now, as whom, and which setting decides it.

    LOCAL or AWS, the endpoint, region, account and identity of STS, in one line; then the services that
    differ. The one call is GetCallerIdentity, and keys that look real are not sent to a lab. Exit code 2 when
    nobody could say who you are.
    """
    import botocore.session

    from nuage.lab import whoami

    found = whoami.look(botocore.session.Session(), settings.environment(), endpoint, send_keys)
    if as_json:
        click.echo(json.dumps(whoami.as_json(found), indent=2))
    else:
        click.echo(whoami.line(found))
        for text in whoami.others(found):
            click.echo(text)
    if found.problem:
        sys.exit(2)
