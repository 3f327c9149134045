"""DynamoDB Local, AWS's own stand-in, as a process; fetched by Maven, kept in the user's cache folder.

python -m tests.parity.dynamodb.local            fetches it, if Java and Maven are there
python -m tests.parity.dynamodb.local record     and writes its answers to tests/parity/dynamodb/recorded
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from botocore.exceptions import BotoCoreError

from tests.parity.dynamodb import recorder
from tests.parity.maven import Jars

VERSION = "2.6.1"
MAIN = "com.amazonaws.services.dynamodbv2.local.main.ServerRunner"
JARS = Jars(
    f"dynamodb-local-{VERSION}",
    [f"com.amazonaws:DynamoDBLocal:{VERSION}"],
    "python -m tests.parity.dynamodb.local",
)


def command(folder: Path, port: int) -> list[str]:
    """What runs it, in memory, on a port."""
    java = ["java", f"-Djava.library.path={folder}", "-cp", f"{folder}/*", MAIN]
    return [*java, "-inMemory", "-sharedDb", "-disableTelemetry", "-port", str(port)]


class DynamoDBLocal:
    """A running DynamoDB Local, in memory, on a free port of the loopback interface."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            command(folder, port),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        deadline = time.monotonic() + 60
        while True:
            try:
                recorder.connect(self.endpoint).list_tables()
            except BotoCoreError:
                assert time.monotonic() < deadline, "DynamoDB Local does not answer"
                time.sleep(0.1)
            else:
                return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)


def record() -> None:
    """Write down what it answers to every case."""
    with DynamoDBLocal(JARS.fetch()) as local:
        client = recorder.connect(local.endpoint)
        for group in recorder.GROUPS:
            recorder.write(group, VERSION, recorder.record(client, group))


if __name__ == "__main__":
    if sys.argv[1:] == ["record"]:
        record()
    else:
        sys.stdout.write(f"{JARS.fetch()}\n")
