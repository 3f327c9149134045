"""Writes docs/cli.md and docs/settings.md from the code: `python docs/generate.py`.

A test fails when a page is not what this would write.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from nuage.cli.main import nuage
from nuage.settings import SETTINGS, Settings

FOLDER = Path(__file__).parent
WIDTH = 100
NOTE = (
    "<!-- Written by docs/generate.py from the code: change it there, and run `python docs/generate.py`. -->"
)
# the default differs from one system to another
HOME = (
    "`~/.local/state/nuage` on Linux, `~/Library/Application Support/nuage` on macOS, "
    "`%LOCALAPPDATA%\\nuage` on Windows"
)


def cli_page() -> str:
    """What `--help` says of every command."""
    parts = [NOTE, "# Commands", "What `--help` says, command by command."]
    for path, command in commands("nuage", nuage):
        parts += [f"## {path}", f"```\n{help_text(path, command)}\n```"]
    return "\n\n".join(parts) + "\n"


def commands(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """A command and those below it, each with what is typed for it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            if child := command.get_command(context, name):
                yield from commands(f"{path} {name}", child)


def help_text(path: str, command: click.Command) -> str:
    """The help, at one width whatever the terminal's."""
    context = click.Context(command, info_name=path, terminal_width=WIDTH, max_content_width=WIDTH)
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def settings_page() -> str:
    """Every environment variable, from `nuage.settings.SETTINGS`."""
    rows = [
        f"| `{setting.variable}` | {setting.meaning} | {setting.allowed} | {default(name)} |"
        for name, setting in SETTINGS.items()
    ]
    head = ["| Variable | Meaning | Allowed | Default |", "|---|---|---|---|"]
    words = "Environment variables of Nuage. An option of a command wins over its variable."
    return "\n\n".join([NOTE, "# Settings", words, "\n".join([*head, *rows])]) + "\n"


def default(name: str) -> str:
    """The default of a setting, as one would write it."""
    value = getattr(Settings(), name)
    if name == "home":
        return HOME
    if isinstance(value, bool):
        return "`on`" if value else "`off`"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return f"`{text}`" if text else ""


PAGES = {"cli.md": cli_page, "settings.md": settings_page}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
