"""What DynamoDB's batch, transaction and PartiQL operations demand: an action for each part.

Source: Amazon DynamoDB Developer Guide, "Using IAM with DynamoDB transactions", "IAM security
policies with PartiQL for DynamoDB".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nuage.iam.calls import Call, Demand, UnmappedOperationError

TRANSACTION_ACTIONS = {
    "Get": "GetItem",
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
PARTIQL = {
    "PartiQLSelect": r"(?:select\s.*?\sfrom|exists\s*\(\s*select\s.*?\sfrom)",
    "PartiQLInsert": r"insert\s+into",
    "PartiQLUpdate": r"update",
    "PartiQLDelete": r"delete\s+from",
}
_NAME = r"(?:\"([^\"]+)\"|([\w.-]+))(?:\s*\.\s*\"([^\"]+)\")?"
_STATEMENTS = {
    action: re.compile(rf"\s*{verb}\s+{_NAME}", re.IGNORECASE | re.DOTALL) for action, verb in PARTIQL.items()
}
BATCHES = frozenset({"BatchGetItem", "BatchWriteItem"})
TRANSACTIONS = frozenset({"TransactGetItems", "TransactWriteItems"})
STATEMENTS = frozenset({"ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"})
OPERATIONS = BATCHES | TRANSACTIONS | STATEMENTS | {"Query", "Scan", "ListTables"}


def demands(call: Call) -> list[Demand]:
    """What one of OPERATIONS demands."""
    if call.operation == "ListTables":
        return [Demand("dynamodb:ListTables", call.arn("table/*"))]
    if call.operation in ("Query", "Scan"):
        resource = table(call, call.text("TableName"))
        index = call.text("IndexName")
        return [
            Demand(
                f"dynamodb:{call.operation}",
                f"{resource}/index/{index}" if index else resource,
                _select(call),
            )
        ]
    if call.operation in BATCHES:
        names = call.parameters.get("RequestItems") or {}
        return [Demand(f"dynamodb:{call.operation}", table(call, name)) for name in names]
    if call.operation in TRANSACTIONS:
        return list(_transaction(call))
    statements = [*call.nested("Statement"), *call.nested("Statements", "Statement")]
    statements += call.nested("TransactStatements", "Statement")
    return [_statement(call, text) for text in statements]


def table(call: Call, name: str) -> str:
    """The ARN of a table, which requests may name by either."""
    return name if name.startswith("arn:") else call.arn(f"table/{name}")


def _select(call: Call) -> dict[str, Any]:
    select = call.text("Select")
    return {"dynamodb:select": select} if select else {}


def _transaction(call: Call) -> Iterator[Demand]:
    for item in call.nested("TransactItems"):
        for kind, body in item.items():
            if body:
                yield Demand(f"dynamodb:{TRANSACTION_ACTIONS[kind]}", table(call, body["TableName"]))


def _statement(call: Call, text: str) -> Demand:
    for action, expression in _STATEMENTS.items():
        if found := expression.match(text):
            resource = table(call, found[1] or found[2])
            return Demand(f"dynamodb:{action}", f"{resource}/index/{found[3]}" if found[3] else resource)
    raise UnmappedOperationError(f"{call.operation} of {text[:40]!r}")
