"""awswrangler's functions for the Data Catalog."""

from __future__ import annotations

from types import SimpleNamespace as World
from typing import Any

import awswrangler as wr


def tables(world: World) -> Any:
    """Tables are made of each kind, listed, searched and deleted."""
    database, folder = world.database, f"s3://{world.data}/catalog/"
    wr.catalog.create_parquet_table(
        database=database, table="made_parquet", path=f"{folder}parquet/",
        columns_types={"a": "bigint"}, partitions_types={"p": "string"}, description="made by a test",
        parameters={"k": "v"}, columns_comments={"a": "the a"},
    )  # fmt: skip
    wr.catalog.create_csv_table(
        database=database, table="made_csv", path=f"{folder}csv/", columns_types={"a": "int"}
    )
    wr.catalog.create_json_table(
        database=database, table="made_json", path=f"{folder}json/", columns_types={"a": "int"}
    )
    found = {
        "all": [table["Name"] for table in wr.catalog.get_tables(database=database)],
        "contains": [table["Name"] for table in wr.catalog.get_tables(database=database, name_contains="_c")],
        "prefix": [table["Name"] for table in wr.catalog.get_tables(database=database, name_prefix="made")],
        "suffix": [table["Name"] for table in wr.catalog.get_tables(database=database, name_suffix="json")],
        "search": [
            t["Name"] for t in wr.catalog.search_tables("made_parquet") if t["DatabaseName"] == database
        ],
        "columns": wr.catalog.table(database=database, table="made_parquet").to_dict("list"),
        "location": wr.catalog.get_table_location(database=database, table="made_csv"),
        "description": wr.catalog.get_table_description(database=database, table="made_parquet"),
        "comments": wr.catalog.get_columns_comments(database=database, table="made_parquet")["a"],
        "database": database in wr.catalog.databases(limit=1000)["Database"].tolist(),
        "exists": wr.catalog.does_table_exist(database=database, table="made_csv"),
        "deleted": [wr.catalog.delete_table_if_exists(database=database, table="made_csv") for _ in range(2)],
    }
    return found | {"left": wr.catalog.does_table_exist(database=database, table="made_csv")}


def changes(world: World) -> Any:
    """Parameters, columns, versions and partitions of a table."""
    database, folder = world.database, f"s3://{world.data}/changes/"
    table = {"database": database, "table": "changing"}
    wr.catalog.create_parquet_table(
        path=folder, columns_types={"a": "bigint"}, partitions_types={"p": "string"}, **table
    )
    wr.catalog.upsert_table_parameters(parameters={"x": "y"}, **table)
    parameters = wr.catalog.get_table_parameters(**table)["x"]
    wr.catalog.overwrite_table_parameters(parameters={"z": "y"}, **table)
    overwritten = wr.catalog.get_table_parameters(**table)
    wr.catalog.add_column(column_name="b", column_type="int", column_comment="new", **table)
    added = wr.catalog.get_table_types(**table)
    wr.catalog.delete_column(column_name="b", **table)
    values = {f"{folder}p={part}/": [part] for part in ("1", "2", "3")}
    wr.catalog.add_parquet_partitions(partitions_values=values, **table)
    some = wr.catalog.get_partitions(expression="p > '1'", **table)
    wr.catalog.delete_partitions(partitions_values=[["1"]], **table)
    left = wr.catalog.get_partitions(**table)
    deleted = wr.catalog.delete_all_partitions(**table)
    return {
        "parameters": parameters,
        "overwritten": overwritten,
        "added": added,
        "back": wr.catalog.get_table_types(**table),
        "versions": wr.catalog.get_table_number_of_versions(**table),
        "some": sorted(values[0] for values in some.values()),
        "left": sorted(values[0] for values in left.values()),
        "deleted": sorted(values[0] for values in deleted),
        "empty": wr.catalog.get_partitions(**table),
    }


def databases(world: World) -> Any:
    """A database is made twice and deleted."""
    name = f"{world.database}_more"
    wr.catalog.create_database(name, description="made by a test")
    try:
        wr.catalog.create_database(name)
        again: Any = None
    except wr.exceptions.AlreadyExists as error:
        again = str(error)
    wr.catalog.create_database(name, exist_ok=True)
    there = name in [database["Name"] for database in wr.catalog.get_databases()]
    wr.catalog.delete_database(name)
    return {"again": again, "there": there, "left": name in [d["Name"] for d in wr.catalog.get_databases()]}
