"""StartQueryExecution."""

from __future__ import annotations

from typing import Any

import pytest

from nuage.athena.api.errors import AthenaError
from tests.unit.athena.operations.conftest import Account


def test_it_runs_and_its_result_is_in_the_output_location(account: Account) -> None:
    made = account.start()
    assert account.call.state.executions[made].state == "SUCCEEDED"
    assert account.files.written == {f"s3://results/out/{made}.csv": b'"n"\n"1"\n'}


@pytest.mark.parametrize(
    ("request_", "code", "message"),
    [
        ({"ClientRequestToken": None}, "INVALID_INPUT", "clientRequestToken is null or empty"),
        ({"WorkGroup": "nope"}, "INVALID_INPUT", "WorkGroup is not found."),
        (
            {"ResultConfiguration": {"OutputLocation": "s3:/results"}},
            "INVALID_INPUT",
            "outputLocation is not a valid S3 path.",
        ),
        (
            {"ResultConfiguration": {}},
            "INVALID_INPUT",
            (
                "No output location provided. An output location is required either through the Workgroup result "
                "configuration setting or as an API input."
            ),
        ),
        (
            {"ResultConfiguration": {"OutputLocation": "s3://missing/"}},
            "INVALID_INPUT",
            "Unable to verify/create output bucket missing",
        ),
        (
            {"QueryExecutionContext": {"Catalog": "Other"}},
            "DATACATALOG_NOT_FOUND",
            "Catalog 'other' does not exist",
        ),
        ({"sql": "SELECT FROM t"}, "MALFORMED_QUERY", "Queries of this type are not supported"),
    ],
)
def test_refusals(account: Account, request_: dict[str, Any], code: str, message: str) -> None:
    sql = request_.pop("sql", "SELECT 1")
    with pytest.raises(AthenaError) as caught:
        account.start(sql, **request_)
    assert (caught.value.detail["AthenaErrorCode"], caught.value.message) == (code, message)
    assert account.call.state.executions == {}


def test_the_same_token_gives_the_same_execution(account: Account) -> None:
    token = "t" * 32
    assert account.start(ClientRequestToken=token) == account.start(ClientRequestToken=token)
    with pytest.raises(AthenaError) as caught:
        account.start("SELECT 2", ClientRequestToken=token)
    assert caught.value.detail["AthenaErrorCode"] == "IDEMPOTENT_PARAMETER_MISMATCH"


def test_an_enforced_work_group_has_its_own_output_location(account: Account) -> None:
    configuration = {"ResultConfiguration": {"OutputLocation": "s3://results/group"}}
    account("CreateWorkGroup", Name="group", Configuration=configuration)
    made = account.start(WorkGroup="group")
    assert account.call.state.executions[made].location == f"s3://results/group/{made}.csv"


def test_results_are_reused(account: Account) -> None:
    first = account.start()
    reuse = {"ResultReuseByAgeConfiguration": {"Enabled": True}}
    second = account.call.state.executions[account.start(ResultReuseConfiguration=reuse)]
    assert second.reused
    assert second.location == f"s3://results/out/{first}.csv"
