"""BatchGetPreparedStatement."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

STATEMENT = {"StatementName": "p", "WorkGroup": "primary"}


def test_those_there_are_and_those_there_are_not(account: Account) -> None:
    account("CreatePreparedStatement", **STATEMENT, QueryStatement="SELECT ?")
    found = account("BatchGetPreparedStatement", WorkGroup="primary", PreparedStatementNames=["p", "nope"])
    assert [statement["StatementName"] for statement in found["PreparedStatements"]] == ["p"]
    assert found["UnprocessedPreparedStatementNames"] == [
        {
            "StatementName": "nope",
            "ErrorCode": "STATEMENT_NOT_FOUND",
            "ErrorMessage": "PreparedStatement nope was not found in workGroup primary",
        }
    ]
