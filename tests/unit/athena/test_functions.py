"""Every function: an expression of Trino, its text in a result, and its type."""

from __future__ import annotations

import pytest

from nuage.athena.errors import QueryError
from tests.unit.athena.lab import FIXTURES, Lab

VECTORS = [
    line.split("\t")
    for line in (FIXTURES / "functions.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("expression", "expected", "kind"), VECTORS, ids=[v[0] for v in VECTORS])
def test_function(bare: Lab, expression: str, expected: str, kind: str) -> None:
    try:
        ready = bare.rewrite(f"SELECT {expression}")
        assert str(ready.columns[0][1]) == kind
        text = bare.rows(f"SELECT {expression}")[0][0]
        actual = "NULL" if text is None else text
    except QueryError as error:
        actual = error.name
    assert expected == actual
