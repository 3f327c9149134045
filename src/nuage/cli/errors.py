"""The one place where errors become a line and an exit code.

Known ones: `Error: ...` with what to do next, exit code 2. All others: a short line, exit code 1, and
the trace in a file.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

import click

from nuage import settings
from nuage.lab.problem import Problem
from nuage.settings import SettingError
from nuage.state.folder import StateError


class KnownError(click.ClickException):
    """Something the user can mend."""

    exit_code = 2


class UnexpectedError(click.ClickException):
    """A fault of ours."""

    exit_code = 1


class ErrorBoundary(click.Group):
    """A group of commands whose errors are told as this module says."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except KeyboardInterrupt:
            raise click.Abort from None
        except BrokenPipeError:
            raise  # click ends quietly: whoever read our output has seen enough
        except Exception as error:
            text = explain(error)
            if text is not None:
                raise KnownError(text) from error
            raise UnexpectedError(_unexpected(error)) from error


def explain(error: Exception) -> str | None:
    """A line for an error that is known, None for one that is not."""
    if isinstance(error, Problem | StateError):
        return str(error)
    if isinstance(error, SettingError):
        return f"{error} Set it anew, or unset it."
    if type(error).__module__.partition(".")[0] in {"botocore", "bootstrap"}:
        from bootstrap.errors import explain as explain_aws

        return explain_aws(error)
    return None


def _unexpected(error: Exception) -> str:
    summary = " ".join(str(error).split())
    trace = "".join(traceback.format_exception(error))
    try:
        log = _log_file()
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(trace, encoding="utf-8")
    except OSError:
        # nowhere to write: better on the screen than lost
        return f"{type(error).__name__}: {summary}\n{trace}This is a fault of Nuage: please report it."
    return (
        f"{type(error).__name__}: {summary}. This is a fault of Nuage: please report it with {log}. "
        "`nuage doctor` says whether the machine is part of it."
    )


def _log_file() -> Path:
    try:
        home = settings.load().home
    except SettingError:
        home = settings.Settings().home
    return home / "error.log"
