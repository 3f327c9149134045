from __future__ import annotations

from tests.unit.dynamodb.conftest import Caller


def test_pages_of_a_statement_hold_every_item_once(run: Caller, table: str) -> None:
    for partition in "abc":
        for at in range(5):
            run("PutItem", TableName=table, Item={"PK": {"S": partition}, "SK": {"S": f"{at}"}})
    found: list[tuple[str, str]] = []
    more: dict[str, str] = {}
    while True:
        answer = run(
            "ExecuteStatement",
            Statement=f"SELECT PK, SK FROM \"{table}\" WHERE PK IN ['a', 'c'] AND SK >= '1'",
            Limit=3,
            **more,
        )
        found += [(item["PK"]["S"], item["SK"]["S"]) for item in answer["Items"]]
        if "NextToken" not in answer:
            break
        more = {"NextToken": answer["NextToken"]}
    assert found == [(partition, f"{at}") for partition in "ac" for at in range(1, 5)]


def test_a_where_on_keys_reads_those_keys_only(run: Caller, table: str) -> None:
    for at in range(40):
        run("PutItem", TableName=table, Item={"PK": {"S": f"{at}"}, "SK": {"S": "x" * 500}})
    answer = run(
        "ExecuteStatement",
        Statement=f"SELECT * FROM \"{table}\" WHERE PK = '7'",
        ReturnConsumedCapacity="TOTAL",
    )
    assert len(answer["Items"]) == 1
    assert answer["ConsumedCapacity"]["CapacityUnits"] == 0.5
