"""`nuage query`, with an Athena of ours in the lab's place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from nuage.cli.main import nuage
from nuage.lab import clients, running
from tests.unit.cli.conftest import Run
from tests.unit.lab.fake_athena import FakeAthena, look, page

TABLE = "┏━━━━━┳━━━━━━┓\n┃ tag ┃ uses ┃\n┡━━━━━╇━━━━━━┩\n│ aws │    2 │\n│ sql │    1 │\n└─────┴──────┘\n"
END = "2 rows, 1.23 s, 3.00 KB scanned\n"


@pytest.fixture
def athena(run: Run, monkeypatch: pytest.MonkeyPatch) -> FakeAthena:
    answered = page({"tag": "varchar", "uses": "bigint"}, [["tag", "uses"], ["aws", "2"], ["sql", "1"]])
    fake = FakeAthena([look("SUCCEEDED", scanned=3072)], [answered])
    monkeypatch.setattr(running, "answers", lambda _: True)
    monkeypatch.setattr(clients, "make_client", lambda *_: lambda _: fake)
    return fake


def test_a_table_and_the_line_at_the_end(run: Run, athena: FakeAthena, tmp_path: Path) -> None:
    file = tmp_path / "q.sql"
    file.write_text("SELECT 1;\n")
    result = run("query", str(file), "--database", "d", "--output", "s3://b/")
    assert (result.exit_code, result.stdout) == (0, TABLE + END)
    assert athena.started == [
        {
            "QueryString": "SELECT 1;",
            "QueryExecutionContext": {"Database": "d"},
            "ResultConfiguration": {"OutputLocation": "s3://b/"},
        }
    ]


def test_csv_and_json_leave_the_standard_output_to_the_rows(run: Run, athena: FakeAthena) -> None:
    result = run("query", "SELECT 1", "--csv")
    assert (result.stdout, result.stderr) == ("tag,uses\naws,2\nsql,1\n", END)
    result = run("query", "SELECT 1", "--json")
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"tag": "aws", "uses": 2},
        {"tag": "sql", "uses": 1},
    ]
    assert result.stderr == END


def test_plot_draws_the_top_hashtags(run: Run, athena: FakeAthena) -> None:
    result = run("query", "--plot")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] + "\n" == END
    assert [line.split()[0] for line in result.stdout.splitlines()[:2]] == ["aws", "sql"]
    assert "UNNEST(entities.hashtags)" in athena.started[0]["QueryString"]


def test_the_standard_input(run: Run, athena: FakeAthena) -> None:
    result = CliRunner().invoke(nuage, ["query", "-"], input="SELECT 'é'\n")
    assert result.exit_code == 0
    assert athena.started == [{"QueryString": "SELECT 'é'"}]


def test_a_failed_query_ends_with_athenas_text_and_exit_code_2(run: Run, athena: FakeAthena) -> None:
    athena.looks = [look("FAILED", reason="TABLE_NOT_FOUND: line 1:15: Table 'x' does not exist")]
    result = run("query", "SELECT * FROM x")
    assert result.exit_code == 2
    assert result.output == "Error: TABLE_NOT_FOUND: line 1:15: Table 'x' does not exist\n"


def test_an_interrupt_stops_the_query(run: Run, athena: FakeAthena, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(athena, "get_query_execution", interrupted)
    result = run("query", "SELECT 1")
    assert result.exit_code == 1
    assert athena.stopped == ["q"]


def test_something_to_run_must_be_given(run: Run) -> None:
    result = run("query")
    assert result.exit_code == 2
    assert "Give a file, SQL in quotation marks, or - for the standard input." in result.output
