"""GetQueryRuntimeStatistics."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account


def test_times_and_rows(account: Account) -> None:
    made = account.start()
    assert account("GetQueryRuntimeStatistics", QueryExecutionId=made)["QueryRuntimeStatistics"] == {
        "Timeline": {
            "TotalExecutionTimeInMillis": 0,
            "QueryQueueTimeInMillis": 0,
            "EngineExecutionTimeInMillis": 0,
            "ServiceProcessingTimeInMillis": 0,
        },
        "Rows": {"InputBytes": 10, "OutputRows": 1, "OutputBytes": 8},
    }


def test_a_failed_one_has_no_rows(account: Account) -> None:
    made = account.start("SELECT fail")
    assert "Rows" not in account("GetQueryRuntimeStatistics", QueryExecutionId=made)["QueryRuntimeStatistics"]
