"""CREATE, DROP and ALTER DATABASE."""

from __future__ import annotations

from nuage.athena import statements as s
from nuage.athena.ddl.glue import database_input
from nuage.athena.executions import Outcome
from nuage.athena.run import hive
from nuage.athena.run.context import Run
from nuage.athena.session import AwsError


def create_database(run: Run, statement: s.CreateDatabase) -> Outcome:
    """CREATE DATABASE."""
    try:
        hive.call(run, "CreateDatabase", DatabaseInput=database_input(statement))
    except AwsError as error:
        if not statement.if_not_exists:
            raise hive.task_error(f"Database {statement.name} already exists") from error
    return Outcome()


def drop_database(run: Run, statement: s.DropDatabase) -> Outcome:
    """DROP DATABASE: one with tables only with CASCADE."""
    name = statement.name
    try:
        hive.call(run, "GetDatabase", Name=name)
        tables = hive.call(run, "GetTables", DatabaseName=name, MaxResults=100)["TableList"]
        if tables and not statement.cascade:
            raise hive.task_error(
                f"InvalidOperationException(message:Database {name} is not empty. One or more tables exist.)"
            )
        hive.call(run, "DeleteDatabase", Name=name)
    except AwsError as error:
        if statement.if_exists:
            return Outcome()
        raise hive.no_database(name) from error
    for table in tables:
        hive.forget(run, name, table["Name"])
    return Outcome()


def alter_database(run: Run, statement: s.AlterDatabase) -> Outcome:
    """ALTER DATABASE … SET DBPROPERTIES: they are added to those there are."""
    found = hive.database(run, statement.name)
    kept = ("Name", "Description", "LocationUri", "CreateTableDefaultPermissions", "TargetDatabase")
    changed = {key: found[key] for key in kept if found.get(key) is not None}
    changed["Parameters"] = {**(found.get("Parameters") or {}), **statement.properties}
    hive.call(run, "UpdateDatabase", Name=found["Name"], DatabaseInput=changed)
    return Outcome()
