from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.lab.problem import Problem
from nuage.lab.statement import query_file, read, split

CODE = st.sampled_from(
    [
        "select 1",
        "select ';'",
        "select 'it''s; so'",
        'select ";"',
        "select `;`",
        "-- ;\nselect 1",
        "/* ; */ x",
    ]
)
SPACE = st.sampled_from(["", " ", "\n", "-- note ; \n", "/* a; b */"])

TWO = (
    "There are 2 SQL statements in the argument, and Athena runs one at a time: keep one, or put each into "
    "a file of its own."
)
NO_FILE = (
    "There is no query file none.sql (No such file or directory). SQL itself goes into quotation marks: "
    'nuage query "SELECT 1".'
)


def nothing() -> str:
    raise AssertionError("the standard input is not asked for")


@given(st.lists(st.tuples(SPACE, CODE, SPACE), min_size=1, max_size=5))
def test_only_a_semicolon_outside_texts_and_comments_ends_a_statement(
    parts: list[tuple[str, str, str]],
) -> None:
    statements = ["".join(part) for part in parts]
    assert split(";".join(statements)) == statements
    assert split(";".join(statements) + "; -- the end") == statements


@given(st.text())
def test_any_text_is_split(text: str) -> None:
    assert "".join(split(text)).count("'") <= text.count("'")


def test_a_file_the_text_itself_and_the_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "count.sql"
    file.write_bytes("\ufeff-- é\nSELECT 1;\n".encode())
    assert read(str(file), nothing) == "-- é\nSELECT 1;"
    assert read("SELECT 2", nothing) == "SELECT 2"
    assert read("-", lambda: "SELECT 3\n") == "SELECT 3"


@pytest.mark.parametrize(
    ("argument", "stdin", "text"),
    [
        ("", "", "There is no SQL statement in the argument."),
        ("-", "-- only this\n;", "There is no SQL statement in the standard input."),
        (
            "SELECT 1; SELECT 2",
            "",
            TWO,
        ),
        (
            "none.sql",
            "",
            NO_FILE,
        ),
    ],
)
def test_what_is_not_one_statement_is_told(argument: str, stdin: str, text: str) -> None:
    with pytest.raises(Problem) as caught:
        read(argument, lambda: stdin)
    assert str(caught.value) == text


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    file = tmp_path / "latin.sql"
    file.write_bytes("SELECT 'é'".encode("latin-1"))
    with pytest.raises(Problem, match=r"latin\.sql is not text in UTF-8: save it as UTF-8\.$"):
        read(str(file), nothing)


def test_the_queries_come_along() -> None:
    assert "Which hashtags" in query_file("top_hashtags.sql").read_text(encoding="utf-8")
    with pytest.raises(Problem, match=r"The query no\.sql is not installed"):
        query_file("no.sql")
