from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nuage.athena import statements as s
from nuage.athena.ddl.parse import STARTS, parse
from nuage.athena.errors import MalformedQueryError
from nuage.athena.types import INTEGER, VARCHAR, parse_hive_type

T = s.Name("t")
SHEET = """-- the table of the lab sheet
/* adapted */ CREATE EXTERNAL TABLE default.VOTRE_NOM (
  id int,
  text string COMMENT 'what it says',
  entities struct<hashtags:array<struct<text:string,indices:array<int>>>>
)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
WITH SERDEPROPERTIES ('ignore.malformed.json' = 'true')
LOCATION 's3://LE-BUCKET';
"""


def test_the_table_of_the_lab_sheet() -> None:
    statement = parse(SHEET)
    assert isinstance(statement, s.CreateExternalTable)
    assert s.Name("votre_nom", "default") == statement.name
    assert statement.columns == (
        s.Column("id", INTEGER),
        s.Column("text", VARCHAR, "what it says"),
        s.Column(
            "entities", parse_hive_type("struct<hashtags:array<struct<text:string,indices:array<int>>>>")
        ),
    )
    assert (
        s.RowFormat("org.openx.data.jsonserde.JsonSerDe", {"ignore.malformed.json": "true"})
        == statement.row_format
    )
    assert (statement.location, statement.if_not_exists) == ("s3://LE-BUCKET", False)
    assert (statement.statement_type, statement.substatement_type) == ("DDL", "CREATE_TABLE")


def test_every_clause() -> None:
    statement = parse(
        "CREATE EXTERNAL TABLE IF NOT EXISTS `db`.`_t` (`a b` decimal(10, 2), c map<string, array<int>> COMMENT 'x')"
        " COMMENT 'it\\'s' PARTITIONED BY (dt string COMMENT 'day', n int) CLUSTERED BY (c) INTO 4 BUCKETS"
        " ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' COLLECTION ITEMS TERMINATED BY '\\002'"
        " MAP KEYS TERMINATED BY ':' LINES TERMINATED BY '\\n' NULL DEFINED AS 'nil'"
        " STORED AS INPUTFORMAT 'i' OUTPUTFORMAT 'o' LOCATION 's3://b/p/' TBLPROPERTIES ('k'='v', 'x'=\"y\")"
    )
    assert isinstance(statement, s.CreateExternalTable)
    assert (s.Name("_t", "db"), True, "it's") == (statement.name, statement.if_not_exists, statement.comment)
    assert [c.name for c in statement.columns] == ["a b", "c"]
    assert tuple((p.name, p.comment) for p in statement.partitions) == (("dt", "day"), ("n", None))
    assert statement.buckets == (("c",), 4)
    assert statement.row_format.properties == {
        "field.delim": "\t",
        "serialization.format": "\t",
        "escape.delim": "\\",
        "collection.delim": "\x02",
        "mapkey.delim": ":",
        "line.delim": "\n",
        "serialization.null.format": "nil",
    }
    assert (statement.input_format, statement.output_format) == ("i", "o")
    assert statement.properties == {"k": "v", "x": "y"}


Q = "SELECT 1"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 1 ;; ", s.Select("SELECT 1")),
        ("with a as (select 1) table a", s.Select("with a as (select 1) table a")),
        ("(SELECT 1)", s.Select("(SELECT 1)")),
        ("SELECT ';' -- a; b\n", s.Select("SELECT ';' -- a; b")),
        (f"EXPLAIN {Q}", s.Explain(f"EXPLAIN {Q}", Q)),
        (f"EXPLAIN (FORMAT JSON, TYPE LOGICAL) {Q}", s.Explain("", Q, format="JSON")),
        (f"EXPLAIN ANALYZE {Q}", s.Explain("", Q, analyze=True)),
        (f"INSERT INTO db.t {Q}", s.InsertInto("", s.Name("t", "db"), (), Q)),
        ('INSERT INTO t (a, "B") VALUES (1, 2)', s.InsertInto("", T, ("a", "b"), "VALUES (1, 2)")),
        ("INSERT INTO t (SELECT 1)", s.InsertInto("", T, (), "(SELECT 1)")),
        (
            "UNLOAD (SELECT (1)) TO 's3://b/' WITH (format = 'JSON', partitioned_by = ARRAY['a','b'])",
            s.Unload("", "SELECT (1)", "s3://b/", {"format": "JSON", "partitioned_by": ["a", "b"]}),
        ),
        (f"PREPARE p FROM {Q}", s.Prepare("", "p", Q)),
        ("EXECUTE p USING 1, 'a,b', f(1, 2)", s.Execute("", "p", ("1", "'a,b'", "f(1, 2)"))),
        ("EXECUTE p", s.Execute("", "p", ())),
        ("DEALLOCATE PREPARE p", s.Deallocate("", "p")),
        ("CREATE DATABASE d", s.CreateDatabase("", "d")),
        (
            "CREATE SCHEMA IF NOT EXISTS d COMMENT 'c' LOCATION 's3://b/' WITH DBPROPERTIES ('a'='b')",
            s.CreateDatabase(
                "", "d", if_not_exists=True, comment="c", location="s3://b/", properties={"a": "b"}
            ),
        ),
        ("DROP DATABASE IF EXISTS d CASCADE", s.DropDatabase("", "d", if_exists=True, cascade=True)),
        ("ALTER DATABASE d SET DBPROPERTIES ('a'='b')", s.AlterDatabase("", "d", {"a": "b"})),
        (
            f"CREATE TABLE t WITH (format = 'ORC', bucket_count = 3, x = true) AS {Q} WITH NO DATA",
            s.Ctas("", T, Q, {"format": "ORC", "bucket_count": 3, "x": True}, with_data=False),
        ),
        (f"CREATE TABLE IF NOT EXISTS t AS ({Q})", s.Ctas("", T, f"({Q})", {}, if_not_exists=True)),
        (f"CREATE OR REPLACE VIEW d.v AS {Q}", s.CreateView("", s.Name("v", "d"), Q, replace=True)),
        ("DROP TABLE IF EXISTS `t`", s.DropTable("", T, if_exists=True)),
        ("DROP VIEW t", s.DropView("", T)),
        ("MSCK REPAIR TABLE t", s.MsckRepair("", T)),
        (
            "ALTER TABLE t ADD IF NOT EXISTS PARTITION (dt='a', n=-3) LOCATION 's3://b/' PARTITION (dt=b, n=4)",
            s.AddPartitions(
                "",
                T,
                (({"dt": "a", "n": "-3"}, "s3://b/"), ({"dt": "b", "n": "4"}, None)),
                if_not_exists=True,
            ),
        ),
        (
            "ALTER TABLE t DROP PARTITION (dt='1', n<2), PARTITION (dt>='3')",
            s.DropPartitions("", T, ((("dt", "=", "1"), ("n", "<", "2")), (("dt", ">=", "3"),))),
        ),
        (
            "ALTER TABLE t PARTITION (a='1') RENAME TO PARTITION (a='2')",
            s.RenamePartition("", T, {"a": "1"}, {"a": "2"}),
        ),
        (
            "ALTER TABLE t ADD COLUMNS (x int COMMENT 'y')",
            s.AddColumns("", T, (s.Column("x", INTEGER, "y"),)),
        ),
        ("ALTER TABLE t REPLACE COLUMNS (x string)", s.ReplaceColumns("", T, (s.Column("x", VARCHAR),))),
        (
            "ALTER TABLE t CHANGE COLUMN a b int AFTER c",
            s.ChangeColumn("", T, "a", s.Column("b", INTEGER), "c"),
        ),
        ("ALTER TABLE t CHANGE a b int FIRST", s.ChangeColumn("", T, "a", s.Column("b", INTEGER), "")),
        ("ALTER TABLE t SET LOCATION 's3://b/'", s.SetLocation("", T, "s3://b/")),
        (
            "ALTER TABLE t PARTITION (dt='x') SET LOCATION 's3://b/'",
            s.SetLocation("", T, "s3://b/", {"dt": "x"}),
        ),
        ("ALTER TABLE t SET TBLPROPERTIES ('a'='b')", s.SetProperties("", T, {"a": "b"})),
        ("SHOW TABLES IN d 'a*|b'", s.ShowTables("", "d", "a*|b")),
        ("SHOW TABLES LIKE 'a'", s.ShowTables("", None, "a")),
        ("SHOW DATABASES", s.ShowDatabases("")),
        ("SHOW SCHEMAS LIKE '.*'", s.ShowDatabases("", ".*")),
        ("SHOW VIEWS FROM d", s.ShowViews("", "d")),
        ("SHOW COLUMNS IN t FROM d", s.ShowColumns("", s.Name("t", "d"))),
        ("SHOW PARTITIONS d.t", s.ShowPartitions("", s.Name("t", "d"))),
        ("SHOW CREATE TABLE t", s.ShowCreateTable("", T)),
        ("SHOW CREATE VIEW t", s.ShowCreateView("", T)),
        ('SHOW CREATE VIEW "d"."T"', s.ShowCreateView("", s.Name("t", "d"))),
        ('SHOW VIEWS IN "d"', s.ShowViews("", "d")),
        ("SHOW TBLPROPERTIES t('k')", s.ShowProperties("", T, "k")),
        ("SHOW FUNCTIONS", s.ShowFunctions("")),
        ("DESCRIBE t", s.Describe("", T)),
        ("DESC FORMATTED d.t PARTITION (dt='x')", s.Describe("", s.Name("t", "d"), "FORMATTED", {"dt": "x"})),
        ("DESCRIBE extended", s.Describe("", s.Name("extended"))),
        ("DESCRIBE t a", s.Describe("", T, column="a")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_statement(sql: str, expected: s.Statement) -> None:
    statement = parse(sql)
    assert type(expected) is type(statement)
    assert {**_fields(expected), "sql": ""} == {**_fields(statement), "sql": ""}


def _fields(statement: s.Statement) -> dict[str, Any]:
    names = [name for kind in type(statement).__mro__ for name in getattr(kind, "__slots__", ())]
    return {name: getattr(statement, name) for name in names}


@pytest.mark.parametrize(
    ("sql", "kind", "substatement"),
    [
        ("UPDATE t SET a = 1", "DML", "UPDATE"),
        ("DELETE FROM t", "DML", "DELETE"),
        ("MERGE INTO t USING u ON (a = b) WHEN MATCHED THEN DELETE", "DML", "MERGE"),
        ("OPTIMIZE t REWRITE DATA USING BIN_PACK", "DDL", "CREATE_TABLE_AS_SELECT"),
        ("VACUUM t", "DML", "VACUUM_TABLE"),
        (
            "CREATE TABLE t (id int) PARTITIONED BY (day(ts)) LOCATION 's3://b/' TBLPROPERTIES ('table_type'='ICEBERG')",
            "DDL",
            "CREATE_TABLE",
        ),
        ("CREATE TABLE t WITH (table_type = 'ICEBERG') AS SELECT 1", "DDL", "CREATE_TABLE_AS_SELECT"),
    ],
)
def test_iceberg_is_refused_clearly(sql: str, kind: str, substatement: str) -> None:
    statement = parse(sql)
    assert isinstance(statement, s.Refused)
    assert (kind, substatement) == (statement.kind, statement.substatement)
    assert "Iceberg tables are not supported by this lab" in statement.reason


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("", f"line 1:1: mismatched input '<EOF>'. Expecting: {STARTS}"),
        ("SELEC 1", f"line 1:1: mismatched input 'SELEC'. Expecting: {STARTS}"),
        ("SELECT 1; SELECT 2", "Only one sql statement is allowed. Got: SELECT 1; SELECT 2"),
        ("SELECT FROM t", "Queries of this type are not supported"),
        ("GRANT SELECT ON t TO u", "Queries of this type are not supported"),
        ("CREATE TABLE t (a int) LOCATION 's3://b/'", "External keyword required for table type HIVE"),
        (
            "CREATE EXTERNAL TABLE t (a int)",
            "No location was specified for table. An S3 location must be specified",
        ),
        (
            "CREATE EXTERNAL TABLE t (a int) LOCATION 's3://b/' TBLPROPERTIES ('table_type'='ICEBERG')",
            "External keyword not supported for table type ICEBERG",
        ),
        ('DESCRIBE "t"', "line 1:10: mismatched input '\"t\"' expecting <identifier>"),
        (
            "CREATE EXTERNAL TABLE _t (a int) LOCATION 's3://b/'",
            "line 1:23: no viable alternative at input '_t'",
        ),
        ("ALTER TABLE t DROP COLUMN c", "line 1:20: mismatched input 'COLUMN' expecting 'PARTITION'"),
        ("DROP TABLE t u", "line 1:14: mismatched input 'u' expecting <EOF>"),
        ("SHOW COLUMNS t", "line 1:14: mismatched input 't' expecting {'FROM', 'IN'}"),
        ("ALTER TABLE t RENAME TO u", "Queries of this type are not supported"),
    ],
)
def test_refused_at_the_start(sql: str, message: str) -> None:
    with pytest.raises(MalformedQueryError) as caught:
        parse(sql)
    assert message == str(caught.value)


WORDS = st.sampled_from(
    [
        "CREATE",
        "EXTERNAL",
        "TABLE",
        "IF",
        "NOT",
        "EXISTS",
        "t",
        "(",
        ")",
        ",",
        "a",
        "int",
        "string",
        "'x'",
        '"y"',
        "`z`",
        "LOCATION",
        "PARTITIONED",
        "BY",
        "ROW",
        "FORMAT",
        "SERDE",
        "STORED",
        "AS",
        "WITH",
        "TBLPROPERTIES",
        "=",
        "ALTER",
        "ADD",
        "DROP",
        "PARTITION",
        "SHOW",
        "TABLES",
        "IN",
        "DESCRIBE",
        "MSCK",
        "REPAIR",
        "INSERT",
        "INTO",
        "SELECT",
        "UNLOAD",
        "TO",
        "EXECUTE",
        "USING",
        "struct<a:int>",
        "map<",
        ">",
        ".",
        ";",
        "--",
        "/*",
        "*/",
        "DATABASE",
        "1",
        "[",
        "]",
    ]
)


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=40))
@example("CREATE EXTERNAL TABLE t (a struct<b:int) LOCATION 's3://b/'")
def test_anything_is_read_or_refused(sql: str) -> None:
    with contextlib.suppress(MalformedQueryError):
        assert parse(sql).sql
