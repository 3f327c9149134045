"""Commands where no lab runs, and what they say when one does."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest

from bootstrap.clients import lab_clients
from bootstrap.commands import Start
from nuage.cli import bootstrap, status
from nuage.lab import http, running
from nuage.lab.clients import make_client
from nuage.lab.record import Folder
from nuage.settings import load
from tests.unit.cli.conftest import Run
from tests.unit.lab.test_record import RECORD


@pytest.mark.parametrize("arguments", [["status"], ["fire", "every-minute"], ["logs"]])
def test_no_lab_is_told_with_what_starts_one(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.output.startswith("Error: No lab answers at http://127.0.0.1:")
    assert "`nuage up` starts one" in result.output


def test_down_where_nothing_runs_says_so(run: Run) -> None:
    result = run("down", "--port", "4999")
    assert result.exit_code == 0
    assert result.output == "No lab of yours is running on port 4999. `nuage up` starts one.\n"
    assert run("down", "--all").output == "No lab of yours is running. `nuage up` starts one.\n"


def test_down_names_the_lab_on_another_port(run: Run) -> None:
    folder = Folder.of(replace(load(), port=4998))
    folder.make()
    folder.write(replace(RECORD, port=4998))
    assert "There is one on port 4998: give --port or --all." in run("down").output


def test_detach_and_for_exclude_each_other(run: Run) -> None:
    result = run("up", "--detach", "--for", "1")
    assert result.exit_code == 2
    assert "--for ends a lab in the foreground: leave out --detach." in result.output


def test_a_home_that_cannot_be_written_to_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NUAGE_HOME", str(tmp_path / "file"))
    result = run("up", "--tweets-port", "0")
    assert result.exit_code == 2
    assert "cannot be written to" in result.output
    assert "NUAGE_HOME" in result.output


def test_env_prints_exports(run: Run) -> None:
    output = run("env", "--port", "4999").output.splitlines()
    assert output[0] == '# run: eval "$(nuage env --port 4999)"'
    assert "export AWS_ENDPOINT_URL=http://127.0.0.1:4999" in output
    assert "unset AWS_PROFILE" in output
    output = run("env", "--shell", "fish", "--unset").output.splitlines()
    assert output[0] == "# run: nuage env --unset --shell fish | source"
    assert "set -e AWS_ENDPOINT_URL" in output


def test_env_writes_a_profile_once(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config, credentials = tmp_path / "config", tmp_path / "credentials"
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(credentials))
    output = run("env", "--profile").output
    assert output.startswith(f"Wrote the profile nuage to {config}. All else in it is as it was.\n")
    before = config.read_bytes(), credentials.read_bytes()
    assert run("env", "--profile").output.startswith(
        f"The profile nuage is in {config} and {credentials} already."
    )
    assert (config.read_bytes(), credentials.read_bytes()) == before


def test_logs_of_a_server(run: Run) -> None:
    folder = Folder.of(load())
    result = run("logs", "--emulator")
    assert result.exit_code == 2
    assert result.output.endswith("`nuage up` begins one.\n")
    folder.make()
    folder.log("emulator").write_text("one\ntwo\nthree")
    assert run("logs", "--emulator").output == "one\ntwo\nthree\n"
    assert run("logs", "--emulator", "-n", "1").output == "three\n"
    assert run("logs", "--emulator", "store-tweet").exit_code == 2


def test_doctor_reports_as_json(run: Run) -> None:
    result = run("doctor", "--tweets-port", "0", "--json")
    assert result.exit_code == 0
    found = json.loads(result.output)
    assert {"name": "loopback", "verdict": "ok", "text": "127.0.0.1 answers", "mend": ""} in found


def test_doctor_fails_when_something_does(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NUAGE_HOME", str(tmp_path / "file"))
    result = run("doctor", "--tweets-port", "0")
    assert result.exit_code == 2
    assert "fail  home: " in result.output
    assert "checks failed: mend them in order, then run `nuage doctor` again." in result.output


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a lab would answer; the test fills it in."""
    given: dict[str, Any] = {}
    monkeypatch.setattr(running, "answers", lambda _: True)
    monkeypatch.setattr(http, "call", lambda url, **_: given.update(url=url) or given["answer"])
    return given


def test_fire_says_how_each_target_took_it(run: Run, answer: dict[str, Any]) -> None:
    answer["answer"] = http.Answer(200, {"rule": "r", "targets": [{"id": "t", "status": "delivered"}]})
    result = run("fire", "a rule", "--port", "4999")
    assert result.exit_code == 0
    assert result.output.startswith("a rule → t: delivered\n")
    assert answer["url"] == "http://127.0.0.1:4999/_nuage/rules/a%20rule/fire?region=us-east-1"


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            http.Answer(404, {"error": "no rule named r in us-east-1"}),
            "Error: no rule named r in us-east-1. `nuage",
        ),
        (http.Answer(200, {"rule": "r", "targets": []}), "Error: The rule r has no targets: add one"),
        (
            http.Answer(200, {"rule": "r", "targets": [{"id": "t", "status": "failed", "error": "no"}]}),
            "r → t: failed: no\nError: 1 of 1 targets failed.",
        ),
        (http.Answer(404, None), "Error: http://127.0.0.1:"),
        (None, "Error: http://127.0.0.1:"),
    ],
)
def test_fire_says_what_went_wrong(
    run: Run, answer: dict[str, Any], given: http.Answer | None, line: str
) -> None:
    answer["answer"] = given
    result = run("fire", "r")
    assert result.exit_code == 2
    assert result.output.startswith(line)


def test_status_in_words() -> None:
    found = {
        "endpoint": "http://e",
        "lab": "tp2",
        "tweets": "http://t",
        "tweets_healthy": False,
        "processes": {"emulator": 7},
        "lab_time": "12:00:00",
        "speed": 60.0,
        "versions": {"nuage": "1.2", "localstack": "4.13.1", "python": "3.13.1"},
        "state": {"folder": "/s", "saved": None, "pending": False},
        "rules": [
            {
                "name": "r",
                "expression": "rate(1 minute)",
                "state": "ENABLED",
                "next_run": "soon",
                "last_error": "no",
            }
        ],
        "bucket": "b",
        "stored": 2,
        "last_stored": "k",
        "invocations": 3,
        "errors": 1,
        "last_error": "[ERROR] x",
    }
    assert status.describe(found) == [
        ("AWS emulator", "well at http://e (process 7)"),
        (
            "tweet server",
            "does not answer at http://t: `nuage up --fresh` starts both anew, `nuage tweets` it alone",
        ),
        ("lab time", "12:00:00 UTC, speed 60"),
        ("version", "Nuage 1.2, LocalStack 4.13.1, Python 3.13.1"),
        ("state", "kept in /s"),
        ("rule", "r  rate(1 minute)  ENABLED  next at soon  last error: no"),
        ("tweets stored", "2 in s3://b, the last is k"),
        ("invocations", "3, 1 errors"),
        ("last error", "[ERROR] x   (`nuage logs` has all of it)"),
    ]
    empty = found | {
        "rules": [],
        "stored": 0,
        "last_stored": None,
        "last_error": None,
        "tweets_healthy": True,
        "state": "memory",
        "versions": {},
    }
    lines = dict(status.describe(empty))
    assert lines["state"] == "in memory: gone when the lab stops"
    assert lines["version"] == "unknown: it does not answer /_nuage/health"
    full = empty | {"state": {"folder": "/s", "error": "OSError: [Errno 28] No space left on device"}}
    assert dict(status.describe(full))["state"] == (
        "NOT kept in /s: OSError: [Errno 28] No space left on device"
    )
    assert status.describe(empty)[-1] == ("next", "`nuage bootstrap apply` creates bucket, function and rule")


def test_status_of_the_second_lab_in_words() -> None:
    found = {
        "endpoint": "http://e",
        "lab": "tp4",
        "processes": {"emulator": 7},
        "lab_time": "12:00:00",
        "speed": 1.0,
        "versions": {"nuage": "0.1.0", "localstack": "4.13.1", "python": "3.13.0"},
        "state": "memory",
        "table": "battle-royale",
        "items": 835,
        "indexes": {"InvertedIndex": "ACTIVE"},
        "bucket": "b",
        "objects": 2,
        "versioned": True,
        "next": "add the index OpenGamesIndex",
    }
    assert status.describe(found) == [
        ("AWS emulator", "well at http://e (process 7)"),
        ("lab time", "12:00:00 UTC, speed 1"),
        ("version", "Nuage 0.1.0, LocalStack 4.13.1, Python 3.13.0"),
        ("state", "in memory: gone when the lab stops"),
        ("table", "battle-royale: 835 items"),
        ("index", "InvertedIndex  ACTIVE"),
        ("bucket", "s3://b: 2 objects, keeps versions"),
        ("next", "add the index OpenGamesIndex"),
    ]
    assert status.describe(found | {"items": None, "versioned": False})[4:7:2] == [
        ("table", "battle-royale: not there"),
        ("bucket", "s3://b: 2 objects, keeps no versions"),
    ]


@pytest.mark.parametrize(
    ("endpoint", "tweet_url", "standard"),
    [
        ("", "http://127.0.0.1:5002/tweet", False),
        ("http://127.0.0.1:4999", "http://127.0.0.1:5002/tweet", True),
        ("http://192.0.2.1:4566", "", True),
    ],
)
def test_bootstrap_goes_to_the_lab_unless_the_environment_says_otherwise(
    run: Run, monkeypatch: pytest.MonkeyPatch, endpoint: str, tweet_url: str, standard: bool
) -> None:
    starts: list[Start] = []

    @click.command()
    @click.pass_obj
    def look(start: Start) -> None:
        starts.append(start)

    monkeypatch.setitem(bootstrap.command.commands, "look", look)
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    assert run("bootstrap", "--port", "4999", "look").exit_code == 0
    (start,) = starts
    assert (start.tweet_url, start.clients is lab_clients) == (tweet_url, standard)
    assert start.command == "nuage bootstrap --port 4999"


def test_the_labs_clients_know_no_account_of_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.write_text(
        "[profile work]\nregion = eu-west-3\nendpoint_url = https://example.com\nuse_fips_endpoint = true\n"
    )
    for name, value in {
        "AWS_PROFILE": "work",
        "AWS_CONFIG_FILE": str(config),
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "real",
        "AWS_SESSION_TOKEN": "real",
        "AWS_ENDPOINT_URL_S3": "https://example.com",
        "AWS_USE_DUALSTACK_ENDPOINT": "true",
        "HTTP_PROXY": "http://proxy.example:3128",
    }.items():
        monkeypatch.setenv(name, value)
    client = make_client("http://127.0.0.1:4999", "us-east-1")("s3")
    assert client.meta.endpoint_url == "http://127.0.0.1:4999"
    assert client.meta.region_name == "us-east-1"
    credentials = client._get_credentials()
    assert (credentials.access_key, credentials.secret_key, credentials.token) == ("test", "test", None)
    assert client.meta.config.proxies == {}
