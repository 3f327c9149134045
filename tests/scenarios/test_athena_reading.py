"""What a query reads: partitions that it needs, and objects as they are now. Bytes scanned show it."""

from __future__ import annotations

import pytest

from tests.conftest import Lab
from tests.scenarios.athena_world import OPENX, World, build

LENGTHS = {"fr": 100, "en": 200, "de": 400}


@pytest.fixture(scope="module")
def world(lab: Lab) -> World:
    made = build(lab)
    for lang, length in LENGTHS.items():
        for year in (2025, 2026):
            body = f'{{"id":{year}}}'.ljust(length + year - 2025)
            made.put(f"t/lang={lang}/year={year}/a.json", body)
    made.ok(
        "CREATE EXTERNAL TABLE t (id int) PARTITIONED BY (lang string, year int) "
        f"ROW FORMAT SERDE '{OPENX}' LOCATION 's3://{made.data}/t/'"
    )
    made.ok("MSCK REPAIR TABLE t")
    return made


@pytest.mark.parametrize(
    ("where", "scanned"),
    [
        ("true", 1403),
        ("lang = 'fr'", 201),
        ("lang = 'fr' OR lang = 'en'", 602),
        ("(lang = 'fr' AND year = 2025) OR (lang = 'de' AND year IN (2026, 2027))", 100 + 401),
        ("NOT (lang = 'fr' OR year = 2026)", 200 + 400),
        ("lang NOT IN ('fr', 'de') AND year <> 2025", 201),
        ("lang = 'fr' OR id = 2025", 1403),
        ("lang = 'fr' AND (id = 2025 OR year = 2026)", 201),
        ("lang IS NULL OR year NOT BETWEEN 2020 AND 2025", 101 + 201 + 401),
    ],
)
def test_only_the_partitions_that_may_match_are_read(world: World, where: str, scanned: int) -> None:
    done = world.ok(f"SELECT id, lang, year FROM t WHERE {where}")
    assert done["Statistics"]["DataScannedInBytes"] == scanned


def test_an_outer_join_sees_the_partners_that_a_condition_on_null_would_leave_out(world: World) -> None:
    join = "SELECT count(*) FROM t a LEFT JOIN t b ON a.id = b.id AND a.lang = b.lang WHERE "
    assert world.rows(f"{join} b.lang IS NULL") == [["0"]]
    assert world.rows(f"{join} b.lang IS NULL OR b.lang = 'fr'") == [["2"]]


def test_of_a_range_of_minutes_only_what_is_asked_for_is_worked_out(world: World) -> None:
    for minute in ("2026/01/01/00/00", "2026/01/01/00/01", "2026/06/01/00/00"):
        world.put(f"minutes/{minute}/a.json", {"id": 1})
    world.ok(
        f"""CREATE EXTERNAL TABLE minutes (id int) PARTITIONED BY (at string) ROW FORMAT SERDE '{OPENX}'
        LOCATION 's3://{world.data}/minutes/' TBLPROPERTIES ('projection.enabled'='true',
        'projection.at.type'='date', 'projection.at.range'='2000/01/01/00/00,2026/12/31/23/59',
        'projection.at.format'='yyyy/MM/dd/HH/mm', 'projection.at.interval'='1',
        'projection.at.interval.unit'='MINUTES',
        'storage.location.template'='s3://{world.data}/minutes/${{at}}/')"""
    )
    day = "SELECT at FROM minutes WHERE at >= '2026/01/01/00/00' AND at < '2026/01/02'"
    assert world.rows(day) == [["2026/01/01/00/00"], ["2026/01/01/00/01"]]
    both = f"{day} OR at = '2026/06/01/00/00'"
    assert sorted(world.rows(both))[2:] == [["2026/06/01/00/00"]]
    reason, _ = world.reason("SELECT count(*) FROM minutes")
    assert reason == (
        "HIVE_METASTORE_ERROR: Partition projection gives more than 1000000 partitions "
        f"(table {world.database}.minutes)"
    )


def test_objects_are_seen_as_they_are_now(world: World) -> None:
    world.ok(
        f"CREATE EXTERNAL TABLE now (id int) ROW FORMAT SERDE '{OPENX}' LOCATION 's3://{world.data}/now/'"
    )
    seen = "SELECT id FROM now ORDER BY id"

    def scanned() -> int:
        return int(world.ok(seen)["Statistics"]["DataScannedInBytes"])

    assert world.rows(seen) == []
    world.put("now/a.json", '{"id":1}')
    world.put("now/b.json", '{"id":2}')
    assert world.rows(seen) == [["1"], ["2"]]
    assert scanned() == 16
    assert scanned() == 16, "kept objects are billed, as AWS would"
    world.put("now/c.json", '{"id":3}')
    assert world.rows(seen) == [["1"], ["2"], ["3"]]
    world.put("now/b.json", '{"id":20}')
    assert world.rows(seen) == [["1"], ["3"], ["20"]]
    assert scanned() == 25
    world.s3.delete_object(Bucket=world.data, Key="now/a.json")
    assert world.rows(seen) == [["3"], ["20"]]
    world.s3.copy_object(
        Bucket=world.data, Key="now/c.json", CopySource={"Bucket": world.data, "Key": "now/b.json"}
    )
    assert world.rows(seen) == [["20"], ["20"]]
    assert scanned() == 18


def test_versions_are_seen_as_they_are_now(world: World) -> None:
    bucket = f"{world.data}-versions"
    world.s3.create_bucket(Bucket=bucket)
    world.s3.put_object(Bucket=bucket, Key="t/a.json", Body='{"id":1}')
    world.ok(f"CREATE EXTERNAL TABLE v (id int) ROW FORMAT SERDE '{OPENX}' LOCATION 's3://{bucket}/t/'")
    assert world.rows("SELECT id FROM v") == [["1"]]
    world.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    assert world.rows("SELECT id FROM v") == [["1"]]
    second = world.s3.put_object(Bucket=bucket, Key="t/a.json", Body='{"id":2}')["VersionId"]
    assert world.rows("SELECT id FROM v") == [["2"]]
    marker = world.s3.delete_object(Bucket=bucket, Key="t/a.json")["VersionId"]
    assert world.rows("SELECT id FROM v") == []
    world.s3.delete_object(Bucket=bucket, Key="t/a.json", VersionId=marker)
    assert world.rows("SELECT id FROM v") == [["2"]]
    world.s3.delete_object(Bucket=bucket, Key="t/a.json", VersionId=second)
    assert world.rows("SELECT id FROM v") == [["1"]]
