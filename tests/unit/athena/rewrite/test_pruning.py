from __future__ import annotations

import pytest

from nuage.athena.rewrite.pruning import Filter, keeps
from nuage.athena.rewrite.scope import TableName
from nuage.athena.types import DATE, INTEGER, VARCHAR, Type
from tests.unit.athena.lab import Lab

TWEETS = TableName("default", "tweets")
KINDS: dict[str, Type] = {"lang": VARCHAR, "n": INTEGER, "dt": DATE}


@pytest.mark.parametrize(
    ("where", "filters"),
    [
        ("lang = 'fr' AND id > 3", (Filter("lang", "=", ("fr",)), Filter("id", ">", ("3",)))),
        ("('fr' = t.lang) AND 3 >= id", (Filter("lang", "=", ("fr",)), Filter("id", "<=", ("3",)))),
        ("id BETWEEN -1 AND 2", (Filter("id", ">=", ("-1",)), Filter("id", "<=", ("2",)))),
        ("lang IN ('fr', 'en')", (Filter("lang", "in", ("fr", "en")),)),
        ("lang = 'fr' OR id = 1", ()),
        ("NOT lang = 'fr'", ()),
        ("lower(lang) = 'fr'", ()),
        ("lang = text", ()),
        ("lang IS NULL", ()),
    ],
)
def test_filters(lab: Lab, where: str, filters: tuple[Filter, ...]) -> None:
    ready = lab.rewrite(f"SELECT * FROM tweets t WHERE {where}")
    assert {TWEETS: (filters,)} == ready.filters


def test_each_place_that_names_a_table_has_its_own(lab: Lab) -> None:
    ready = lab.rewrite("SELECT 1 FROM french WHERE id = 1 UNION SELECT id FROM tweets")
    assert ((Filter("lang", "=", ("fr",)),), ()) == ready.filters[TWEETS]


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ([], True),
        ([Filter("lang", "=", ("fr",))], True),
        ([Filter("lang", "=", ("en",))], False),
        ([Filter("n", ">", ("9",))], True),
        ([Filter("n", "<", ("10",))], False),
        ([Filter("n", "in", ("010", "7"))], True),
        ([Filter("dt", ">=", ("2026-02-01",))], False),
        ([Filter("dt", "<=", ("2026-02-01",)), Filter("lang", "=", ("fr",))], True),
        ([Filter("elsewhere", "=", ("x",))], True),
        ([Filter("n", "=", ("x",))], True),
    ],
)
def test_keeps(filters: list[Filter], *, kept: bool) -> None:
    assert kept is keeps([filters], {"lang": "fr", "n": "10", "dt": "2026-01-31"}, KINDS)


def test_one_place_is_enough() -> None:
    places = [[Filter("lang", "=", ("en",))], [Filter("lang", "=", ("fr",))]]
    assert keeps(places, {"lang": "fr"}, KINDS)
    assert not keeps(places, {"lang": "de"}, KINDS)
