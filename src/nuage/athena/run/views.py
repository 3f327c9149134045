"""CREATE VIEW and DROP VIEW."""

from __future__ import annotations

from nuage.athena import statements as s
from nuage.athena.catalog import CATALOG, refused
from nuage.athena.ddl.glue import view_input
from nuage.athena.errors import QueryError
from nuage.athena.executions import Outcome
from nuage.athena.run import hive
from nuage.athena.run.context import Run
from nuage.athena.session import AwsError


def create_view(run: Run, statement: s.CreateView) -> Outcome:
    """CREATE [OR REPLACE] VIEW: the query is analysed now, and again whenever the view is read."""
    name = run.name(statement.name)
    if not run.catalog.has_database(name.database):
        raise QueryError("SCHEMA_NOT_FOUND", f"Schema '{name.database}' does not exist", (1, 1))
    rewritten = run.rewrite(statement.query, ())
    made = view_input(name.table, statement.query, run.execution.database, rewritten.columns, run.epoch)
    present = run.catalog.glue_table(name)
    try:
        if present is None:
            run.session.glue("CreateTable", DatabaseName=name.database, TableInput=made)
        elif present.get("TableType") != "VIRTUAL_VIEW":
            raise QueryError("TABLE_ALREADY_EXISTS", f"Table already exists: '{CATALOG}.{name}'", (1, 1))
        elif not statement.replace:
            raise QueryError("ALREADY_EXISTS", f"View already exists: '{CATALOG}.{name}'", (1, 1))
        else:
            run.session.glue("UpdateTable", DatabaseName=name.database, TableInput=made)
    except AwsError as error:
        raise refused(error) from error
    return Outcome()


def drop_view(run: Run, statement: s.DropView) -> Outcome:
    """DROP VIEW."""
    name = run.name(statement.name)
    present = run.catalog.glue_table(name)
    if present is None:
        if statement.if_exists:
            return Outcome()
        raise hive.no_table(str(name))
    if present.get("TableType") != "VIRTUAL_VIEW":
        raise hive.task_error("Cannot drop a base table with DROP VIEW")
    hive.call(run, "DeleteTable", DatabaseName=name.database, Name=name.table)
    return Outcome()
