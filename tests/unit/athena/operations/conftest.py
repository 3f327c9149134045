"""An account with a call of it: time stands still, queries answer one row at once, Glue and S3 are dictionaries."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from nuage.athena import statements as s
from nuage.athena.api.call import Call, Operation
from nuage.athena.api.errors import AthenaError
from nuage.athena.errors import QueryError
from nuage.athena.executions import Execution, Outcome
from nuage.athena.lab import Lab, Limits
from nuage.athena.objects.store import ObjectStore
from nuage.athena.operations.table import OPERATIONS
from nuage.athena.run.context import Run
from nuage.athena.run.life import Life
from nuage.athena.session import AwsError, Session
from nuage.athena.state import State

NOW = 1_000.0
ACCOUNT, REGION = "000000000000", "us-east-1"
COLUMN = {"Name": "n", "Type": "integer"}


class AtOnce(Life):
    """Runs a query in the call that starts it; with `held`, leaves it in the queue."""

    held = False

    def begin(self, execution: Execution, session: Session, state: State) -> None:
        if not self.held:
            self.run(execution, session, state)


class Files:
    """S3: the bucket `results` is there."""

    def __init__(self) -> None:
        self.written: dict[str, bytes] = {}
        self.denied = False

    def put(self, bucket: str, key: str, body: bytes, _type: str = "") -> None:
        self.written[f"s3://{bucket}/{key}"] = body

    def get(self, bucket: str, key: str) -> bytes:
        if self.denied:
            raise AwsError("AccessDenied", "no")
        if f"s3://{bucket}/{key}" not in self.written:
            raise AwsError("NoSuchKey", "gone")
        return self.written[f"s3://{bucket}/{key}"]

    def any(self, bucket: str, prefix: str) -> bool:
        return any(name.startswith(f"s3://{bucket}/{prefix}") for name in self.written)

    def delete(self, bucket: str, key: str) -> None:
        del self.written[f"s3://{bucket}/{key}"]

    def location(self, bucket: str) -> None:
        if bucket != "results":
            raise AwsError("NoSuchBucket", "no")


TABLE = {
    "Name": "tweets",
    "CreateTime": 5.0,
    "TableType": "EXTERNAL_TABLE",
    "Parameters": {"k": "v"},
    "PartitionKeys": [{"Name": "day", "Type": "string"}],
    "StorageDescriptor": {
        "Columns": [{"Name": "id", "Type": "int", "Comment": "its id"}],
        "Location": "s3://data/tweets/",
        "InputFormat": "in",
        "OutputFormat": "out",
        "SerdeInfo": {"SerializationLibrary": "serde", "Parameters": {"ignore.malformed.json": "true"}},
    },
}


def glue(operation: str, **parameters: Any) -> dict[str, Any]:
    """A catalogue with the databases default and lab, and lab's tables; lists have a page an entry."""
    missing = AwsError("EntityNotFoundException", "Entity Not Found")
    at = int(parameters.get("NextToken", 0))
    if operation in ("GetTables", "GetTable") and parameters["DatabaseName"] != "lab":
        raise missing
    if operation == "GetDatabases":
        both = [{"Name": "default"}, {"Name": "lab", "Description": "of the lab", "Parameters": {"a": "b"}}]
        return {"DatabaseList": both[at : at + 1], **({"NextToken": "1"} if at == 0 else {})}
    if operation == "GetDatabase" and parameters["Name"] == "lab":
        return {"Database": {"Name": "lab"}}
    if operation == "GetTables":
        tables = [TABLE, {**TABLE, "Name": "tags"}]
        return {"TableList": tables[at : at + 1], **({"NextToken": "1"} if at == 0 else {})}
    if operation == "GetTable" and parameters["Name"] == "tweets":
        return {"Table": TABLE}
    raise missing


@dataclass
class Account:
    """Calls operations by their names, as the API does."""

    call: Call
    files: Files
    life: AtOnce
    tokens: Any = field(default_factory=itertools.count)

    def __call__(self, operation: str, **request: Any) -> dict[str, Any]:
        found: Operation = OPERATIONS[operation]
        return found(self.call, request)

    def start(self, sql: str = "SELECT 1 AS n", **more: Any) -> str:
        """Start a query, and give its id."""
        more.setdefault("ClientRequestToken", f"{next(self.tokens):032}")
        more.setdefault("ResultConfiguration", {"OutputLocation": "s3://results/out/"})
        made: str = self("StartQueryExecution", QueryString=sql, **more)["QueryExecutionId"]
        return made

    def refusal(self, operation: str, **request: Any) -> AthenaError:
        """The error that a call raises."""
        with pytest.raises(AthenaError) as caught:
            self(operation, **request)
        return caught.value


def answer(run: Run, statement: s.Statement) -> Outcome:
    """One row; a query that holds `fail` fails."""
    if "fail" in statement.sql:
        raise QueryError("DIVISION_BY_ZERO", "Division by zero")
    run.execution.measures.scanned = 10
    if isinstance(statement, s.Select):
        run.execution.measures.output_rows = 1
        return Outcome(columns=[COLUMN], header=True, suffix=".csv", body=b'"n"\n"1"\n', update_count=0)
    return Outcome()


@pytest.fixture
def account() -> Account:
    files = Files()
    life = AtOnce(Lab(Limits(workers=1)), monotonic=lambda: 5.0, wall=lambda: NOW, statement=answer)
    session = Session(ACCOUNT, REGION, glue, cast("ObjectStore", None), files)
    ids = (f"id-{n}" for n in itertools.count(1))
    new_id: Callable[[], str] = lambda: next(ids)  # noqa: E731
    return Account(Call(State(ACCOUNT, REGION, 0.0), session, life, new_id), files, life)
