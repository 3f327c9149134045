"""The stack does what the embedded lab does: tweets arrive, addresses lead back, clocks agree."""

from __future__ import annotations

import json
import re
import urllib.request
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import Lab
from tests.containers.stack import Stack, wait_until
from tests.scenarios.functions import Function

BUCKET, FUNCTION = "tweets-000000000000", "store-tweet"
# run inside: a client of the neighbour, as a container's own code would make it
INSIDE = """
import json, urllib.request
import boto3
make = lambda name: boto3.client(name, endpoint_url="http://localstack:4566", region_name="us-east-1",
                                 aws_access_key_id="test", aws_secret_access_key="test")
def fetch(url):
    return urllib.request.urlopen(url, timeout=10).read()
"""


@pytest.fixture(scope="module")
def outside(compose_lab: Stack) -> Lab:
    return Lab(compose_lab.endpoint)


def tweets(lab: Lab) -> list[dict[str, Any]]:
    """What the function has stored, in the order of lab time."""
    s3 = lab.client("s3")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
    keys = [item["Key"] for page in pages for item in page.get("Contents", [])]
    found = [json.loads(s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()) for key in keys]
    return sorted(found, key=lambda tweet: int(tweet["id"]))


def test_a_tweet_arrives_every_lab_minute(outside: Lab) -> None:
    begun = len(tweets(outside))
    wait_until(lambda: len(tweets(outside)) >= begun + 5, "no tweets arrive")
    ids = [tweet["id"] for tweet in tweets(outside)]
    assert all(number % 60 == 0 for number in ids)
    # a function that starts late stores the tweet of the minute by then; none is stored before its time
    now = json.load(urllib.request.urlopen(f"{outside.endpoint}/_nuage/health", timeout=10))["lab_time"]
    assert max(ids) <= datetime.fromisoformat(now).timestamp()


def test_the_function_reaches_the_tweet_server_by_its_name(outside: Lab) -> None:
    configuration = outside.client("lambda").get_function_configuration(FunctionName=FUNCTION)
    assert configuration["Environment"]["Variables"]["TWEET_URL"] == "http://tweets:5002/tweet"


def test_bootstrap_has_ended_well_and_may_be_run_again(compose_lab: Stack) -> None:
    state = compose_lab.state("bootstrap")
    assert (state["Status"], state["ExitCode"]) == ("exited", 0)
    again = compose_lab.run("run", "--rm", "--no-TTY", "bootstrap")
    assert "Nothing changed: everything was there as wanted." in again


def test_both_servers_have_one_clock(compose_lab: Stack) -> None:
    """They share no process, but the second at which lab time began."""
    lab = json.load(urllib.request.urlopen(f"{compose_lab.endpoint}/_nuage/health", timeout=10))
    written = compose_lab.python("tweets", "print(open('/run/clock/origin').read())")
    assert lab["speed"] == 60
    assert lab["clock_origin"] == float(written)


def test_what_is_well_says_so_in_full(compose_lab: Stack) -> None:
    lab = json.load(urllib.request.urlopen(f"{compose_lab.endpoint}/_nuage/health", timeout=10))
    assert lab["status"] == "ready"
    assert set(lab["plugins"].values()) <= {"running", "available"}


def test_addresses_of_queues_lead_back_for_everybody(compose_lab: Stack, outside: Lab) -> None:
    own = outside.client("sqs").create_queue(QueueName="addressed")["QueueUrl"]
    assert urlsplit(own).netloc == urlsplit(outside.endpoint).netloc
    code = INSIDE + "print(make('sqs').get_queue_url(QueueName='addressed')['QueueUrl'])"
    theirs = compose_lab.python("logs", code).strip()
    assert urlsplit(theirs).netloc == "localstack:4566"
    outside.client("sqs").send_message(QueueUrl=own, MessageBody="hello")
    received = compose_lab.python(
        "logs", INSIDE + f"print(make('sqs').receive_message(QueueUrl={theirs!r})['Messages'][0]['Body'])"
    )
    assert received.strip() == "hello"


def test_presigned_addresses_lead_back_for_everybody(compose_lab: Stack, outside: Lab) -> None:
    s3 = outside.client("s3")
    s3.create_bucket(Bucket="presigned")
    s3.put_object(Bucket="presigned", Key="a key/é.txt", Body=b"hello")
    where = {"Bucket": "presigned", "Key": "a key/é.txt"}
    with urllib.request.urlopen(s3.generate_presigned_url("get_object", Params=where), timeout=10) as answer:
        assert answer.read() == b"hello"
    code = f"print(fetch(make('s3').generate_presigned_url('get_object', Params={where!r})).decode())"
    assert compose_lab.python("logs", INSIDE + code).strip() == "hello"


def test_a_functions_code_can_be_fetched_by_everybody(compose_lab: Stack, outside: Lab) -> None:
    location = outside.client("lambda").get_function(FunctionName=FUNCTION)["Code"]["Location"]
    with urllib.request.urlopen(location, timeout=10) as answer:
        size = len(answer.read())
    code = f"print(len(fetch(make('lambda').get_function(FunctionName='{FUNCTION}')['Code']['Location'])))"
    assert int(compose_lab.python("logs", INSIDE + code)) == size > 100_000


def test_the_functions_log_is_in_the_composes_log(compose_lab: Stack) -> None:
    wait_until(
        lambda: f"Stored s3://{BUCKET}/tweets/" in compose_lab.run("logs", "--no-log-prefix", "logs"),
        "the function's log does not show",
    )


def test_the_second_lab_and_a_shell_are_a_profile_away(compose_lab: Stack) -> None:
    made = compose_lab.run("run", "--rm", "--no-TTY", "bootstrap-tp4")
    assert "table battle-royale: created" in made
    asked = compose_lab.run(
        "run", "--rm", "--no-TTY", "tools", "python", "-m", "queries.dynamodb.user", "johnsonscott"
    )
    assert "johnsonscott" in asked
    counted = compose_lab.run(
        "run",
        "--rm",
        "--no-TTY",
        "tools",
        "nuage",
        "query",
        "--csv",
        "SELECT count(*) AS n FROM default.tweets",
    )
    assert int(re.findall(r'^"?(\d+)"?$', counted, re.MULTILINE)[-1]) > 0


# what a function finds of the container: its own code that it cannot change, and no way out
FUNCTION_LOOK = """
import os
from pathlib import Path
def lambda_handler(event, context):
    task = Path(os.environ["LAMBDA_TASK_ROOT"])
    try:
        (task / "lambda_function.py").write_text("changed")
        changed = True
    except OSError:
        changed = False
    own = Path(os.environ["TMPDIR"] if "TMPDIR" in os.environ else "/tmp", "probe")
    own.write_text("x")
    return {"uid": os.getuid(), "changed": changed, "socket": Path("/var/run/docker.sock").exists(),
            "task": str(task), "status": [line for line in Path("/proc/self/status").read_text().splitlines()
                                          if line.startswith(("CapEff", "NoNewPrivs"))]}
"""


def test_functions_are_processes_without_rights(outside: Lab) -> None:
    function = Function(outside, FUNCTION_LOOK)
    found = function.call({})
    assert found["uid"] == 10001
    assert found["changed"] is False
    assert found["socket"] is False
    assert found["status"] == ["CapEff:\t0000000000000000", "NoNewPrivs:\t1"]
    # Docker's default profile allows no mount namespace: docs/containers.md says what follows
    assert found["task"].startswith("/tmp/")
