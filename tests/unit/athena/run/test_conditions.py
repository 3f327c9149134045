from __future__ import annotations

import pytest

from nuage.athena.errors import HiveError
from nuage.athena.run.conditions import holds
from nuage.athena.serdes import Column
from nuage.athena.types import INTEGER, VARCHAR

YEAR, LANG = Column("year", INTEGER), Column("lang", VARCHAR)


@pytest.mark.parametrize(
    ("column", "sign", "text", "value", "expected"),
    [
        (YEAR, "<", "1000", 900, True),
        (LANG, "<", "1000", "900", False),
        (YEAR, "=", "02026", 2026, True),
        (LANG, "<>", "en", "fr", True),
        (LANG, "!=", "en", "en", False),
        (YEAR, ">=", "2026", 2026, True),
        (YEAR, "=", "2026", None, False),
    ],
)
def test_conditions(column: Column, sign: str, text: str, value: object, expected: bool) -> None:
    assert holds(column, sign, text, value) is expected


def test_a_sign_that_is_none() -> None:
    with pytest.raises(HiveError, match="Unexpected operator like"):
        holds(LANG, "like", "e", "en")
