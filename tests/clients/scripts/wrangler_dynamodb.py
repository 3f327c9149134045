"""awswrangler's functions for DynamoDB."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace as World
from typing import Any

import awswrangler as wr
import boto3
import pandas as pd
from boto3.dynamodb.conditions import Attr, Key


def _table(world: World) -> str:
    boto3.client("dynamodb").create_table(
        TableName=world.database,
        KeySchema=[{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": name, "AttributeType": kind}
            for name, kind in (("PK", "S"), ("SK", "N"), ("map", "S"))
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by-map",
                "KeySchema": [{"AttributeName": "map", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    return str(world.database)


def items(world: World) -> Any:
    """put_items and read_items in all their ways, and delete_items."""
    table = _table(world)
    made = [
        {"PK": "a", "SK": n, "map": f"map{n % 2}", "list": [1, Decimal("1.5")], "doc": {"y": ["x"]}}
        for n in range(120)
    ]
    wr.dynamodb.put_items(made, table)

    def read(**how: Any) -> Any:
        return wr.dynamodb.read_items(table, **how)

    found = {
        "keys": read(partition_values=["a", "a"], sort_values=[1, 2]).sort_values("SK").to_dict("list"),
        "condition": len(read(key_condition_expression=Key("PK").eq("a") & Key("SK").between(3, 50))),
        "text": len(read(key_condition_expression="PK = :pk", expression_attribute_values={":pk": "a"})),
        "filter": len(read(filter_expression=Attr("map").eq("map1"), allow_full_scan=True)),
        "index": len(read(index_name="by-map", key_condition_expression=Key("map").eq("map1"))),
        "scan": len(read(allow_full_scan=True)),
        "columns": read(partition_values=["a"], sort_values=[7], columns=["SK", "map"]).to_dict("list"),
        "most": len(read(allow_full_scan=True, max_items_evaluated=5)),
        "chunks": sum(len(chunk) for chunk in read(allow_full_scan=True, chunked=True)),
    }
    wr.dynamodb.delete_items([{"PK": item["PK"], "SK": item["SK"]} for item in made], table)
    return found | {"left": len(read(allow_full_scan=True))}


def files(world: World) -> Any:
    """put_df, put_json, put_csv, and PartiQL."""
    table, folder = _table(world), Path(world.folder)
    wr.dynamodb.put_df(pd.DataFrame({"PK": ["b", "b"], "SK": [1, 2], "v": ["p", "q"]}), table)
    (folder / "items.json").write_text(json.dumps([{"PK": "c", "SK": 1}]), encoding="utf-8")
    wr.dynamodb.put_json(folder / "items.json", table)
    (folder / "items.csv").write_text("PK,SK\nd,1\n", encoding="utf-8")
    wr.dynamodb.put_csv(folder / "items.csv", table)
    wr.dynamodb.execute_statement(f"UPDATE {table} SET v=? WHERE PK=? AND SK=?", parameters=["new", "b", 1])
    rows = wr.dynamodb.read_partiql_query(f"SELECT v FROM {table} WHERE PK=?", parameters=["b"])
    return {
        "all": sorted(wr.dynamodb.read_items(table, allow_full_scan=True)["PK"]),
        "partiql": rows["v"].tolist(),
        "table": wr.dynamodb.get_table(table).name == table,
    }
