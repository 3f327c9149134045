"""What the scripts share: where the table is, and how an answer is printed."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

import boto3

# what the lab sheet asks for
PLAYER = "johnsonscott"
GAME = "c9c3917e-30f3-4ba4-82c4-2e9a0e4d1cfd"
MAP = "Green Grasslands"


def arguments(doc: str | None, **defaults: str | None) -> argparse.Namespace:
    """What was typed: `--table`, and one word for each name given here.

    :param defaults: the word's value when it is not typed; None when it must be
    """
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", default="battle-royale", help="the table's name [%(default)s]")
    for name, default in defaults.items():
        if default is None:
            parser.add_argument(name)
        else:
            parser.add_argument(name, nargs="?", default=default, help="[%(default)s]")
    return parser.parse_args()


def find_table(name: str) -> Any:
    """The table, wherever boto3 is configured to look."""
    return boto3.resource("dynamodb").Table(name)


def lines(answer: dict[str, Any]) -> Iterable[str]:
    """An answer in words: each item on a line, how many there are, and what they cost."""
    for item in answer.get("Items", []):
        yield "  ".join(f"{name}={_text(item[name])}" for name in sorted(item))
    if "Count" in answer:
        yield f"{answer['Count']} items, {answer['ScannedCount']} read"
    yield cost(answer["ConsumedCapacity"])


def cost(consumed: dict[str, Any] | list[dict[str, Any]]) -> str:
    """What a call cost, in capacity units; calls on several tables say it table by table."""
    tables = consumed if isinstance(consumed, list) else [consumed]
    return f"{sum(table['CapacityUnits'] for table in tables):g} capacity units"


def show(answer: dict[str, Any]) -> None:
    """Print an answer."""
    for line in lines(answer):
        print(line)


def _text(value: Any) -> str:
    return " ".join(str(value).split("\n"))
