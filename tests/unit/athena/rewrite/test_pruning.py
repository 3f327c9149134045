from __future__ import annotations

import pytest

from nuage.athena.objects.conditions import AllOf, AnyOf, Condition, Filter, Negation
from nuage.athena.rewrite.scope import TableName
from tests.unit.athena.lab import Lab

TWEETS = TableName("default", "tweets")
FRENCH, FIRST = Filter("lang", "=", ("fr",)), Filter("id", "=", ("1",))


@pytest.mark.parametrize(
    ("where", "filters"),
    [
        ("lang = 'fr' AND id > 3", (FRENCH, Filter("id", ">", ("3",)))),
        ("('fr' = t.lang) AND 3 >= id", (FRENCH, Filter("id", "<=", ("3",)))),
        ("id BETWEEN -1 AND 2", (Filter("id", ">=", ("-1",)), Filter("id", "<=", ("2",)))),
        ("lang IN ('fr', 'en')", (Filter("lang", "in", ("fr", "en")),)),
        ("lang <> 'fr'", (Filter("lang", "<>", ("fr",)),)),
        ("lang = 'fr' OR id = 1", (AnyOf((FRENCH, FIRST)),)),
        (
            "lang = 'fr' AND (id = 1 OR lang = 'fr' AND id = 1)",
            (FRENCH, AnyOf((FIRST, AllOf((FRENCH, FIRST))))),
        ),
        ("NOT lang = 'fr'", (Negation(FRENCH),)),
        ("lang NOT IN ('fr', 'en')", (Negation(Filter("lang", "in", ("fr", "en"))),)),
        ("NOT (lang = 'fr' AND id = 1)", (AnyOf((Negation(FRENCH), Negation(FIRST))),)),
        ("NOT (lang = 'fr' OR NOT id = 1)", (Negation(FRENCH), FIRST)),
        ("lang IS NULL", (Filter("lang", "null"),)),
        ("lang IS NOT NULL", (Negation(Filter("lang", "null")),)),
        ("created_at = 'x' AND lang = text", (Filter("created_at", "=", ("x",)),)),
        # what is not known may be left out of AND, but not of OR, and not of NOT AND
        ("lang = 'fr' AND text LIKE 'x'", (FRENCH,)),
        ("lang = 'fr' OR text LIKE 'x'", ()),
        ("id = 1 OR (lang = 'fr' AND text LIKE 'x')", (AnyOf((FIRST, FRENCH)),)),
        ("NOT (lang = 'fr' AND text LIKE 'x')", ()),
        ("NOT (lang = 'fr' OR text LIKE 'x')", (Negation(FRENCH),)),
        ("lower(lang) = 'fr'", ()),
        ("lang = text", ()),
        ("id = CAST(1.7 AS integer)", ()),
    ],
)
def test_filters(lab: Lab, where: str, filters: tuple[Condition, ...]) -> None:
    ready = lab.rewrite(f"SELECT * FROM tweets t WHERE {where}")
    assert {TWEETS: (filters,)} == ready.filters


def test_each_place_that_names_a_table_has_its_own(lab: Lab) -> None:
    ready = lab.rewrite("SELECT 1 FROM french WHERE id = 1 UNION SELECT id FROM tweets")
    assert ready.filters[TWEETS] == ((FRENCH,), ())


def test_of_a_join_each_table_has_its_own(lab: Lab) -> None:
    ready = lab.rewrite(
        "SELECT 1 FROM tweets a JOIN tweets b ON a.id = b.id "
        "WHERE a.lang = 'fr' AND (b.id = 1 OR a.id = 1) AND (b.lang = 'fr' OR b.lang IS NULL)"
    )
    assert ready.filters[TWEETS] == ((FRENCH,), (AnyOf((FRENCH, Filter("lang", "null"))),))


def test_what_null_could_pass_does_not_prune_beside_an_outer_join(lab: Lab) -> None:
    """A row of `a` whose partners are all in pruned partitions would come through with NULLs."""
    join = "SELECT 1 FROM tweets a LEFT JOIN tweets b ON a.id = b.id WHERE "
    assert lab.rewrite(f"{join} b.lang IS NULL OR b.lang = 'fr'").filters[TWEETS] == ((), ())
    assert lab.rewrite(f"{join} b.lang = 'fr'").filters[TWEETS] == ((), (FRENCH,))
