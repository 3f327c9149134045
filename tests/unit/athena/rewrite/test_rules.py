"""The fixtures: pairs of a query and what the engine gets, both in SQL, in a file for each rule or stage."""

from __future__ import annotations

from pathlib import Path

import pytest

from nuage.athena.rewrite.translate import RULES
from tests.unit.athena.lab import FIXTURES, Lab


def pairs(file: Path) -> list[tuple[str, str]]:
    """The statements of a file, two by two; lines that start with -- are comments."""
    text = "\n".join(
        line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("--")
    )
    statements = [part.strip() for part in (text + "\n").split(";\n") if part.strip()]
    return list(zip(statements[::2], statements[1::2], strict=True))


CASES = [(file.stem, *pair) for file in sorted(FIXTURES.glob("*.sql")) for pair in pairs(file)]


@pytest.mark.parametrize(("stage", "before", "after"), CASES, ids=[f"{c[0]}: {c[1]}" for c in CASES])
def test_pair(lab: Lab, stage: str, before: str, after: str) -> None:
    assert after == lab.rewrite(before).sql({})
    # and the engine takes it, over the table of the tweets
    lab.rows(before)


def test_every_rule_has_pairs() -> None:
    assert {rule.__name__ for rule in RULES} <= {stage for stage, _, _ in CASES}


def test_a_rule_leaves_the_words_of_the_user_alone(lab: Lab) -> None:
    """Names and strings that look like SQL, placeholders or functions stay what they are."""
    odd = "x{0}y nuage_udf_ @format( '' \" {T}"
    quoted = odd.replace("'", "''")
    assert [(odd,)] == lab.rows(f"SELECT '{quoted}'")
    name = odd.replace('"', '""')
    assert lab.rows(f'SELECT "{name}" FROM (SELECT 1 AS "{name}")') == [("1",)]
    assert lab.rows(f'SELECT t."{name}" FROM UNNEST(ARRAY[1]) AS t("{name}")') == [("1",)]
    cast = f'CAST(ROW(1) AS ROW("{name}" INTEGER))'
    assert lab.rows(f'SELECT r."{name}" FROM (SELECT {cast} AS r)') == [("1",)]
