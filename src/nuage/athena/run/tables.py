"""CREATE EXTERNAL TABLE, DROP TABLE, and ALTER TABLE of columns, properties and location."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nuage.athena import statements as s
from nuage.athena.ddl.glue import columns, table_input
from nuage.athena.executions import Outcome
from nuage.athena.run import hive
from nuage.athena.run.context import Run
from nuage.athena.session import AwsError


def create_table(run: Run, statement: s.CreateExternalTable) -> Outcome:
    """CREATE EXTERNAL TABLE."""
    name = run.name(statement.name)
    hive.database(run, name.database)
    try:
        hive.call(
            run, "CreateTable", DatabaseName=name.database, TableInput=table_input(statement, run.epoch)
        )
    except AwsError as error:
        if error.code != "AlreadyExistsException":
            raise hive.no_database(name.database) from error
        if not statement.if_not_exists:
            raise hive.task_error(
                f"AlreadyExistsException(message:Table {name.table} already exist)",
                reply=f"Table {name.table} already exists.",
            ) from error
    return Outcome()


def drop_table(run: Run, statement: s.DropTable) -> Outcome:
    """DROP TABLE: the objects stay."""
    name = run.name(statement.name)
    try:
        hive.call(run, "DeleteTable", DatabaseName=name.database, Name=name.table)
    except AwsError as error:
        if not statement.if_exists:
            raise hive.no_table(str(name)) from error
    hive.forget(run, name.database, name.table)
    return Outcome()


def _change(run: Run, name: s.Name, change: Callable[[dict[str, Any]], None]) -> Outcome:
    found = hive.table(run, name)
    changed = hive.input_of(found)
    changed["StorageDescriptor"] = dict(changed.get("StorageDescriptor") or {})
    change(changed)
    hive.update(run, found, changed)
    return Outcome()


def _declared(changed: dict[str, Any]) -> list[dict[str, Any]]:
    return list(changed["StorageDescriptor"].get("Columns") or [])


def add_columns(run: Run, statement: s.AddColumns) -> Outcome:
    """ALTER TABLE … ADD COLUMNS: at the end, before the partition columns."""

    def change(changed: dict[str, Any]) -> None:
        present = _declared(changed)
        _refuse_doubles([*present, *(changed.get("PartitionKeys") or [])], statement.columns)
        changed["StorageDescriptor"]["Columns"] = [*present, *columns(statement.columns)]

    return _change(run, statement.name, change)


def _refuse_doubles(present: Sequence[dict[str, Any]], added: Sequence[s.Column]) -> None:
    names = {column["Name"] for column in present}
    for column in added:
        if column.name in names:
            raise hive.task_error(f"Duplicate column name: {column.name}")
        names.add(column.name)


def replace_columns(run: Run, statement: s.ReplaceColumns) -> Outcome:
    """ALTER TABLE … REPLACE COLUMNS."""

    def change(changed: dict[str, Any]) -> None:
        changed["StorageDescriptor"]["Columns"] = columns(statement.columns)

    return _change(run, statement.name, change)


def change_column(run: Run, statement: s.ChangeColumn) -> Outcome:
    """ALTER TABLE … CHANGE COLUMN: a new name, type, comment or place."""

    def change(changed: dict[str, Any]) -> None:
        present = _declared(changed)
        at = next((i for i, c in enumerate(present) if c["Name"] == statement.old), None)
        if at is None:
            raise hive.task_error(f"Invalid column reference {statement.old}")
        made = columns([statement.column])[0]
        rest = [*present[:at], *present[at + 1 :]]
        if statement.after is None:
            place = at
        elif statement.after == "":
            place = 0
        else:
            before = next((i for i, c in enumerate(rest) if c["Name"] == statement.after), None)
            if before is None:
                raise hive.task_error(f"Invalid column reference {statement.after}")
            place = before + 1
        changed["StorageDescriptor"]["Columns"] = [*rest[:place], made, *rest[place:]]

    return _change(run, statement.name, change)


def set_properties(run: Run, statement: s.SetProperties) -> Outcome:
    """ALTER TABLE … SET TBLPROPERTIES: they are added to those there are."""

    def change(changed: dict[str, Any]) -> None:
        changed["Parameters"] = {**(changed.get("Parameters") or {}), **statement.properties}

    return _change(run, statement.name, change)


def set_location(run: Run, statement: s.SetLocation) -> Outcome:
    """ALTER TABLE … [PARTITION …] SET LOCATION."""
    if statement.partition is not None:
        from nuage.athena.run.partitions import set_partition_location

        return set_partition_location(run, statement.name, statement.partition, statement.location)

    def change(changed: dict[str, Any]) -> None:
        changed["StorageDescriptor"]["Location"] = statement.location

    return _change(run, statement.name, change)
