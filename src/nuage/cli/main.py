"""`nuage`: the table of commands. A command's module is imported when it is run, so that help is quick."""

from __future__ import annotations

from importlib import import_module

import click

from nuage import __version__
from nuage.cli.errors import ErrorBoundary

# command, in the order of a first lesson: what it does. Module nuage.cli.<command>, attribute `command`
COMMANDS = {
    "up": "Run the lab: emulator, tweet server, bootstrap, live view.",
    "down": "Stop the lab.",
    "status": "Say what runs, what is stored and what went wrong last.",
    "logs": "Show the log of a function, or of the lab's servers.",
    "fire": "Run an EventBridge rule now.",
    "query": "Run one SQL statement through Athena.",
    "reset": "Empty the lab: everything that was made in it is gone.",
    "env": "Print what makes boto3, the AWS CLI and Terraform use the lab.",
    "whoami": "Say where AWS calls go now, as whom, and which setting decides it.",
    "rehearse": "Play AWS on this machine, to try what is meant for a real account.",
    "demo": "A tour in under a minute: AccessDenied, policy, tweets, hashtags.",
    "doctor": "Look for what may keep the lab from running, and how to mend it.",
    "bootstrap": "Create, plan or destroy the cloud resources of the labs.",
    "emulator": "Run the AWS emulator alone, in the foreground.",
    "tweets": "Run the tweet server alone, in the foreground.",
}


class CommandTable(ErrorBoundary):
    """Finds commands in the table above."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All commands, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"nuage.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The help's list, from the table: nothing is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=CommandTable)
@click.version_option(__version__, prog_name="nuage")
def nuage() -> None:
    """An AWS data lab on your own machine, offline.

    Start with `nuage up`, or take the tour with `nuage demo`.
    """


def main() -> None:
    """The program `nuage`."""
    nuage(prog_name="nuage")
