from __future__ import annotations

import pytest

from nuage.lab.problem import Problem
from nuage.lab.query import Column, Look, Query
from tests.unit.lab.fake_athena import FakeAthena, look, page


def query(athena: object, **more: str) -> Query:
    return Query(athena, "SELECT 1", pause=lambda _: None, **more)


def test_a_query_is_looked_at_until_it_has_ended_and_read_page_by_page() -> None:
    pages = [page({"n": "integer"}, [["n"], ["1"]]), page({"n": "integer"}, [["n"], [None]])]
    athena = FakeAthena([look("QUEUED"), look("RUNNING", scanned=7), look("SUCCEEDED", scanned=9)], pages)
    seen: list[Look] = []
    result = query(athena).run(seen.append)
    assert [(found.state, found.scanned) for found in seen] == [
        ("QUEUED", 0),
        ("RUNNING", 7),
        ("SUCCEEDED", 9),
    ]
    assert result.columns == (Column("n", "integer"),)
    # only the first page begins with the names
    assert list(result.rows) == [("1",), ("n",), (None,)]
    assert athena.started == [{"QueryString": "SELECT 1"}]
    assert athena.stopped == []


def test_what_is_no_select_has_no_row_of_names() -> None:
    athena = FakeAthena([look("SUCCEEDED", "SHOW_TABLES")], [page({"tab_name": "string"}, [["tweets"]])])
    assert list(query(athena).run(lambda _: None).rows) == [("tweets",)]


def test_database_and_output_are_passed_on() -> None:
    athena = FakeAthena([look("SUCCEEDED")], [page({}, [])])
    query(athena, database="d", output="s3://b/").run(lambda _: None)
    assert athena.started == [
        {
            "QueryString": "SELECT 1",
            "QueryExecutionContext": {"Database": "d"},
            "ResultConfiguration": {"OutputLocation": "s3://b/"},
        }
    ]


@pytest.mark.parametrize(
    ("athena", "text"),
    [
        (FakeAthena([], refusal="line 1:1: mismatched input"), "line 1:1: mismatched input"),
        (
            FakeAthena([], refusal="No output location provided. More."),
            "No output location provided. More. Give --output s3://BUCKET/, or run `nuage bootstrap apply`.",
        ),
        (FakeAthena([look("FAILED", reason="TABLE_NOT_FOUND: x")]), "TABLE_NOT_FOUND: x"),
        (FakeAthena([look("CANCELLED")]), "The query execution q was cancelled."),
    ],
)
def test_what_goes_wrong_is_told_in_athenas_words(athena: FakeAthena, text: str) -> None:
    with pytest.raises(Problem) as caught:
        query(athena).run(lambda _: None)
    assert str(caught.value) == text
    assert athena.stopped == []


def test_a_result_that_may_not_be_read_is_told() -> None:
    athena = FakeAthena([look("SUCCEEDED")], unreadable="Could not find results")
    with pytest.raises(Problem, match=r"^Could not find results$"):
        query(athena).run(lambda _: None)


def test_an_interrupt_stops_the_query_execution() -> None:
    athena = FakeAthena([look("RUNNING")])

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Query(athena, "SELECT 1", pause=interrupt).run(lambda _: None)
    assert athena.stopped == ["q"]
