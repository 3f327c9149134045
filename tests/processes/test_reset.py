"""`POST /_nuage/reset`: the emulator is as it was when it started, and answers at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError

from nuage.emulator import wait_until_healthy
from tests.processes.everything import Account, double, look, make, until
from tests.processes.test_emulator import Running


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    running = Running(tmp_path_factory.mktemp("emulator"), NUAGE_SPEED="60")
    try:
        assert wait_until_healthy(running.endpoint, 60)
        yield running.endpoint
    finally:
        running.process.kill()
        running.process.communicate(timeout=20)


@pytest.fixture
def aws(endpoint: str) -> Account:
    requests.post(f"{endpoint}/_nuage/reset", timeout=30)
    return Account(endpoint)


def reset(endpoint: str, query: str = "", **headers: str) -> requests.Response:
    return requests.post(f"{endpoint}/_nuage/reset{query}", headers=headers, timeout=30)


def test_everything_is_gone_and_can_be_made_again(endpoint: str, aws: Account) -> None:
    empty = look(aws)
    assert empty["glue"] == {"default": []}
    assert list(empty["athena"]) == ["primary"]
    assert empty["events"] == [["default"], []]
    for _ in range(2):
        made = make(aws)
        full = look(aws)
        assert {name for name in full if full[name] == empty[name]} == {"scheduler"}
        answer = reset(endpoint)
        assert answer.status_code == 200
        assert "s3" in answer.json()["services"]
        assert look(aws) == empty
        with pytest.raises(ClientError, match="InvalidAccessKeyId"):
            Account(endpoint, made["key"], made["secret"]).s3.list_buckets()


def test_a_running_function_is_ended(endpoint: str, aws: Account) -> None:
    make(aws)
    aws.lambda_.update_function_configuration(FunctionName="function", Timeout=60)
    until(
        lambda: (
            aws.lambda_.get_function_configuration(FunctionName="function")["LastUpdateStatus"]
            == "Successful"
        )
    )
    sleeper = "import time\ndef handler(event, context):\n    time.sleep(50)\n"
    aws.lambda_.update_function_code(FunctionName="function", ZipFile=_zip(sleeper))
    until(
        lambda: (
            aws.lambda_.get_function_configuration(FunctionName="function")["LastUpdateStatus"]
            == "Successful"
        )
    )
    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(aws.lambda_.invoke, FunctionName="function", Payload=b"{}")
        time.sleep(1)  # it has begun by then, or will be refused: either way it must not last
        reset(endpoint)
        with pytest.raises(ClientError):
            _raise_for_error(call.result(30))
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        double(aws)


def _raise_for_error(answer: Any) -> None:
    if "FunctionError" in answer:
        raise ClientError({"Error": {"Code": "ended"}}, "Invoke")


def _zip(code: str) -> bytes:
    import io
    import zipfile

    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("module.py", code)
    return archive.getvalue()


def test_some_services_alone(endpoint: str, aws: Account) -> None:
    make(aws)
    before = look(aws)
    answer = reset(endpoint, "?services=s3,dynamodb")
    assert answer.json()["services"] == ["s3", "dynamodb"]
    after = look_without_results(aws, before)
    assert after["s3"] == {}
    assert after["dynamodb"] == {}
    assert {name for name in after if after[name] != before[name]} == {"s3", "dynamodb"}
    assert double(aws) == {"doubled": 42}, "the function's code lies in S3, too, but is Lambda's"


def look_without_results(aws: Account, before: dict[str, Any]) -> dict[str, Any]:
    """A look when the objects of query results are gone."""
    try:
        return look(aws)
    except ClientError as error:
        if error.operation_name != "GetQueryResults":
            raise
        athena = before["athena"]
        aws._made["athena"] = _Recorded(athena, aws.athena)
        return {**look(aws), "athena": athena}


class _Recorded:
    """Athena, whose work groups are not looked into."""

    def __init__(self, seen: dict[str, Any], client: Any) -> None:
        self._seen, self._client = seen, client

    def list_work_groups(self) -> Any:
        assert [g["Name"] for g in self._client.list_work_groups()["WorkGroups"]] == list(self._seen)
        return {"WorkGroups": []}


def test_calls_that_come_meanwhile_are_answered(endpoint: str, aws: Account) -> None:
    stop, errors, answered = threading.Event(), [], []

    def work(n: int) -> None:
        account = Account(endpoint)
        while not stop.is_set():
            try:
                account.s3.create_bucket(Bucket=f"busy-{n}")
                account.s3.put_object(Bucket=f"busy-{n}", Key="k", Body=b"x")
                answered.append(n)
            except ClientError as error:
                if error.response["Error"]["Code"] not in ("NoSuchBucket", "BucketAlreadyOwnedByYou"):
                    errors.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    statuses = [reset(endpoint).status_code for _ in range(5)]
    stop.set()
    for thread in threads:
        thread.join(30)
    assert statuses == [200] * 5
    assert errors == []
    assert answered


def test_a_form_of_another_site_is_refused(endpoint: str, aws: Account) -> None:
    aws.s3.create_bucket(Bucket="stays")
    answer = reset(endpoint, Origin="https://example.org")
    assert answer.status_code == 403
    assert answer.json() == {"error": "a page of another site (https://example.org) may not control the lab"}
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert reset(endpoint, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert reset(endpoint, Host="rebound.example.org").status_code == 403
    assert [bucket["Name"] for bucket in aws.s3.list_buckets()["Buckets"]] == ["stays"]


def test_a_preflight_of_another_site_is_refused(endpoint: str) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    answer = requests.options(f"{endpoint}/_nuage/reset", headers=asked, timeout=30)
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_bad_requests(endpoint: str) -> None:
    unknown = reset(endpoint, "?services=s4")
    assert unknown.status_code == 400
    assert unknown.json()["error"].startswith("no such service: s4; there are acm, ")
    assert requests.get(f"{endpoint}/_nuage/reset", timeout=30).status_code == 405
    assert requests.get(f"{endpoint}/_nuage/nothing", timeout=30).status_code == 404
