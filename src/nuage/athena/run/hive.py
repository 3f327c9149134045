"""Calls of the Data Catalog as Hive's DDL makes them, and Hive's words for what they refuse.

Texts: section 3.3 of the reference notes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nuage.athena.errors import HiveError
from nuage.athena.run.context import Run
from nuage.athena.session import AwsError
from nuage.athena.statements import Name

_TASK = "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. "


def task_error(message: str, error_type: int = 1006, reply: str | None = None) -> HiveError:
    """`FAILED: Execution Error, … DDLTask. message`."""
    return HiveError(_TASK + message, error_type, reply)


def no_database(name: str) -> HiveError:
    """SemanticException 10072."""
    return HiveError(f"FAILED: SemanticException [Error 10072]: Database does not exist: {name}")


def no_table(name: str) -> HiveError:
    """SemanticException 10001."""
    return HiveError(f"FAILED: SemanticException [Error 10001]: Table not found {name}")


def call(run: Run, operation: str, **parameters: Any) -> dict[str, Any]:
    """Call Glue for the caller.

    :raises HiveError: when the caller may not, or for what the executor did not expect
    :raises AwsError: EntityNotFoundException and AlreadyExistsException, which executors know how to word
    """
    try:
        return run.session.glue(operation, **parameters)
    except AwsError as error:
        if error.code in ("EntityNotFoundException", "AlreadyExistsException"):
            raise
        raise task_error(
            f"MetaException(message:{error.message} (Service: AmazonDataCatalog; Status Code: 400; "
            f"Error Code: {error.code}))"
        ) from error


def database(run: Run, name: str) -> dict[str, Any]:
    """The Database of Glue.

    :raises HiveError: when there is none
    """
    try:
        found: dict[str, Any] = call(run, "GetDatabase", Name=name)["Database"]
    except AwsError as error:
        raise no_database(name) from error
    return found


def table(run: Run, name: Name) -> dict[str, Any]:
    """The Table of Glue.

    :raises HiveError: when there is none
    """
    where = run.name(name)
    try:
        found: dict[str, Any] = call(run, "GetTable", DatabaseName=where.database, Name=where.table)["Table"]
    except AwsError as error:
        raise no_table(str(where)) from error
    return found


_INPUT = (
    "Name", "Description", "Owner", "Retention", "StorageDescriptor", "PartitionKeys",
    "ViewOriginalText", "ViewExpandedText", "TableType", "Parameters", "TargetTable",
)  # fmt: skip


def input_of(found: Mapping[str, Any]) -> dict[str, Any]:
    """The TableInput that would make a table again."""
    return {key: found[key] for key in _INPUT if found.get(key) is not None}


def update(run: Run, found: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """UpdateTable, and have the next query read the table anew."""
    call(run, "UpdateTable", DatabaseName=found["DatabaseName"], TableInput=dict(changed))
    forget(run, found["DatabaseName"], found["Name"])


def forget(run: Run, database_name: str, table_name: str) -> None:
    """Have the next query read a table anew."""
    session = run.session
    run.lab.cache.drop(f"{session.account}/{session.region}/{database_name}.{table_name}")
