"""GetQueryExecution."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import NOW, Account


def test_it_is_described(account: Account) -> None:
    context = {"Catalog": "AwsDataCatalog", "Database": "Lab"}
    made = account.start(QueryExecutionContext=context, ExecutionParameters=["1"])
    assert account("GetQueryExecution", QueryExecutionId=made)["QueryExecution"] == {
        "QueryExecutionId": made,
        "Query": "SELECT 1 AS n",
        "StatementType": "DML",
        "SubstatementType": "SELECT",
        "ResultConfiguration": {"OutputLocation": f"s3://results/out/{made}.csv"},
        "QueryExecutionContext": {"Catalog": "awsdatacatalog", "Database": "Lab"},
        "Status": {"State": "SUCCEEDED", "SubmissionDateTime": NOW, "CompletionDateTime": NOW},
        "Statistics": {
            "TotalExecutionTimeInMillis": 0,
            "QueryQueueTimeInMillis": 0,
            "EngineExecutionTimeInMillis": 0,
            "ServiceProcessingTimeInMillis": 0,
            "DataScannedInBytes": 10,
            "ResultReuseInformation": {"ReusedPreviousResult": False},
        },
        "WorkGroup": "primary",
        "EngineVersion": {
            "SelectedEngineVersion": "AUTO",
            "EffectiveEngineVersion": "Athena engine version 3",
        },
        "ExecutionParameters": ["1"],
    }


def test_a_failed_one_tells_why(account: Account) -> None:
    made = account.start("SELECT fail")
    status = account("GetQueryExecution", QueryExecutionId=made)["QueryExecution"]["Status"]
    assert status["State"] == "FAILED"
    assert status["StateChangeReason"] == "DIVISION_BY_ZERO: Division by zero"
    assert status["AthenaError"]["ErrorType"] == 1001


def test_the_id_is_needed(account: Account) -> None:
    assert account.refusal("GetQueryExecution").message == (
        "1 validation error detected: Value null at 'queryExecutionId' failed to satisfy constraint: "
        "Member must not be null"
    )
