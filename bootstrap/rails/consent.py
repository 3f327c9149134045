"""The account id, typed before anything is made or removed in it."""

from __future__ import annotations

import click

from bootstrap.clients import Place
from bootstrap.errors import BootstrapError


def introduce(place: Place) -> None:
    """Say whose account it is."""
    click.echo(f"AWS account {place.account}, region {place.region}, at {place.endpoint}")
    click.echo(f"as {place.identity}")
    if place.identity.endswith(":root"):
        click.echo("! This is the account's root user. AWS advises an IAM identity for all everyday work.")


def check_account(place: Place, account: str) -> None:
    """Refuse an account that is not the one that was meant.

    :param account: as `--account` has it; empty when it was not given
    :raises BootstrapError: when it is another
    """
    if account and account != place.account:
        raise BootstrapError(
            f"--account says {account}, but these credentials are of {place.account}. Nothing was changed. "
            "Choose other credentials (AWS_PROFILE), or mend --account."
        )


def ask(place: Place, account: str, yes: bool, what: str) -> None:
    """Have the account id typed, unless `--yes --account ID` did.

    :param what: what will happen, as in "create these"
    :raises BootstrapError: when it is not the account's, or nobody is there to type it
    """
    if yes:
        if not account:
            raise BootstrapError("--yes goes with --account ID: a script has to say which account it means.")
        return
    try:
        typed = click.prompt(f"Type the account id to {what}", default="", show_default=False)
    except click.Abort:
        raise BootstrapError(
            "nobody typed the account id: nothing was changed. In a script, add --yes --account ID."
        ) from None
    if typed.strip() != place.account:
        raise BootstrapError("that is not the account id: nothing was changed.")
