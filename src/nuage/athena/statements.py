"""What a query string can be: one small value for each kind of statement, with Athena's classification of it.

`StatementType` and `SubstatementType` are those of QueryExecution (reference, section 3.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from nuage.athena.clauses import Column as Column
from nuage.athena.clauses import Name as Name
from nuage.athena.clauses import PartitionSpec as PartitionSpec
from nuage.athena.clauses import RowFormat as RowFormat

DDL, DML, UTILITY = "DDL", "DML", "UTILITY"


@dataclass(frozen=True, slots=True)
class Statement:
    """Any statement; `sql` is its text without comments before it and the semicolon behind it."""

    sql: str
    statement_type: ClassVar[str] = DDL
    substatement_type: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Select(Statement):
    """SELECT, WITH, VALUES, TABLE."""

    statement_type: ClassVar[str] = DML
    substatement_type: ClassVar[str] = "SELECT"


@dataclass(frozen=True, slots=True)
class Explain(Statement):
    """EXPLAIN of a query; `format` is TEXT, GRAPHVIZ or JSON."""

    query: str
    analyze: bool = False
    format: str = "TEXT"
    statement_type: ClassVar[str] = DML
    substatement_type: ClassVar[str] = "EXPLAIN"


@dataclass(frozen=True, slots=True)
class InsertInto(Statement):
    """INSERT INTO table [(columns)] query."""

    target: Name
    columns: tuple[str, ...]
    query: str
    statement_type: ClassVar[str] = DML
    substatement_type: ClassVar[str] = "INSERT"


@dataclass(frozen=True, slots=True)
class Unload(Statement):
    """UNLOAD (query) TO location WITH (properties)."""

    query: str
    location: str
    properties: Mapping[str, object]
    statement_type: ClassVar[str] = DML
    substatement_type: ClassVar[str] = "UNLOAD"


@dataclass(frozen=True, slots=True)
class Prepare(Statement):
    """PREPARE name FROM query."""

    name: str
    query: str
    statement_type: ClassVar[str] = DML
    substatement_type: ClassVar[str] = "PREPARE"


@dataclass(frozen=True, slots=True)
class Execute(Statement):
    """EXECUTE name [USING parameters]."""

    name: str
    parameters: tuple[str, ...]
    statement_type: ClassVar[str] = DML
    substatement_type: ClassVar[str] = "EXECUTE"


@dataclass(frozen=True, slots=True)
class Deallocate(Statement):
    """DEALLOCATE PREPARE name."""

    name: str
    statement_type: ClassVar[str] = DML
    substatement_type: ClassVar[str] = "DEALLOCATE"


@dataclass(frozen=True, slots=True)
class CreateDatabase(Statement):
    """CREATE DATABASE."""

    name: str
    if_not_exists: bool = False
    comment: str | None = None
    location: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    substatement_type: ClassVar[str] = "CREATE_DATABASE"


@dataclass(frozen=True, slots=True)
class DropDatabase(Statement):
    """DROP DATABASE."""

    name: str
    if_exists: bool = False
    cascade: bool = False
    substatement_type: ClassVar[str] = "DROP_DATABASE"


@dataclass(frozen=True, slots=True)
class AlterDatabase(Statement):
    """ALTER DATABASE … SET DBPROPERTIES."""

    name: str
    properties: Mapping[str, str]
    substatement_type: ClassVar[str] = "ALTER_DATABASE"


@dataclass(frozen=True, slots=True)
class CreateExternalTable(Statement):
    """CREATE EXTERNAL TABLE with all its clauses."""

    name: Name
    columns: tuple[Column, ...]
    location: str
    if_not_exists: bool = False
    comment: str | None = None
    partitions: tuple[Column, ...] = ()
    buckets: tuple[tuple[str, ...], int] | None = None
    row_format: RowFormat = field(default_factory=RowFormat)
    stored_as: str | None = None
    input_format: str | None = None
    output_format: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    substatement_type: ClassVar[str] = "CREATE_TABLE"


@dataclass(frozen=True, slots=True)
class Ctas(Statement):
    """CREATE TABLE … AS query."""

    name: Name
    query: str
    properties: Mapping[str, object]
    if_not_exists: bool = False
    with_data: bool = True
    substatement_type: ClassVar[str] = "CREATE_TABLE_AS_SELECT"


@dataclass(frozen=True, slots=True)
class CreateView(Statement):
    """CREATE VIEW."""

    name: Name
    query: str
    replace: bool = False
    substatement_type: ClassVar[str] = "CREATE_VIEW"


@dataclass(frozen=True, slots=True)
class DropTable(Statement):
    """DROP TABLE."""

    name: Name
    if_exists: bool = False
    substatement_type: ClassVar[str] = "DROP_TABLE"


@dataclass(frozen=True, slots=True)
class DropView(Statement):
    """DROP VIEW."""

    name: Name
    if_exists: bool = False
    substatement_type: ClassVar[str] = "DROP_VIEW"


@dataclass(frozen=True, slots=True)
class MsckRepair(Statement):
    """MSCK REPAIR TABLE."""

    name: Name
    substatement_type: ClassVar[str] = "MSCK_REPAIR"


@dataclass(frozen=True, slots=True)
class AddPartitions(Statement):
    """ALTER TABLE … ADD PARTITION: each with its location, or None for the default place."""

    name: Name
    partitions: tuple[tuple[PartitionSpec, str | None], ...]
    if_not_exists: bool = False
    substatement_type: ClassVar[str] = "ALTER_TABLE_ADD_PARTITION"


@dataclass(frozen=True, slots=True)
class DropPartitions(Statement):
    """ALTER TABLE … DROP PARTITION; each condition is (key, operator, value)."""

    name: Name
    partitions: tuple[tuple[tuple[str, str, str], ...], ...]
    if_exists: bool = False
    substatement_type: ClassVar[str] = "ALTER_TABLE_DROP_PARTITION"


@dataclass(frozen=True, slots=True)
class RenamePartition(Statement):
    """ALTER TABLE … PARTITION … RENAME TO PARTITION …."""

    name: Name
    old: PartitionSpec
    new: PartitionSpec
    substatement_type: ClassVar[str] = "ALTER_TABLE_RENAME_PARTITION"


@dataclass(frozen=True, slots=True)
class AddColumns(Statement):
    """ALTER TABLE … ADD COLUMNS."""

    name: Name
    columns: tuple[Column, ...]
    partition: PartitionSpec | None = None
    substatement_type: ClassVar[str] = "ALTER_TABLE_ADD_COLUMN"


@dataclass(frozen=True, slots=True)
class ReplaceColumns(Statement):
    """ALTER TABLE … REPLACE COLUMNS."""

    name: Name
    columns: tuple[Column, ...]
    partition: PartitionSpec | None = None
    substatement_type: ClassVar[str] = "ALTER_TABLE_REPLACE_COLUMN"


@dataclass(frozen=True, slots=True)
class ChangeColumn(Statement):
    """ALTER TABLE … CHANGE COLUMN; `after` is '' for FIRST, None to leave the order."""

    name: Name
    old: str
    column: Column
    after: str | None = None
    substatement_type: ClassVar[str] = "ALTER_TABLE_CHANGE_COLUMN"


@dataclass(frozen=True, slots=True)
class SetLocation(Statement):
    """ALTER TABLE … [PARTITION …] SET LOCATION."""

    name: Name
    location: str
    partition: PartitionSpec | None = None
    substatement_type: ClassVar[str] = "ALTER_TABLE_SET_LOCATION"


@dataclass(frozen=True, slots=True)
class SetProperties(Statement):
    """ALTER TABLE … SET TBLPROPERTIES."""

    name: Name
    properties: Mapping[str, str]
    substatement_type: ClassVar[str] = "ALTER_TABLE_PROPERTIES"


@dataclass(frozen=True, slots=True)
class ShowTables(Statement):
    """SHOW TABLES."""

    database: str | None = None
    pattern: str | None = None
    statement_type: ClassVar[str] = UTILITY
    substatement_type: ClassVar[str] = "SHOW_TABLES"


@dataclass(frozen=True, slots=True)
class ShowDatabases(Statement):
    """SHOW DATABASES."""

    pattern: str | None = None
    statement_type: ClassVar[str] = UTILITY
    substatement_type: ClassVar[str] = "SHOW_DATABASES"


@dataclass(frozen=True, slots=True)
class ShowViews(Statement):
    """SHOW VIEWS."""

    database: str | None = None
    pattern: str | None = None
    statement_type: ClassVar[str] = UTILITY
    substatement_type: ClassVar[str] = "SHOW_VIEWS"


@dataclass(frozen=True, slots=True)
class ShowColumns(Statement):
    """SHOW COLUMNS."""

    name: Name
    statement_type: ClassVar[str] = UTILITY
    substatement_type: ClassVar[str] = "SHOW_COLUMNS"


@dataclass(frozen=True, slots=True)
class ShowPartitions(Statement):
    """SHOW PARTITIONS."""

    name: Name
    statement_type: ClassVar[str] = UTILITY
    substatement_type: ClassVar[str] = "SHOW_PARTITIONS"


@dataclass(frozen=True, slots=True)
class ShowCreateTable(Statement):
    """SHOW CREATE TABLE."""

    name: Name
    statement_type: ClassVar[str] = UTILITY
    substatement_type: ClassVar[str] = "SHOW_CREATE_TABLE"


@dataclass(frozen=True, slots=True)
class ShowCreateView(Statement):
    """SHOW CREATE VIEW."""

    name: Name
    statement_type: ClassVar[str] = UTILITY
    substatement_type: ClassVar[str] = "SHOW_CREATE_VIEW"


@dataclass(frozen=True, slots=True)
class ShowProperties(Statement):
    """SHOW TBLPROPERTIES."""

    name: Name
    key: str | None = None
    statement_type: ClassVar[str] = UTILITY
    substatement_type: ClassVar[str] = "SHOW_TABLE_PROPERTIES"


@dataclass(frozen=True, slots=True)
class ShowFunctions(Statement):
    """SHOW FUNCTIONS."""

    pattern: str | None = None
    statement_type: ClassVar[str] = UTILITY
    substatement_type: ClassVar[str] = "SHOW_FUNCTIONS"


@dataclass(frozen=True, slots=True)
class Describe(Statement):
    """DESCRIBE [EXTENDED|FORMATTED] table [PARTITION (…)] [column]; of a view it is DESC_VIEW, which
    Glue knows.
    """

    name: Name
    mode: str = ""
    partition: PartitionSpec | None = None
    column: str | None = None
    statement_type: ClassVar[str] = UTILITY
    substatement_type: ClassVar[str] = "DESCRIBE_TABLE"


@dataclass(frozen=True, slots=True)
class Refused(Statement):
    """A statement that Athena has and this lab has not (Iceberg's, mostly), or that Hive cannot read
    (`parse_error`): it starts, and fails with `reason`.
    """

    reason: str
    kind: str = DML
    substatement: str = ""
    parse_error: bool = False
