"""StopQueryExecution."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account


def test_a_waiting_one_is_cancelled(account: Account) -> None:
    account.life.held = True
    made = account.start()
    assert account("StopQueryExecution", QueryExecutionId=made) == {}
    status = account("GetQueryExecution", QueryExecutionId=made)["QueryExecution"]["Status"]
    assert (status["State"], status["StateChangeReason"]) == ("CANCELLED", "Query cancelled by user")


def test_a_finished_one_is_left_as_it_is(account: Account) -> None:
    made = account.start()
    assert account("StopQueryExecution", QueryExecutionId=made) == {}
    assert account.call.state.executions[made].state == "SUCCEEDED"


def test_an_unknown_one(account: Account) -> None:
    error = account.refusal("StopQueryExecution", QueryExecutionId="nope")
    assert (error.detail["AthenaErrorCode"], error.message) == (
        "QUERY_EXECUTION_NOT_FOUND",
        "QueryExecution nope was not found",
    )
