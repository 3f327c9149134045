"""bootstrap against the lab: repeatable, completing, reversible, and the same for an unmodified boto3."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bootstrap.clients import Clients, find_place
from bootstrap.plan import Plan, Tally, apply, compose, destroy, preview
from bootstrap.settings import load
from bootstrap.state import Found
from tests.conftest import Lab

# names of our own: other scenarios share the lab
NAMES = [
    "bucket=bootstrap-{account}",
    "results_bucket=bootstrap-results-{account}",
    "table=bootstrap_tweets",
    "role=bootstrap-role",
    "function=bootstrap-function",
    "rule=bootstrap-rule",
    # only `fire` and direct calls run it here
    "rate=rate(7 days)",
]
NOBODY = "http://127.0.0.1:9/tweet"


def quiet(_line: str) -> None:
    """Nobody listens."""


@pytest.fixture
def clients(lab: Lab) -> Clients:
    return Clients(lab.client)


@pytest.fixture
def plan(clients: Clients) -> Iterator[Plan]:
    place = find_place(clients)
    settings = replace(load(overrides=NAMES), tweet_url=NOBODY).fill(place.account, place.region)
    plan = compose(settings, place)
    yield plan
    destroy(plan, clients, quiet)


def test_apply_twice_then_destroy_twice(clients: Clients, plan: Plan) -> None:
    assert apply(plan, clients, quiet) == Tally(created=12, untouched=1)
    lines: list[str] = []
    assert apply(plan, clients, lines.append) == Tally(untouched=13), lines
    assert preview(plan, clients, quiet).acted == 0
    clients.s3.put_object(Bucket="bootstrap-000000000000", Key="tweets/1.json", Body=b"{}")
    assert destroy(plan, clients, quiet) == Tally(destroyed=12)
    assert destroy(plan, clients, quiet) == Tally(untouched=12)
    assert all(resource.look(clients).found is Found.MISSING for resource in plan.resources)


def test_a_half_made_state_is_completed(clients: Clients, plan: Plan) -> None:
    apply(Plan(plan.resources[:5]), clients, quiet)
    assert apply(plan, clients, quiet) == Tally(created=7, untouched=6)
    clients.events.disable_rule(Name="bootstrap-rule")
    clients.functions.update_function_configuration(FunctionName="bootstrap-function", Timeout=3)
    clients.functions.get_waiter("function_updated_v2").wait(FunctionName="bootstrap-function")
    lines: list[str] = []
    assert apply(plan, clients, lines.append) == Tally(changed=2, untouched=11)
    assert [line for line in lines if line.startswith("~")] == [
        "~ function bootstrap-function: changed: Timeout 3 → 10",
        "~ rule bootstrap-rule: changed: DISABLED → ENABLED",
    ]


def test_the_function_runs_and_says_what_is_wrong(clients: Clients, plan: Plan) -> None:
    apply(plan, clients, quiet)
    answer = clients.functions.invoke(FunctionName="bootstrap-function")
    assert answer["FunctionError"] == "Unhandled"
    error = json.loads(answer["Payload"].read())
    assert error["errorType"] == "TweetServerError"
    assert error["errorMessage"].startswith(f"Cannot reach {NOBODY}: check that the server runs")
    assert (
        "bootstrap-role"
        in clients.functions.get_function(FunctionName="bootstrap-function")["Configuration"]["Role"]
    )


def test_log_events_of_the_function_are_in_its_group(clients: Clients, plan: Plan) -> None:
    apply(plan, clients, quiet)
    clients.functions.invoke(FunctionName="bootstrap-function")
    deadline = time.monotonic() + 20
    messages: list[str] = []
    while not any(message.startswith("REPORT") for message in messages):
        assert time.monotonic() < deadline, messages
        events = clients.logs.filter_log_events(logGroupName="/aws/lambda/bootstrap-function")["events"]
        messages = [event["message"] for event in events]
    assert sum("[ERROR] TweetServerError" in message for message in messages) == 1


def test_python_m_bootstrap_reads_the_standard_configuration_alone(lab: Lab, plan: Plan) -> None:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "NUAGE_"))
    }
    environment |= {
        "AWS_ENDPOINT_URL": lab.endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "TWEET_URL": NOBODY,
        "PYTHONUTF8": "1",
    }

    def run(*arguments: str) -> str:
        options = [part for name in NAMES for part in ("--set", name)]
        command = [sys.executable, "-m", "bootstrap", *arguments, *options]
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
        return done.stdout

    output = run("apply")
    assert output.startswith(f"Account 000000000000, region us-east-1, at {lab.endpoint}\n")
    assert "12 created, 0 changed, 1 already there." in output
    assert run("plan").endswith("Nothing to do: everything is there as wanted.\n")
    assert "12 destroyed." in run("destroy")
