"""Parts 4 and 5 of the lab sheet, typed as printed there, with the blanks filled in."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from mock_tweet_server.stream import tweet
from tests.conftest import Lab
from tests.scenarios.athena_world import World, build

QUERIES = Path(__file__).parents[2] / "queries" / "athena"
TWEETS = [tweet(42, 1_760_000_040 // 60 * 60 + 60 * n) for n in range(40)]


@pytest.fixture(scope="module")
def world(lab: Lab) -> World:
    made = build(lab)
    for found in TWEETS:
        made.put(f"tweet-{found['id']}.json", found)
    made.put("tweet-broken.json", '{"id": 12, "text": "cut of')
    return made


def create(world: World, name: str, malformed: str = "true") -> str:
    return f"""CREATE EXTERNAL TABLE default.{name} (
  id int,
  text string,
  lang string
)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
WITH SERDEPROPERTIES ('ignore.malformed.json' = '{malformed}')
LOCATION 's3://{world.data}';"""


def test_part_4_create_select_and_count(world: World) -> None:
    name = f"votre_nom_{world.database}"
    created = world.ok(create(world, name))
    assert (created["StatementType"], created["SubstatementType"]) == ("DDL", "CREATE_TABLE")
    first = world.rows(f"SELECT * FROM default.{name}\nLIMIT 10")
    assert len(first) == 10
    assert all(re.fullmatch(r"\d+", row[0] or "") for row in first)
    assert world.rows(f"SELECT COUNT(*) FROM default.{name}") == [[str(len(TWEETS) + 1)]]
    assert world.rows(f"SELECT COUNT(id) FROM default.{name}") == [[str(len(TWEETS))]]


def test_part_4_without_the_property_a_malformed_object_fails_the_query(world: World) -> None:
    name = f"strict_{world.database}"
    world.ok(create(world, name, "false"))
    reason, _ = world.reason(f"SELECT id FROM default.{name}")
    assert reason.startswith("HIVE_CURSOR_ERROR: Row is not a valid JSON Object - JSONException: ")


def sql(world: World, file: str) -> str:
    """A query of queries/athena, for the table of this test."""
    text = (QUERIES / file).read_text(encoding="utf-8")
    return text.replace("s3://tweets-000000000000", f"s3://{world.data}").replace(
        "default.tweets", f"{world.database}.tweets"
    )


def test_every_query_of_the_repository_runs_over_generated_tweets(world: World) -> None:
    files = sorted(path.name for path in QUERIES.glob("*.sql"))
    assert len(files) >= 10
    for file in files:
        first = (QUERIES / file).read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("-- ")
        world.ok(sql(world, file))
    hashtags = Counter(h["text"].lower() for found in TWEETS for h in found["entities"]["hashtags"])
    answers = world.rows(sql(world, "top_hashtags.sql"))
    assert {(row[0] or "").lower(): int(row[1] or 0) for row in answers[:3]}.items() <= hashtags.items()
    assert world.rows(sql(world, "count.sql")) == [[str(len(TWEETS) + 1)]]
    assert world.rows(sql(world, "count_well_formed.sql")) == [[str(len(TWEETS))]]
    assert world.rows(sql(world, "malformed.sql")) == [["1", f"s3://{world.data}/tweet-broken.json"]]
    languages = Counter(found["lang"] for found in TWEETS)
    assert {row[0]: int(row[1] or 0) for row in world.rows(sql(world, "languages.sql"))} == languages
    linked = sum(bool(found["entities"]["urls"]) for found in TWEETS)
    assert world.rows(sql(world, "share_with_link.sql")) == [
        [json.dumps(round(100 * linked / len(TWEETS), 1))]
    ]


def test_one_more_tweet_is_one_more_row(world: World) -> None:
    world.put("later/tweet.json", {"id": 7, "text": "late"})
    name = f"votre_nom_{world.database}"
    world.run(create(world, name))
    assert world.rows(f"SELECT count(*) FROM default.{name} WHERE text = 'late'") == [["1"]]
    world.s3.delete_object(Bucket=world.data, Key="later/tweet.json")
    assert world.rows(f"SELECT count(*) FROM default.{name} WHERE text = 'late'") == [["0"]]
