"""The same statements, asked of us and of a real Trino, answer the same rows and types, or fail by the same name.

Trino's answers are recorded, so that this needs no Java; with Java the live one is asked as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from nuage.athena.engine import Engine
from nuage.athena.rewrite import functions, special
from tests.parity import maven
from tests.parity.trino import data, engine, recorder
from tests.parity.trino.differences import DIFFERENCES, Difference, excuse
from tests.unit.athena import lab as labs
from tests.unit.athena.lab import Lab

# twenty seconds of processor time for ours, ninety for Trino's: more than a test may take on a busy machine
pytestmark = pytest.mark.timeout(1800)
# functions that Trino 426 does not have: they came later, or are Presto's, or are forms of its grammar
NOT_IN_TRINO = {
    *("array_average", "array_first", "array_last", "array_sum", "bitwise_xor_agg", "ends_with", "entropy"),
    *("set_agg", "set_union"),
    *("coalesce", "current_catalog", "current_schema", "current_timestamp", "format", "grouping", "if"),
    *("localtime", "localtimestamp", "nullif", "position", "row", "try"),
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(labs, "NOW", data.NOW)
        made = Engine(tmp_path_factory.mktemp("engine"))
        yield Lab(made, {f"default.{table.name}": table.data() for table in data.TABLES})
        made.close()


@pytest.fixture(scope="module")
def ours(lab: Lab) -> dict[str, dict[str, Any]]:
    """Our answers to every statement, asked once."""
    return {
        group: {sql: recorder.ours(lab, sql) for sql in recorder.statements(group)}
        for group in recorder.groups()
    }


def compare(own: dict[str, Any], theirs: dict[str, Any]) -> list[Difference]:
    """The named differences that were met; fails on any other."""
    met, unnamed = [], []
    for sql, answer in own.items():
        assert sql in theirs, f"record again: there is no answer to {sql}"
        if recorder.same(sql, theirs[sql], answer):
            continue
        difference = excuse(sql, theirs[sql])
        if difference is not None:
            met.append(difference)
            continue
        shown = [json.dumps(each, ensure_ascii=False)[:400] for each in (theirs[sql], answer)]
        unnamed.append("{}\n  theirs {}\n  ours   {}".format(sql, *shown))
    assert unnamed == [], f"{len(unnamed)} answers differ:\n" + "\n".join(unnamed)
    return met


@pytest.mark.parametrize("group", recorder.groups())
def test_answers_are_those_recorded(ours: dict[str, dict[str, Any]], group: str) -> None:
    compare(ours[group], recorder.read(group))


def test_every_named_difference_is_met(ours: dict[str, dict[str, Any]]) -> None:
    met = {id(each) for group, answers in ours.items() for each in compare(answers, recorder.read(group))}
    assert [each for each in DIFFERENCES if id(each) not in met] == [], (
        "these differ no more: take them off the list"
    )


def test_nothing_of_the_engine_shows_through(ours: dict[str, dict[str, Any]]) -> None:
    """Whatever we refuse, we refuse by a name: no error of DuckDB's comes out as one of our own making."""
    generic = [
        sql
        for answers in ours.values()
        for sql, answer in answers.items()
        if answer.get("error") == "GENERIC_INTERNAL_ERROR"
    ]
    assert generic == []


def test_every_function_has_a_case() -> None:
    text = "\n".join(sql for group in recorder.groups() for sql in recorder.statements(group)).lower()
    untried = [
        name
        for name in functions.names()
        if f"{name}(" not in text and name not in NOT_IN_TRINO and f"{name} " not in text
    ]
    assert untried == []


@pytest.fixture(scope="module")
def live() -> Iterator[engine.Trino]:
    try:
        folder = engine.JARS.find()
    except maven.NotThereError as reason:
        if maven.required():
            raise
        pytest.skip(str(reason))
    with engine.Trino(folder) as running:
        yield running


@pytest.mark.parametrize("group", recorder.groups())
def test_the_live_one_answers_what_is_recorded(live: engine.Trino, group: str) -> None:
    recorded = recorder.read(group)
    differing = [
        sql
        for sql, answer in live.ask_all(recorder.statements(group))
        if not recorder.same(sql, recorded[sql], answer)
    ]
    assert differing == []


def test_it_has_the_functions_that_we_have(live: engine.Trino) -> None:
    theirs = {row[0] for row in live.ask("SHOW FUNCTIONS")["rows"]}
    ours = {*functions.names(), *special.SPECIAL}
    assert ours - theirs == NOT_IN_TRINO
