"""Options that several commands share, each over a setting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click

from nuage import settings
from nuage.settings import SETTINGS, Settings

Command = Callable[..., Any]


class SettingType(click.ParamType[Any]):
    """Reads an option as its environment variable is read."""

    def __init__(self, name: str) -> None:
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read it, or say what is allowed."""
        if not isinstance(value, str):
            return value
        try:
            return SETTINGS[self.name].read(value)
        except (ValueError, KeyError):
            self.fail(f"{value!r} is not allowed: expected {SETTINGS[self.name].allowed}.", param, ctx)


def over(name: str, flag: str, metavar: str) -> Callable[[Command], Command]:
    """An option that wins over a setting; None when it is not given."""
    setting = SETTINGS[name]
    default = getattr(Settings(), name)
    shown = "" if default is None else f", {default:g}"
    text = f"{setting.meaning} [{setting.variable}{shown}]"
    return click.option(flag, name, type=SettingType(name), metavar=metavar, help=text)


port = over("port", "--port", "PORT")
tweets_port = over("tweets_port", "--tweets-port", "PORT")
speed = over("speed", "--speed", "FACTOR")
state = over("state", "--state", "FOLDER")


def repeat(port: int | None) -> str:
    """The option to type again in a command that is suggested."""
    return "" if port is None else f" --port {port}"


def effective(**given: Any) -> Settings:
    """The settings, with the options that were given in the place of the environment's."""
    return replace(settings.load(), **{name: value for name, value in given.items() if value is not None})


# as in bootstrap/labs.py, which takes longer to import than help may take
TWEETS = "tp2"
LABS = ("tp2", "tp4", "all")
STEPS = ("s3-access", "versioning", "items", "inverted-index", "open-games-index")

lab = click.option(
    "--lab",
    type=click.Choice(LABS),
    default=TWEETS,
    show_default=True,
    help="Which lab's resources: the tweets of TP2, the game of TP4, or both.",
)
without = click.option(
    "--without",
    multiple=True,
    type=click.Choice(STEPS),
    help="A step to leave to the student; may be repeated.",
)
