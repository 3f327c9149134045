"""The Data Catalog as tables."""

from __future__ import annotations

import pytest

from tests.conftest import Lab
from tests.scenarios.athena_world import OPENX, World, build


@pytest.fixture(scope="module")
def world(lab: Lab) -> World:
    made = build(lab)
    made.ok(
        "CREATE EXTERNAL TABLE people (id int COMMENT 'who', names array<struct<first:string>>) "
        f"PARTITIONED BY (day date) ROW FORMAT SERDE '{OPENX}' LOCATION 's3://{made.data}/people/'"
    )
    made.ok("CREATE VIEW ids AS SELECT id FROM people")
    return made


def test_columns_have_the_types_of_trino_and_the_extras_of_athena(world: World) -> None:
    found = world.rows(
        f"SELECT * FROM information_schema.columns WHERE table_schema = '{world.database}' "
        "ORDER BY table_name, ordinal_position"
    )
    place = ["awsdatacatalog", world.database]
    assert found == [
        [*place, "ids", "id", "1", None, "YES", "integer", None, None],
        [*place, "people", "id", "1", None, "YES", "integer", "who", None],
        [*place, "people", "names", "2", None, "YES", "array(row(first varchar))", None, None],
        [*place, "people", "day", "3", None, "YES", "date", None, "partition key"],
    ]


def test_tables_views_and_databases(world: World) -> None:
    where = f"WHERE table_schema = '{world.database}' ORDER BY table_name"
    assert world.rows(f"SELECT table_name, table_type FROM information_schema.tables {where}") == [
        ["ids", "VIEW"],
        ["people", "BASE TABLE"],
    ]
    assert world.rows(
        f"SELECT table_name, view_definition FROM awsdatacatalog.information_schema.views {where}"
    ) == [["ids", "SELECT id FROM people"]]
    names = "SELECT schema_name FROM information_schema.schemata WHERE schema_name IN"
    assert world.rows(f"{names} ('{world.database}', 'information_schema') ORDER BY 1") == sorted(
        [[world.database], ["information_schema"]]
    )


def test_a_change_is_seen_at_once_and_nothing_is_scanned(world: World) -> None:
    ask = f"SELECT count(*) FROM information_schema.tables WHERE table_schema = '{world.database}'"
    assert world.rows(ask) == [["2"]]
    world.ok("CREATE VIEW more AS SELECT id FROM people")
    assert world.rows(ask) == [["3"]]
    world.ok("DROP VIEW more")
    done = world.ok(ask)
    assert done["Statistics"]["DataScannedInBytes"] == 0
    assert world.rows(ask) == [["2"]]


def test_a_table_that_is_not_there_fails_as_elsewhere(world: World) -> None:
    reason = world.run("SELECT * FROM information_schema.nothing")["Status"]["StateChangeReason"]
    assert reason == (
        "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.information_schema.nothing' does not exist"
    )
