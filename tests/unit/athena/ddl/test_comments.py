"""`/* … */` inside of a statement that Hive reads: the statement starts, and fails with Hive's ParseException."""

from __future__ import annotations

import pytest

from nuage.athena import statements as s
from nuage.athena.ddl.parse import parse

REFUSED = {
    # measured (reference, section 2.3)
    "DESCRIBE /* c */ t": "line 1:0 cannot recognize input near 'DESCRIBE' '/' '*' in describe statement",
    "MSCK REPAIR TABLE t /* c */": "line 1:18 cannot recognize input near 't' '/' '*' in msck repair table statement",
    "SHOW CREATE TABLE\n/* c */ t": "line 1:12 cannot recognize input near 'TABLE' '/' '*' in show statement",
    "ALTER TABLE t /* c */ ADD COLUMNS (x int)": "line 1:12 cannot recognize input near 't' '/' '*' in alter table statement",
    "ALTER TABLE t\nREPLACE /* c */ COLUMNS (x int)": "line 2:0 cannot recognize input near 'REPLACE' '/' '*' in alter table statement",
}


@pytest.mark.parametrize("sql", REFUSED)
def test_a_comment_inside_is_a_parse_error(sql: str) -> None:
    statement = parse(sql)
    assert isinstance(statement, s.Refused)
    assert statement.parse_error
    assert statement.reason == f"FAILED: ParseException {REFUSED[sql]}"


def test_it_keeps_the_kind_of_its_statement() -> None:
    refused = parse("MSCK REPAIR /**/ TABLE t")
    assert isinstance(refused, s.Refused)
    assert (refused.kind, refused.substatement) == ("DDL", "MSCK_REPAIR")


@pytest.mark.parametrize(
    "sql",
    [
        "/* before */ DESCRIBE t",
        "DESCRIBE t -- /* behind */\n",
        "ALTER TABLE t ADD COLUMNS (x int COMMENT '/* in a text */')",
        "DESCRIBE `a/*b*/`",
        "DROP TABLE /* not Hive's to read */ t",
    ],
)
def test_where_it_is_none_the_statement_runs(sql: str) -> None:
    assert not isinstance(parse(sql), s.Refused)
