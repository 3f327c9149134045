"""After bootstrap, every query of the repository runs as it is, by `nuage query`'s own means."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bootstrap.clients import Clients, find_place
from bootstrap.columns import COLUMNS
from bootstrap.database import Database
from bootstrap.glue_table import GlueTable
from bootstrap.plan import Plan, apply, compose, destroy
from bootstrap.settings import Settings, load
from bootstrap.state import MISSING, WANTED
from bootstrap.work_group import OutputLocation
from mock_tweet_server.stream import tweet
from nuage.lab import answer, statement
from nuage.lab.problem import Problem
from nuage.lab.query import Query
from tests.conftest import Lab

FILES = sorted((Path(__file__).parents[2] / "queries" / "athena").glob("*.sql"))
TWEETS = [tweet(42, 1_760_000_040 + 60 * n) for n in range(40)]
# of Athena's part, the names are the defaults: the queries shall run as they are
NAMES = ["role=query-role", "function=query-function", "rule=query-rule", "rate=rate(7 days)"]


@pytest.fixture(scope="module")
def clients(lab: Lab) -> Clients:
    return Clients(lab.client)


@pytest.fixture(scope="module")
def names(clients: Clients) -> Settings:
    place = find_place(clients)
    return replace(load(overrides=NAMES), tweet_url="http://127.0.0.1:9/").fill(place.account, place.region)


@pytest.fixture(scope="module")
def bootstrapped(clients: Clients, names: Settings) -> Iterator[Plan]:
    plan = compose(names, find_place(clients))
    apply(plan, clients, lambda _: None)
    for found in TWEETS:
        key = f"tweets/{found['id']}.json"
        clients.s3.put_object(Bucket=names.bucket, Key=key, Body=json.dumps(found))
    clients.s3.put_object(Bucket=names.bucket, Key="tweets/broken.json", Body='{"id": 12, "text": "cut of')
    yield plan
    destroy(plan, clients, lambda _: None)


def objects(clients: Clients, sql: str) -> list[dict[str, object]]:
    file = io.StringIO()
    answer.write_json(Query(clients.athena, sql).run(lambda _: None), file)
    return [json.loads(line) for line in file.getvalue().splitlines()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_query_runs_as_it_is(clients: Clients, bootstrapped: Plan, path: Path) -> None:
    found = objects(clients, statement.read_file(path))
    hashtags = Counter(h["text"].lower() for t in TWEETS for h in t["entities"]["hashtags"])
    expected = {
        "00_create_table": [],
        "count": [{"tweets": 41}],
        "count_well_formed": [{"tweets": 40}],
        "malformed": [{"lines": 1, "object": "s3://tweets-000000000000/tweets/broken.json"}],
        "top_hashtags": [
            {"hashtag": tag, "uses": uses}
            for tag, uses in sorted(hashtags.items(), key=lambda item: (-item[1], item[0]))[:10]
        ],
    }
    if path.stem in expected:
        assert found == expected[path.stem]
    else:
        assert found


def test_the_statement_of_the_sheet_makes_the_same_table(clients: Clients, bootstrapped: Plan) -> None:
    created = clients.glue.get_table(DatabaseName="default", Name="tweets")["Table"]
    clients.glue.delete_table(DatabaseName="default", Name="tweets")
    objects(clients, statement.read_file(statement.query_file("00_create_table.sql")))
    by_statement = clients.glue.get_table(DatabaseName="default", Name="tweets")["Table"]
    assert {c["Name"]: c["Type"] for c in by_statement["StorageDescriptor"]["Columns"]} == COLUMNS
    for part in ("Columns", "Location", "InputFormat", "OutputFormat", "SerdeInfo"):
        assert by_statement["StorageDescriptor"][part] == created["StorageDescriptor"][part]
    assert by_statement["TableType"] == created["TableType"]
    # and bootstrap takes it for its own
    assert all(resource.look(clients) == WANTED for resource in bootstrapped.resources)


def test_results_land_in_the_output_location(clients: Clients, bootstrapped: Plan, names: Settings) -> None:
    before = clients.s3.list_objects_v2(Bucket=names.results_bucket)["KeyCount"]
    Query(clients.athena, "SELECT 1").run(lambda _: None)
    found = clients.s3.list_objects_v2(Bucket=names.results_bucket)["Contents"]
    # the result and its .metadata
    assert len(found) == before + 2


def test_what_is_different_is_made_as_wanted(clients: Clients, bootstrapped: Plan, names: Settings) -> None:
    table = GlueTable(names.database, names.tweets_table, f"s3://{names.bucket}/")
    other = replace(table, location="s3://elsewhere/")
    other.update(clients)
    assert table.look(clients).differences == (f"location s3://elsewhere/ → s3://{names.bucket}/",)
    table.update(clients)
    assert table.look(clients) == WANTED
    output = OutputLocation(f"s3://{names.results_bucket}/")
    OutputLocation("s3://elsewhere/").create(clients)
    assert output.look(clients).differences == (f"s3://elsewhere/ → s3://{names.results_bucket}/",)
    output.destroy(clients)  # it is not ours
    assert OutputLocation("s3://elsewhere/").look(clients) == WANTED
    output.update(clients)
    assert output.look(clients) == WANTED


def test_a_database_of_its_own_is_taken_away_with_its_table(clients: Clients, names: Settings) -> None:
    own = replace(names, database="query_own")
    plan = compose(own, find_place(clients))
    assert plan.shared == ()
    database, table = plan.resources[-2:]
    assert database == Database("query_own", {"nuage:lab": "tp2"})
    apply(Plan((database, table)), clients, lambda _: None)
    assert table.look(clients) == WANTED
    destroy(Plan((database, table)), clients, lambda _: None)
    assert (database.look(clients), table.look(clients)) == (MISSING, MISSING)


def test_a_failed_query_tells_athenas_own_text(clients: Clients, bootstrapped: Plan) -> None:
    with pytest.raises(Problem, match=r"^COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved"):
        Query(clients.athena, "SELECT nope FROM default.tweets").run(lambda _: None)
