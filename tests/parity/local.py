"""DynamoDB Local, AWS's own stand-in, as a process; fetched by Maven, kept in the user's cache folder.

python -m tests.parity.local            fetches it, if Java and Maven are there
python -m tests.parity.local record     and writes its answers to tests/parity/recorded
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import platformdirs
from botocore.exceptions import BotoCoreError

from tests.parity import recorder

VERSION = "2.6.1"
FOLDER = Path(platformdirs.user_cache_dir("nuage")) / f"dynamodb-local-{VERSION}"
MAIN = "com.amazonaws.services.dynamodbv2.local.main.ServerRunner"
POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>nuage</groupId><artifactId>parity</artifactId><version>1</version>
<dependencies><dependency><groupId>com.amazonaws</groupId><artifactId>DynamoDBLocal</artifactId>
<version>{VERSION}</version></dependency></dependencies></project>
"""


class NotThereError(RuntimeError):
    """DynamoDB Local cannot be run here; the text says why."""


def required() -> bool:
    """Whether its absence is a failure: NUAGE_REQUIRE=java."""
    return "java" in os.environ.get("NUAGE_REQUIRE", "").split(",")


def fetch() -> Path:
    """The folder with its jars, fetched if need be.

    :raises NotThereError: without Java or Maven, or when Maven fails
    """
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            raise NotThereError(f"there is no {program} on this machine")
    if not any(FOLDER.glob("DynamoDBLocal-*.jar")):
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "pom.xml").write_text(POM, encoding="utf-8")
        command = ["mvn", "--quiet", "dependency:copy-dependencies", f"-DoutputDirectory={FOLDER}"]
        done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode:
            raise NotThereError(f"Maven could not fetch DynamoDB Local: {done.stdout[-500:]}")
    return FOLDER


def find() -> Path:
    """The folder with its jars; fetched only when it is required.

    :raises NotThereError: when it is not there
    """
    if required():
        return fetch()
    if shutil.which("java") is None:
        raise NotThereError("there is no java on this machine")
    if not any(FOLDER.glob("DynamoDBLocal-*.jar")):
        raise NotThereError("DynamoDB Local is not fetched: python -m tests.parity.local")
    return FOLDER


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
    with DynamoDBLocal(fetch()) as local:
        client = recorder.connect(local.endpoint)
        for group in recorder.GROUPS:
            recorder.write(group, VERSION, recorder.record(client, group))


if __name__ == "__main__":
    if sys.argv[1:] == ["record"]:
        record()
    else:
        sys.stdout.write(f"{fetch()}\n")
