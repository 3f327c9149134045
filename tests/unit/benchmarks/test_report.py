from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.measures.base import Column
from benchmarks.report import figure, markdown, ratio, save
from benchmarks.run import Results

RATE = Column("PutObject", "/s", higher_is_better=True)
TIME = Column("start", "s", higher_is_better=False)


def results() -> Results:
    found = Results(versions={"nuage": "0.1", "peer": "2"})
    found.add(RATE, "nuage", 500.0)
    found.add(RATE, "peer", 250.0)
    found.add(TIME, "nuage", 2.0)
    found.add(TIME, "peer", "needs Docker")
    return found


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234.5, "1234 /s"),
        (12.34, "12.3 /s"),
        (1.234, "1.23 /s"),
        ("needs Docker", "needs Docker"),
        (None, ""),
    ],
)
def test_figures_have_three_digits(value: float | str | None, shown: str) -> None:
    assert figure(value, RATE) == shown


@pytest.mark.parametrize(
    ("ours", "theirs", "column", "shown"),
    [
        (500.0, 250.0, RATE, "2.0x"),
        (2.0, 1.0, TIME, "0.5x"),
        (1.0, 100.0, RATE, "0.01x"),
        (1.0, "failed", RATE, ""),
        (None, 1.0, RATE, ""),
    ],
)
def test_a_ratio_above_one_is_better(
    ours: float | str | None, theirs: float | str | None, column: Column, shown: str
) -> None:
    assert ratio(ours, theirs, column) == shown


def test_a_run_is_written_as_json_and_as_markdown(tmp_path: Path) -> None:
    as_json, as_markdown = save(results(), tmp_path)
    document = json.loads(as_json.read_text(encoding="utf-8"))
    assert document["values"]["PutObject"] == {
        "unit": "/s",
        "higher_is_better": True,
        "nuage": 500.0,
        "peer": 250.0,
    }
    assert "| PutObject | 500 /s | 250 /s | 2.0x |" in as_markdown.read_text(encoding="utf-8")


def test_the_table_has_a_column_for_each_peer() -> None:
    lines = markdown(results(), "2026-01-01", "a machine").splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert table[0] == "|  | nuage | peer | better than peer |"
    assert {line.count("|") for line in table} == {5}
    assert "| start | 2.00 s | needs Docker |  |" in table
