"""The tweet server as a function: its zip, its resources, its options."""

from __future__ import annotations

import json
import subprocess
import zipfile
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bootstrap import labs
from bootstrap.clients import Clients, Place
from bootstrap.commands import Start, bootstrap
from bootstrap.package import pins
from bootstrap.plan import Plan
from bootstrap.settings import load
from bootstrap.tweets_package import build_tweets
from mock_tweet_server.stream import tweet
from tests.unit.bootstrap.test_package import PYTHONS

ROOT = Path(__file__).parents[3]
PLACE = Place("111122223333", "eu-west-3", "aws", "http://127.0.0.1:9")
EVENT = {
    "version": "2.0",
    "rawPath": "/tweet",
    "rawQueryString": "",
    "headers": {"host": "a.example"},
    "requestContext": {
        "timeEpoch": 1_700_000_059_999,
        "http": {"method": "GET", "sourceIp": "192.0.2.1", "protocol": "HTTP/1.1"},
    },
    "isBase64Encoded": False,
}


@pytest.fixture(scope="module")
def task(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tweets")
    build_tweets(folder / "tweets.zip")
    with zipfile.ZipFile(folder / "tweets.zip") as archive:
        archive.extractall(folder / "task")
    return folder / "task"


def test_the_pins_are_the_locks() -> None:
    found = pins(ROOT / "mock_tweet_server" / "requirements.txt")
    assert found == {name: version(name) for name in found}
    assert list(found) == sorted(found)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = build_tweets(tmp_path / "a.zip"), build_tweets(tmp_path / "b.zip")
    assert one.sha256 == two.sha256
    assert one.size < 10_000_000
    assert not [name for name in one.files if name.endswith((".so", ".pyc", ".pyd"))]
    assert [name for name in one.files if name.startswith("nuage/")] == [
        "nuage/__init__.py",
        "nuage/clock.py",
    ]


@pytest.mark.parametrize("python", PYTHONS)
def test_it_answers_with_nothing_but_its_zip(task: Path, python: str) -> None:
    code = f"""
import json, sys
sys.path.insert(0, {str(task)!r})
from mock_tweet_server.on_lambda import handler
print(json.dumps(handler(json.loads({json.dumps(EVENT)!r}), None)))
"""
    # isolated: neither this environment's packages nor its variables
    done = subprocess.run([python, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert (answer["statusCode"], answer["headers"]["cache-control"]) == (200, "no-store")
    assert json.loads(answer["body"]) == json.loads(json.dumps(tweet(42, 1_700_000_040)))


def plan_of(*overrides: str, tweet_url: str = "") -> Plan:
    settings = replace(load(overrides=overrides), tweet_url=tweet_url)
    return labs.compose("tp2", settings.fill(PLACE.account, PLACE.region), PLACE)


def test_it_comes_before_the_function_that_it_feeds() -> None:
    labels = [resource.label for resource in plan_of("tweets=lambda").resources]
    assert labels[:7] == [
        "log group /aws/lambda/tweet-server",
        "role tweet-server-role",
        "policy AWSLambdaBasicExecutionRole on tweet-server-role",
        "function tweet-server",
        "function URL of tweet-server",
        "permission FunctionURLAllowPublicAccess on tweet-server",
        "permission FunctionURLInvokeAllowPublicAccess on tweet-server",
    ]
    assert labels[7:] == [resource.label for resource in plan_of(tweet_url="http://a.example").resources]


def test_destroy_looks_for_it_whoever_served_the_tweets() -> None:
    plan = labs.to_destroy("all", load().fill(PLACE.account, PLACE.region), PLACE)
    assert "function tweet-server" in [resource.label for resource in plan.leftovers]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["plan"], "With --tweets lambda the tweet server becomes a function, too."),
        (
            ["plan", "--tweets", "lambda", "--tweet-url", "http://a.example"],
            "the tweets come from a function of ours (tweets = lambda), or from http://a.example: leave",
        ),
        (["plan", "--set", "tweets=elsewhere"], "tweets is 'elsewhere'; expected server or lambda"),
    ],
)
def test_bad_choices_are_told_before_anybody_is_asked(arguments: list[str], text: str) -> None:
    done = CliRunner(env={"TWEET_URL": ""}).invoke(bootstrap, arguments)
    assert (done.exit_code, text in done.output) == (2, True), done.output


def test_plan_says_what_comes_and_what_is_next(clients: Clients) -> None:
    start = Start(clients=lambda _: clients, tweet_url="http://127.0.0.1:5002/tweet")
    done = CliRunner(env={"TWEET_URL": ""}).invoke(bootstrap, ["plan", "--tweets", "lambda"], obj=start)
    assert done.exit_code == 0, done.output
    assert "+ function URL of tweet-server: would be created" in done.output
    assert done.output.endswith(
        "19 to create, 0 to change, 1 already there. Next: python -m bootstrap apply --tweets lambda\n"
    )
