"""What a lab costs while it runs, from a dated table of prices (prices.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bootstrap.settings import Settings

PRICES = Path(__file__).with_name("prices.toml")
DAYS = 30  # of a month
TABLES = 3  # the game's table and its two indexes, each with a capacity of its own
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_MINUTES = {"minute": 1, "hour": 60, "day": 1440}


@dataclass(frozen=True)
class Use:
    """How many units of a price are used, on the first day and in the first month."""

    price: str  # a table of prices.toml
    day: float
    month: float


@dataclass(frozen=True)
class Cost:
    """What that costs, in dollars."""

    label: str
    day: float
    month: float
    month_after_free: float  # when nothing else in the account uses the always-free allowance


def estimate(settings: Settings, tp2: bool, tp4: bool) -> list[Cost]:
    """The cost of what is made, line by line.

    :param tp2: whether the tweets are part of it
    :param tp4: whether the game is
    """
    uses = [*(_tweets(settings) if tp2 else ()), *(_game(settings) if tp4 else ())]
    return [_cost(use) for use in uses]


def report(costs: list[Cost], region: str) -> Iterator[str]:
    """The estimate as lines of text."""
    prices = _prices()
    yield "What it costs while it runs, in US dollars before tax, by AWS's prices"
    yield f"for {prices['region']} of {prices['as_of']}, from {prices['source']}:"
    yield f"  {'':<38} {'first day':>10} {'30 days':>10} {'after free':>10}"
    for cost in [*costs, _total(costs)]:
        yield f"  {cost.label:<38} {cost.day:>10.4f} {cost.month:>10.2f} {cost.month_after_free:>10.2f}"
    yield "`after free`: where nothing else in the account uses AWS's always-free allowance. An estimate,"
    yield f"no limit; it supposes {prices['usage']['queries']} queries of Athena a day. Set a budget, too."
    if region != prices["region"]:
        yield f"! The region is {region}, whose prices differ: look them up."


def runs_a_day(rate: str) -> float:
    """How often a schedule runs in a day; a cron expression counts as once a minute, the most there is."""
    match = _RATE.fullmatch(rate)
    return 1440 / (int(match[1]) * _MINUTES[match[2]]) if match and int(match[1]) else 1440.0


def _tweets(settings: Settings) -> Iterator[Use]:
    usage = _prices()["usage"]
    runs = runs_a_day(settings.rate)
    # megabytes of the functions that a run invokes
    functions = [settings.memory] + ([settings.tweet_server_memory] if settings.tweets == "lambda" else [])
    seconds = usage["seconds"] * sum(functions) / 1024
    yield Use("lambda_request", runs * len(functions), runs * len(functions) * DAYS)
    yield Use("lambda_second", runs * seconds, runs * seconds * DAYS)
    yield Use("schedule", runs, runs * DAYS)
    # objects grow from none to a day's or a month's, so half of them are there on average
    half_day, half_month = runs / 2, runs * DAYS / 2
    queries = usage["queries"]
    lists = queries * _lists(half_month)
    yield Use("s3_write", runs + queries * _lists(half_day), DAYS * (runs + lists))
    yield Use("s3_read", queries * half_day, DAYS * queries * half_month)
    yield Use("s3_storage", usage["object"] * half_day / DAYS, usage["object"] * half_month)
    log = usage["log"] * runs * len(functions)
    yield Use("log_data", log, log * DAYS)
    scan = max(usage["scan"], usage["object"] * half_month / 1024)
    yield Use("athena_scan", queries * usage["scan"], DAYS * queries * scan)


def _lists(objects: float) -> float:
    """Requests to list them, and to write a query's results."""
    return objects / 1000 + 3


def _game(settings: Settings) -> Iterator[Use]:
    write, read = settings.write_capacity * TABLES * 24, settings.read_capacity * TABLES * 24
    yield Use("write_unit_hour", write, write * DAYS)
    yield Use("read_unit_hour", read, read * DAYS)
    size = _prices()["usage"]["items"]
    yield Use("table_storage", size / DAYS, size)


def _cost(use: Use) -> Cost:
    price = _prices()[use.price]
    charged = max(use.month - price["free"], 0)
    return Cost(
        price["label"], use.day * price["price"], use.month * price["price"], charged * price["price"]
    )


def _total(costs: list[Cost]) -> Cost:
    return Cost(
        "Total",
        sum(cost.day for cost in costs),
        sum(cost.month for cost in costs),
        sum(cost.month_after_free for cost in costs),
    )


@cache
def _prices() -> dict[str, Any]:
    return tomllib.loads(PRICES.read_text(encoding="utf-8"))
