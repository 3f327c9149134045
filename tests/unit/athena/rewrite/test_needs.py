from __future__ import annotations

from datetime import datetime

import pytest

from nuage.athena.objects.conditions import Filter
from nuage.athena.rewrite.needs import needed_columns
from nuage.athena.rewrite.scope import TableInfo, TableName
from nuage.athena.rewrite.translate import rewrite
from nuage.athena.types import INTEGER, VARCHAR

T = TableName("default", "t")


class Tables:
    def has_database(self, _: str) -> bool:
        return True

    def table(self, _: TableName) -> TableInfo | None:
        return TableInfo((("id", INTEGER), ("text", VARCHAR), ("dt", VARCHAR)))


@pytest.mark.parametrize(
    ("sql", "columns"),
    [
        ("SELECT count(*) FROM t", set()),
        ("SELECT id FROM t WHERE dt = 'x'", {"id", "dt"}),
        ("SELECT * FROM t", {"id", "text", "dt"}),
        ('SELECT "$path" FROM t', {"$path"}),
        ("SELECT a.id FROM t a JOIN t b ON a.id = b.id WHERE b.text = ''", {"id", "text"}),
        ("WITH w AS (SELECT id FROM t) SELECT count(*) FROM w", {"id"}),
    ],
)
def test_columns(sql: str, columns: set[str]) -> None:
    assert needed_columns(rewrite(sql, Tables(), now=datetime(2026, 1, 1)))[T] == columns


def test_a_subquery_does_not_prune_the_table_around_it() -> None:
    sql = "SELECT id FROM t o WHERE o.id > 1 AND NOT EXISTS (SELECT 1 FROM default.u WHERE u.id = o.id AND o.dt = 'x')"
    (filters,) = rewrite(sql, Tables(), now=datetime(2026, 1, 1)).filters[T]
    assert filters == (Filter("id", ">", ("1",)),)
