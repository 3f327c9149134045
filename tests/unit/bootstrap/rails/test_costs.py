from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from bootstrap.rails import costs
from bootstrap.settings import load


def by_label(tp2: bool, tp4: bool, *overrides: str) -> dict[str, costs.Cost]:
    return {cost.label: cost for cost in costs.estimate(load(overrides=overrides), tp2, tp4)}


@pytest.mark.parametrize(
    ("rate", "runs"),
    [
        ("rate(1 minute)", 1440),
        ("rate(5 minutes)", 288),
        ("rate(2 hours)", 12),
        ("rate(1 day)", 1),
        ("cron(0 12 * * ? *)", 1440),
        ("rate(0 minutes)", 1440),
    ],
)
def test_runs_a_day(rate: str, runs: float) -> None:
    assert costs.runs_a_day(rate) == runs


def test_the_game_costs_its_provisioned_capacity() -> None:
    found = by_label(False, True)
    # AWS's own way to count: a table and two indexes of 5 units, 720 hours, $0.00065 and $0.00013 a unit-hour
    assert found["DynamoDB write capacity, unit-hours"].month == pytest.approx(15 * 720 * 0.00065)
    assert found["DynamoDB read capacity, unit-hours"].month == pytest.approx(15 * 720 * 0.00013)
    assert found["DynamoDB read capacity, unit-hours"].day == pytest.approx(15 * 24 * 0.00013)
    assert sum(cost.month_after_free for cost in found.values()) == 0  # 15 of 25 free units
    beyond = by_label(False, True, "write_capacity=10")["DynamoDB write capacity, unit-hours"]
    assert beyond.month_after_free == pytest.approx((30 * 720 - 18_600) * 0.00065)


def test_the_tweets_cost_what_their_runs_do() -> None:
    found = by_label(True, False)
    assert found["Lambda requests"].month == pytest.approx(43_200 * 0.0000002)
    assert found["Lambda duration, GB-seconds"].month == pytest.approx(43_200 * 0.6 / 8 * 0.0000166667)
    assert found["Lambda requests"].month_after_free == 0
    # every query reads every object: on average half a month's
    assert found["S3 GET requests, of queries"].month == pytest.approx(30 * 10 * 21_600 * 0.0000004)
    slower = by_label(True, False, "rate=rate(1 hour)")
    assert slower["Lambda requests"].month == pytest.approx(720 * 0.0000002)


def test_the_report_names_date_source_and_region() -> None:
    lines = list(costs.report(costs.estimate(load(), True, True), "us-east-1"))
    prices = tomllib.loads(costs.PRICES.read_text(encoding="utf-8"))
    assert lines[1] == f"for us-east-1 of {prices['as_of']}, from {prices['source']}:"
    assert lines[-3].split()[0] == "Total"
    assert float(lines[-3].split()[2]) > float(lines[-3].split()[3]) > 0
    assert (
        list(costs.report([], "eu-west-3"))[-1]
        == "! The region is eu-west-3, whose prices differ: look them up."
    )


def test_every_use_has_a_price() -> None:
    settings = replace(load(), memory=10_240)
    assert all(cost.month >= cost.month_after_free >= 0 for cost in costs.estimate(settings, True, True))
