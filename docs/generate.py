"""Writes docs/cli.md, docs/coverage.md and docs/settings.md from the code: `python docs/generate.py`.

`--check` writes nothing, and fails when a page is not what would be written. A test runs that.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from nuage import coverage
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
    if value is None:
        return "none"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return f"`{text}`" if text else ""


def coverage_page() -> str:
    """Which AWS operations the labs use, and whether they are there."""
    words = (
        "The AWS operations that the lab sheets, bootstrap, the `nuage` command, the AWS CLI and Terraform "
        "use for the labs. What is not there answers 501 with the operation's name. Other operations and "
        "services of LocalStack Community may well be there: they are not counted here."
    )
    return "\n\n".join([NOTE, "# Coverage", words, coverage.table()])


PAGES = {"cli.md": cli_page, "coverage.md": coverage_page, "settings.md": settings_page}


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail when a page is stale.")
def main(check: bool) -> None:
    """Write the pages."""
    stale = [name for name, page in PAGES.items() if not up_to_date(FOLDER / name, page(), write=not check)]
    for name in stale:
        print(f"docs/{name} {'is stale: run python docs/generate.py' if check else 'written'}")
    sys.exit(1 if check and stale else 0)


def up_to_date(path: Path, text: str, write: bool) -> bool:
    """Whether a page says so already; if not, write it when asked to."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return True
    if write:
        path.write_text(text, encoding="utf-8")
    return False


if __name__ == "__main__":
    main()
