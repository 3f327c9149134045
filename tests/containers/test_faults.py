"""What goes wrong in containers, and what the lab makes of it."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from nuage import clock
from tests.conftest import Lab
from tests.containers.stack import SERVERS, Stack, inspect, run, wait_until

BUCKET, FUNCTION = "tweets-000000000000", "store-tweet"
# PID 1 is the engine's init; its only child is the lab. SIGKILL leaves it no time for anything
KILL = """
import os, signal
os.kill(int(open("/proc/1/task/1/children").read().split()[0]), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def stack(images: None) -> Iterator[Stack]:
    """A stack for tests that break it; each leaves it whole."""
    with Stack() as stack:
        yield stack


def lab(stack: Stack) -> Lab:
    return Lab(stack.endpoint)


def stored(stack: Stack) -> set[str]:
    """The keys of all tweets that are in the bucket."""
    pages = lab(stack).client("s3").get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
    return {item["Key"] for page in pages for item in page.get("Contents", [])}


def more_arrive(stack: Stack, count: int = 2) -> None:
    before = stored(stack)
    wait_until(lambda: len(stored(stack) - before) >= count, "no more tweets arrive")


def state_of(stack: Stack) -> dict[str, Any]:
    """What the emulator says of the state that it keeps."""
    with urllib.request.urlopen(f"{stack.endpoint}/_nuage/health", timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)["state"]
    return found


def saved(stack: Stack) -> float:
    """When the state was last written down, in seconds since the epoch."""
    text = state_of(stack)["saved"]
    return datetime.fromisoformat(text).timestamp() if text else 0.0


def logged(stack: Stack, text: str) -> bool:
    events = lab(stack).client("logs").filter_log_events(logGroupName=f"/aws/lambda/{FUNCTION}")["events"]
    return any(text in event["message"] for event in events)


def test_the_tweet_server_goes_and_comes_back(stack: Stack) -> None:
    more_arrive(stack)
    stack.run("stop", "tweets")
    assert stack.state("tweets")["ExitCode"] == 0
    wait_until(lambda: logged(stack, "TweetServerError"), "the function does not say what is wrong")
    stack.run("start", "tweets")
    stack.wait_until_healthy("tweets")
    more_arrive(stack)


def test_one_that_is_killed_comes_back_by_itself(stack: Stack) -> None:
    """SIGKILL, as the kernel sends it to who takes too much memory."""
    more_arrive(stack)
    kept = stored(stack)
    now = clock.wall()
    wait_until(lambda: saved(stack) > now + 1, "the state is not kept")
    restarts = inspect(stack.container("localstack"))["RestartCount"]
    stack.python("localstack", KILL)
    wait_until(
        lambda: inspect(stack.container("localstack"))["RestartCount"] > restarts,
        "the restart policy did nothing",
    )
    stack.wait_until_healthy("localstack")
    assert kept <= stored(stack), "objects that were kept are gone"
    more_arrive(stack)  # rule, function, role and bucket are there again, and nobody ran bootstrap


def test_all_end_when_asked_to(stack: Stack) -> None:
    """Within the engine's ten seconds: it kills what takes longer, and the exit code tells."""
    more_arrive(stack)
    kept = stored(stack)
    stack.run("stop")
    assert {name: stack.state(name)["ExitCode"] for name in SERVERS} == {
        "localstack": 0,
        "tweets": 0,
    }
    stack.run("down")
    stack.run("up", "--wait", "--detach")
    assert kept <= stored(stack), "`down` without --volumes keeps the state"
    more_arrive(stack)


def test_bootstrap_is_interrupted_half_way_and_run_again(images: None) -> None:
    with Stack(services=SERVERS) as stack:
        for resource in ("role store-tweet-role: created", "function store-tweet: created"):
            name = f"{stack.project}-interrupted"
            stack.run("run", "--detach", "--name", name, "--no-deps", "bootstrap")
            wait_until(lambda: resource in run("docker", "logs", name), f"bootstrap never said {resource!r}")  # noqa: B023
            run("docker", "kill", name, code=None)  # on a busy machine it may have ended by now
            done = run("docker", "logs", name)
            run("docker", "rm", name)
            again = stack.run("run", "--rm", "--no-TTY", "bootstrap")
            made = [line for line in done.splitlines() if line.endswith(": created")]
            assert made
            assert [line for line in made if line in again.splitlines()] == [], "made a second time"
            more_arrive(stack)
            gone = stack.run("run", "--rm", "--no-TTY", "bootstrap", "python", "-m", "bootstrap", "destroy")
            assert "destroyed. Make it anew" in gone


# a volume in memory, of a size that a test can fill
FULL = """
volumes:
  state: {driver_opts: {type: tmpfs, device: tmpfs, o: "size=24m,uid=10001,gid=10001,mode=0700"}}
"""


def test_a_full_volume_is_an_error_and_not_the_end(images: None) -> None:
    """S3 says that there is no room, what is there stays, and all goes on once there is room again."""
    with Stack(override=FULL, services=SERVERS) as stack:
        s3: Any = lab(stack).client("s3")
        s3.create_bucket(Bucket="full")
        s3.put_object(Bucket="full", Key="small", Body=b"here before")
        written = 0

        def fill() -> None:
            nonlocal written
            while written < 20:
                s3.put_object(Bucket="full", Key=f"large/{written}", Body=b"x" * 4_000_000)
                written += 1

        with pytest.raises(ClientError) as refused:
            fill()
        assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] >= 500
        assert written > 0
        assert s3.get_object(Bucket="full", Key="small")["Body"].read() == b"here before"
        assert s3.get_object(Bucket="full", Key="large/0")["Body"].read() == b"x" * 4_000_000
        for number in range(written):
            s3.delete_object(Bucket="full", Key=f"large/{number}")

        def there_is_room() -> bool:
            try:
                s3.put_object(Bucket="full", Key="after", Body=b"y" * 4_000_000)
            except ClientError:
                return False
            return True

        # bodies go once a state without them is written down
        wait_until(there_is_room, "what was deleted still takes room")
        assert s3.get_object(Bucket="full", Key="after")["ContentLength"] == 4_000_000
        wait_until(lambda: "error" not in state_of(stack), "the state is not kept again")
        assert stack.state("localstack")["Health"]["Status"] == "healthy"
        assert inspect(stack.container("localstack"))["RestartCount"] == 0


def test_lab_time_goes_on_when_a_server_is_restarted(stack: Stack) -> None:
    """At 60: the clock's second of origin outlives each of the two servers, and not both."""
    origin = stack.python("tweets", "print(open('/run/clock/origin').read())").strip()
    begun = clock.wall()
    stack.run("restart", "localstack")
    stack.wait_until_healthy("localstack")
    health = json.loads(
        stack.python(
            "tweets",
            "import urllib.request; print(urllib.request.urlopen('http://localstack:4566/_nuage/health').read().decode())",
        )
    )
    assert health["clock_origin"] == float(origin) < begun
    stack.run("down")  # the volume of the clock is in memory
    stack.run("up", "--wait", "--detach")
    # lab time stood still meanwhile: it goes on from where it was kept
    later = float(stack.python("tweets", "print(open('/run/clock/origin').read())"))
    assert later > float(origin)
