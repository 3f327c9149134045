"""A table for clients to read, and a way to call them in their own environment."""

from __future__ import annotations

import json
import os
import subprocess
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.clients import environment
from tests.conftest import Lab

RUN = Path(__file__).with_name("scripts") / "run.py"
PATIENCE = 100  # seconds for a script

Call = Callable[..., Any]
"""call("cursors", "plain") runs the function `plain` of scripts/cursors.py and gives what it returned."""


@dataclass(frozen=True)
class World:
    """What a script is told: names, and nothing of where the lab is."""

    database: str
    data: str  # a bucket
    results: str  # another one
    folder: str  # of local files


@pytest.fixture(scope="session")
def python() -> Path:
    """The interpreter of the clients' environment."""
    try:
        return environment.find()
    except environment.NotThereError as reason:
        (pytest.fail if environment.required() else pytest.skip)(str(reason))


@pytest.fixture
def world(lab: Lab, python: Path, tmp_path: Path) -> World:
    """A database `db_…` with a table `t` of five rows, and two buckets."""
    made = uuid.uuid4().hex[:8]
    found = World(f"db_{made}", f"data-{made}", f"results-{made}", str(tmp_path))
    s3, glue = lab.client("s3"), lab.client("glue")
    s3.create_bucket(Bucket=found.data)
    s3.create_bucket(Bucket=found.results)
    for n in range(5):
        row = {"id": n, "text": f"é {n}", "score": n / 2, "tags": ["a", "b"]}
        s3.put_object(Bucket=found.data, Key=f"t/{n}.json", Body=json.dumps(row))
    glue.create_database(DatabaseInput={"Name": found.database})
    columns = (("id", "int"), ("text", "string"), ("score", "double"), ("tags", "array<string>"))
    glue.create_table(
        DatabaseName=found.database,
        TableInput={
            "Name": "t",
            "TableType": "EXTERNAL_TABLE",
            "StorageDescriptor": {
                "Columns": [{"Name": name, "Type": kind} for name, kind in columns],
                "Location": f"s3://{found.data}/t/",
                "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
                "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                "SerdeInfo": {"SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe"},
            },
        },
    )
    return found


@pytest.fixture
def call(lab: Lab, python: Path, world: World) -> Call:
    """Runs a script with the endpoint and dummy keys in its environment, and with nothing else of AWS's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "NUAGE_"))}
    variables = kept | {
        "AWS_ENDPOINT_URL": lab.endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        # a real account that is configured must never be asked
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "PYTHONUTF8": "1",
    }

    def run(script: str, function: str) -> Any:
        done = subprocess.run(
            [str(python), "-P", str(RUN), script, function, json.dumps(asdict(world))],
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
