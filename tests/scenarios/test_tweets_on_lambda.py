"""`bootstrap --tweets lambda`: the tweet server as a function with a URL, and the function that it feeds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import requests

from bootstrap import labs
from bootstrap.clients import Clients, find_place
from bootstrap.function_url import url_of
from bootstrap.plan import Plan, Tally, apply, destroy, preview
from bootstrap.settings import load
from mock_tweet_server.stream import MINUTE, tweet
from tests.conftest import Lab

# names of our own: other scenarios share the lab
NAMES = [
    "bucket=fed-{account}",
    "results_bucket=fed-results-{account}",
    "tweets_table=fed_tweets",
    "role=fed-role",
    "function=fed-function",
    "rule=fed-rule",
    "rate=rate(7 days)",
    "tweet_server=fed-tweets",
    "tweet_server_role=fed-tweets-role",
    "tweets_seed=7",
]
# of the lab sheet's own resources, and of those that --tweets lambda adds
PIPELINE, SERVER = 12, 7


@pytest.fixture(scope="module")
def clients(lab: Lab) -> Clients:
    return Clients(lab.client)


def plan_of(clients: Clients, tweets: str, tweet_url: str = "") -> Plan:
    place = find_place(clients)
    settings = replace(load(overrides=NAMES), tweets=tweets, tweet_url=tweet_url)
    return labs.compose("tp2", settings.fill(place.account, place.region), place)


def leftovers(clients: Clients) -> Plan:
    place = find_place(clients)
    return labs.to_destroy("tp2", load(overrides=NAMES).fill(place.account, place.region), place)


def quiet(_line: str) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def applied(clients: Clients) -> Iterator[list[str]]:
    plan = plan_of(clients, "lambda")
    lines: list[str] = []
    assert preview(plan, clients, quiet).created == PIPELINE + SERVER
    assert apply(plan, clients, lines.append) == Tally(created=PIPELINE + SERVER, untouched=1)
    yield lines
    destroy(leftovers(clients), clients, quiet)


@pytest.fixture(scope="module")
def url(applied: list[str], clients: Clients) -> str:
    found = url_of(clients, "fed-tweets")
    assert found is not None
    return found


def test_apply_again_changes_nothing(applied: list[str], clients: Clients) -> None:
    lines: list[str] = []
    assert apply(plan_of(clients, "lambda"), clients, lines.append) == Tally(
        untouched=PIPELINE + SERVER + 1
    ), lines


def test_the_url_answers_a_tweet_of_the_stream(url: str) -> None:
    answer = requests.get(f"{url}tweet", timeout=30)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json; charset=utf-8")
    assert answer.headers["Cache-Control"] == "no-store"
    # the id of a tweet is the epoch second of its lab minute: the seed says the rest
    minute = answer.json()["id"]
    assert minute % MINUTE == 0
    assert answer.json() == json.loads(json.dumps(tweet(7, minute)))


def test_its_clock_is_the_labs(url: str, lab: Lab) -> None:
    health = requests.get(f"{url}health", timeout=30).json()
    overview: dict[str, Any] = requests.get(f"{lab.endpoint}/_nuage/rules", timeout=30).json()
    assert abs(health["minute"] - requests.get(f"{url}health", timeout=30).json()["minute"]) <= 3600
    assert health["lab_time"][:10] <= overview["now"][:10]
    assert (health["status"], health["seed"], health["speed"]) == ("ok", 7, None)


def test_errors_are_the_servers_own(url: str) -> None:
    missing = requests.get(f"{url}nothing", timeout=30)
    assert (missing.status_code, missing.json()["error"]) == (404, "Not Found")
    refused = requests.post(f"{url}tweet", timeout=30)
    assert (refused.status_code, "GET" in refused.headers["Allow"]) == (405, True)


def test_the_function_stores_a_tweet_that_it_fetched_there(url: str, clients: Clients) -> None:
    requests.get(f"{url}tweet", timeout=30)  # a cold start may take longer than the function waits
    configuration = clients.functions.get_function_configuration(FunctionName="fed-function")
    assert configuration["Environment"]["Variables"]["TWEET_URL"] == f"{url}tweet"
    answer = json.load(clients.functions.invoke(FunctionName="fed-function")["Payload"])
    stored = json.load(clients.s3.get_object(Bucket=answer["bucket"], Key=answer["key"])["Body"])
    assert stored == json.loads(json.dumps(tweet(7, stored["id"])))


def test_a_lost_url_is_made_again_and_the_function_told(applied: list[str], clients: Clients) -> None:
    clients.functions.delete_function_url_config(FunctionName="fed-tweets")
    lines: list[str] = []
    preview(plan_of(clients, "lambda"), clients, lines.append)
    assert "+ function URL of fed-tweets: would be created" in lines
    (function,) = [line for line in lines if line.startswith("~")]
    assert function.endswith("TWEET_URL=(the URL of fed-tweets)")
    assert apply(plan_of(clients, "lambda"), clients, quiet) == Tally(created=1, changed=1, untouched=18)
    assert requests.get(f"{url_of(clients, 'fed-tweets')}health", timeout=30).status_code == 200


def test_a_statement_that_was_changed_is_mended(applied: list[str], clients: Clients) -> None:
    name, statement = "fed-tweets", "FunctionURLAllowPublicAccess"
    clients.functions.remove_permission(FunctionName=name, StatementId=statement)
    clients.functions.add_permission(
        FunctionName=name, StatementId=statement, Action="lambda:InvokeFunctionUrl", Principal="111122223333"
    )
    assert requests.get(f"{url_of(clients, name)}health", timeout=30).status_code == 403
    assert apply(plan_of(clients, "lambda"), clients, quiet) == Tally(changed=1, untouched=19)
    assert requests.get(f"{url_of(clients, name)}health", timeout=30).status_code == 200


def test_destroy_takes_it_away_and_apply_with_a_server_leaves_it(clients: Clients) -> None:
    apply(plan_of(clients, "lambda"), clients, quiet)
    lines: list[str] = []
    # from a function to a server elsewhere: the function is told, the other function stays until destroy
    apply(plan_of(clients, "server", "http://127.0.0.1:9/tweet"), clients, lines.append)
    (changed,) = [line for line in lines if line.startswith("~")]
    assert changed.endswith("TWEET_URL=http://127.0.0.1:9/tweet")
    assert destroy(leftovers(clients), clients, quiet).destroyed == PIPELINE + SERVER
    assert destroy(leftovers(clients), clients, quiet) == Tally(untouched=PIPELINE)
    assert url_of(clients, "fed-tweets") is None
