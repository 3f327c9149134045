from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from nuage.lab import answer
from nuage.lab.problem import Problem
from nuage.lab.query import Column, Look, Result, Row

DONE = Look("SUCCEEDED", 1230, 2048)


def result(columns: dict[str, str], *rows: Row) -> Result:
    return Result(tuple(Column(n, t) for n, t in columns.items()), iter(rows), DONE)


def console(width: int = 60) -> Console:
    return Console(file=io.StringIO(), width=width, markup=False, emoji=False)


def said(to: Console) -> str:
    assert isinstance(to.file, io.StringIO)
    return to.file.getvalue()


def test_a_table_says_how_many_rows_it_leaves_out() -> None:
    to = console()
    found = result({"tag": "varchar", "uses": "bigint"}, ("[red]a\nb\x1b[1m", "7"), (None, "10"), ("c", "1"))
    assert answer.show_table(found, to, 2) == 3
    assert said(to) == (
        "┏━━━━━━━━━━━━━┳━━━━━━┓\n"
        "┃ tag         ┃ uses ┃\n"
        "┡━━━━━━━━━━━━━╇━━━━━━┩\n"
        "│ [red]a b[1m │    7 │\n"
        "│ NULL        │   10 │\n"
        "└─────────────┴──────┘\n"
        "… 1 more rows: --lines shows more, --csv and --json all.\n"
    )


def test_more_columns_than_fit_are_shown_value_by_value() -> None:
    to = console(width=20)
    assert answer.show_table(
        result({"id": "bigint", "text": "varchar", "n": "int"}, ("1", "x" * 50, None)), to, 5
    )
    assert said(to) == "── row 1 ──\nid    1\ntext  xxxxxxxxxxxxx…\nn     NULL\n"


def test_a_long_text_leaves_room_for_numbers() -> None:
    to = console(width=40)
    answer.show_table(result({"id": "bigint", "text": "varchar"}, ("1795300320", "x" * 200)), to, 5)
    assert said(to).splitlines()[3] == f"│ 1795300320 │ {'x' * 22}… │"


def test_a_statement_without_a_result_draws_nothing() -> None:
    to, file = console(), io.StringIO()
    assert answer.show_table(result({}), to, 5) == 0
    assert answer.write_csv(result({}), file) == 0
    assert said(to) + file.getvalue() == ""


def test_csv_quotes_what_needs_it_and_leaves_null_empty() -> None:
    file = io.StringIO()
    assert answer.write_csv(result({"a": "varchar", "b": "varchar"}, ('x,"y"', None), ("é\n", "")), file) == 2
    assert file.getvalue() == 'a,b\n"x,""y""",\n"é\n",\n'


def test_json_lines_keep_digits_and_names() -> None:
    file = io.StringIO()
    columns = (Column("n", "decimal"), Column("n", "double"), Column("b", "boolean"), Column("t", "varchar"))
    rows: list[Row] = [("12.50", "NaN", "true", "1"), (None, "1.0E10", "false", None)]
    assert answer.write_json(Result(columns, iter(rows), DONE), file) == 2
    assert file.getvalue() == (
        '{"n":12.50,"n_2":"NaN","b":true,"t":"1"}\n{"n":null,"n_2":1.0E10,"b":false,"t":null}\n'
    )
    assert [json.loads(line)["n_2"] for line in file.getvalue().splitlines()] == ["NaN", 1e10]


def test_bars_are_as_long_as_their_numbers() -> None:
    assert answer.bars("uses", [("aws", "8"), ("データ", "4"), (None, "0")]) == [
        f"aws     {'█' * 40} 8",
        f"データ  {'█' * 20} 4",
        "NULL     0",
    ]
    assert answer.bars("uses", [("a", "1"), ("b", "1000")], ascii_only=True)[0] == "a  # 1"
    assert answer.bars("uses", []) == []


def test_what_cannot_be_drawn_is_told() -> None:
    with pytest.raises(Problem) as caught:
        answer.show_bars(result({"a": "varchar", "b": "varchar"}), console(), 5)
    assert str(caught.value) == (
        "--plot draws two columns, the second a number; this result has: a varchar, b varchar."
    )
    with pytest.raises(Problem, match="finite numbers from 0 on: n has others"):
        answer.bars("n", [("a", "-1")])
    with pytest.raises(Problem, match="finite numbers from 0 on: n has others"):
        answer.bars("n", [("a", "NaN")])


def test_the_line_at_the_end() -> None:
    assert answer.summary(DONE, 1) == "1 row, 1.23 s, 2.00 KB scanned"
    assert answer.summary(Look("SUCCEEDED", None, None), 2) == "2 rows, 0.00 s, 0 bytes scanned"
    assert answer.size(3 * 1024**3) == "3.00 GB"
