"""With the network cut off the lab starts, and works: nothing in it asks for anything outside."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

import pytest

from tests.containers.stack import IMAGE, Stack, inspect, run, wait_until

CUT_OFF = "networks: {lab: {internal: true}}\n"
COUNT = """
import boto3
print(len(boto3.client("s3", endpoint_url="http://localstack:4566", region_name="us-east-1",
    aws_access_key_id="test", aws_secret_access_key="test")
    .list_objects_v2(Bucket="tweets-000000000000").get("Contents", [])))
"""
OUT = """
import socket
try:
    socket.create_connection(("192.0.2.1", 80), timeout=2)
except OSError as error:
    print(type(error).__name__, error)
"""


def test_the_whole_lab_starts_without_a_way_out(images: None) -> None:
    with Stack(override=CUT_OFF) as stack:
        assert re.match("TimeoutError|OSError.*unreachable", stack.python("localstack", OUT))
        wait_until(lambda: int(stack.python("localstack", COUNT)) >= 3, "no tweets arrive")
        assert stack.state("bootstrap")["ExitCode"] == 0


@pytest.fixture
def alone(images: None) -> Iterator[str]:
    name = f"nuage-test-alone-{uuid.uuid4().hex[:8]}"
    closed = ["--network", "none", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"]
    run("docker", "run", "--detach", "--name", name, *closed, "--tmpfs", "/tmp:exec", f"{IMAGE}:lab")
    yield name
    run("docker", "rm", "--force", "--volumes", name)


def test_the_image_starts_with_no_network_at_all(alone: str) -> None:
    wait_until(lambda: inspect(alone)["State"]["Health"]["Status"] == "healthy", "it did not become healthy")
    assert "Traceback" not in run("docker", "logs", alone)
    run("docker", "stop", "--time", "5", alone)
    assert inspect(alone)["State"]["ExitCode"] == 0
