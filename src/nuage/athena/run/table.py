"""Which executor runs which statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nuage.athena import statements as s
from nuage.athena.errors import HiveParseError, not_supported
from nuage.athena.executions import Outcome
from nuage.athena.run import ctas, databases, insert, partitions, prepared, select, show, tables, views
from nuage.athena.run.context import Run

Executor = Callable[[Run, Any], Outcome]

EXECUTORS: dict[type[s.Statement], Executor] = {
    s.AddColumns: tables.add_columns,
    s.AddPartitions: partitions.add_partitions,
    s.AlterDatabase: databases.alter_database,
    s.ChangeColumn: tables.change_column,
    s.CreateDatabase: databases.create_database,
    s.CreateExternalTable: tables.create_table,
    s.CreateView: views.create_view,
    s.Ctas: ctas.create_table_as,
    s.Deallocate: prepared.deallocate,
    s.Describe: show.describe,
    s.DropDatabase: databases.drop_database,
    s.DropPartitions: partitions.drop_partitions,
    s.DropTable: tables.drop_table,
    s.DropView: views.drop_view,
    s.Execute: select.execute,
    s.Explain: select.explain,
    s.InsertInto: insert.insert,
    s.MsckRepair: partitions.repair,
    s.Prepare: prepared.prepare,
    s.RenamePartition: partitions.rename_partition,
    s.ReplaceColumns: tables.replace_columns,
    s.Select: select.select,
    s.SetLocation: tables.set_location,
    s.SetProperties: tables.set_properties,
    s.ShowColumns: show.show_columns,
    s.ShowCreateTable: show.show_create_table,
    s.ShowCreateView: show.show_create_view,
    s.ShowDatabases: show.show_databases,
    s.ShowFunctions: show.show_functions,
    s.ShowPartitions: show.show_partitions,
    s.ShowProperties: show.show_properties,
    s.ShowTables: show.show_tables,
    s.ShowViews: show.show_views,
    s.Unload: insert.unload,
}


def execute_statement(run: Run, statement: s.Statement) -> Outcome:
    """Run a statement.

    :raises QueryError: why it failed
    """
    if isinstance(statement, s.Refused) and statement.parse_error:
        raise HiveParseError(statement.reason)
    if isinstance(statement, s.Refused):
        raise not_supported(statement.reason)
    return EXECUTORS[type(statement)](run, statement)
