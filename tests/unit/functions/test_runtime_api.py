"""The Lambda Runtime API over HTTP, as a client sees it."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator

import pytest

from nuage.functions.runtime_api import Invocation, RuntimeApi, with_request_id
from nuage.functions.runtime_server import RuntimeServer

LIMIT = 1000
INVOCATION = Invocation("id-1", "arn:f", b'{"a": 1}', 3.0, "Root=1", '{"custom": {}}')


@pytest.fixture
def api() -> Iterator[RuntimeApi]:
    api = RuntimeApi(LIMIT)
    yield api
    api.process_exited(0)


@pytest.fixture
def http_client(api: RuntimeApi) -> Iterator[http.client.HTTPConnection]:
    server = RuntimeServer(api)
    connection = http.client.HTTPConnection(server.address, timeout=20)
    yield connection
    connection.close()
    server.close()


def ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, bytes, dict[str, str]]:
    connection.request(method, "/2018-06-01/runtime/" + path, body, headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read(), dict(answer.headers)


def test_an_invocation_is_fetched_and_answered(
    api: RuntimeApi, http_client: http.client.HTTPConnection
) -> None:
    begun: list[bool] = []
    turn = api.offer(INVOCATION, lambda: begun.append(True))
    assert begun == []
    status, body, headers = ask(http_client, "GET", "invocation/next")
    assert (status, body, begun) == (200, b'{"a": 1}', [True])
    assert headers["Lambda-Runtime-Aws-Request-Id"] == "id-1"
    assert headers["Lambda-Runtime-Invoked-Function-Arn"] == "arn:f"
    assert headers["Lambda-Runtime-Trace-Id"] == "Root=1"
    assert headers["Lambda-Runtime-Client-Context"] == '{"custom": {}}'
    assert len(headers["Lambda-Runtime-Deadline-Ms"]) == 13
    assert ask(http_client, "POST", "invocation/id-1/response", b'"x"')[:2] == (202, b'{"status": "OK"}')
    assert turn.done.wait(10)
    assert turn.answer is not None
    assert (turn.answer.body, turn.answer.is_error) == (b'"x"', False)


def test_an_error_is_taken(api: RuntimeApi, http_client: http.client.HTTPConnection) -> None:
    turn = api.offer(INVOCATION, lambda: None)
    ask(http_client, "GET", "invocation/next")
    headers = {"Lambda-Runtime-Function-Error-Type": "ValueError"}
    assert ask(http_client, "POST", "invocation/id-1/error", b"{}", headers)[0] == 202
    assert turn.answer is not None
    assert (turn.answer.body, turn.answer.is_error, turn.answer.error_type) == (b"{}", True, "ValueError")


def test_an_answer_to_nothing_is_refused(api: RuntimeApi, http_client: http.client.HTTPConnection) -> None:
    api.offer(INVOCATION, lambda: None)
    ask(http_client, "GET", "invocation/next")
    status, body, _ = ask(http_client, "POST", "invocation/other/response", b"1")
    assert (status, json.loads(body)) == (
        400,
        {"errorType": "InvalidRequestID", "errorMessage": "Invalid request ID"},
    )
    assert ask(http_client, "POST", "invocation/id-1/response", b"1")[0] == 202
    assert ask(http_client, "POST", "invocation/id-1/response", b"2")[0] == 400


def test_an_answer_that_is_too_large_is_read_and_refused(
    api: RuntimeApi, http_client: http.client.HTTPConnection
) -> None:
    turn = api.offer(INVOCATION, lambda: None)
    ask(http_client, "GET", "invocation/next")
    assert ask(http_client, "POST", "invocation/id-1/response", b"x" * (LIMIT + 1))[0] == 413
    assert turn.answer is not None
    assert turn.answer.too_large
    assert ask(http_client, "GET", "nowhere")[0] == 404  # the connection is still in order


def test_an_init_error_is_taken(api: RuntimeApi, http_client: http.client.HTTPConnection) -> None:
    assert not api.initialised.is_set()
    headers = {"Lambda-Runtime-Function-Error-Type": "Runtime.HandlerNotFound"}
    assert ask(http_client, "POST", "init/error", b"{}", headers)[0] == 202
    assert api.initialised.is_set()
    assert api.init_error is not None
    assert api.init_error.error_type == "Runtime.HandlerNotFound"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "restore/next"), ("POST", "restore/error"), ("POST", "invocation/next")]
)
def test_other_paths_are_not_found(
    api: RuntimeApi, http_client: http.client.HTTPConnection, method: str, path: str
) -> None:
    assert ask(http_client, method, path, b"" if method == "POST" else None)[0] == 404


def test_chunks_are_put_together(api: RuntimeApi, http_client: http.client.HTTPConnection) -> None:
    turn = api.offer(INVOCATION, lambda: None)
    ask(http_client, "GET", "invocation/next")
    path = "/2018-06-01/runtime/invocation/id-1/response"
    http_client.request("POST", path, iter([b'"ab', b'cd"']), encode_chunked=True)
    answer = http_client.getresponse()
    assert (answer.status, answer.read()) == (202, b'{"status": "OK"}')
    assert turn.answer is not None
    assert turn.answer.body == b'"abcd"'


def test_an_exit_ends_the_invocation_and_the_waiting(api: RuntimeApi) -> None:
    turn = api.offer(INVOCATION, lambda: None)
    api.process_exited(7)
    assert (turn.done.is_set(), turn.exit_code, turn.fetched) == (True, 7, False)
    late = api.offer(INVOCATION, lambda: None)
    assert late.exit_code == 7
    waiter = threading.Thread(target=api.next)
    waiter.start()
    waiter.join(10)
    assert not waiter.is_alive()


def test_an_answer_counts_more_than_the_exit_after_it() -> None:
    api = RuntimeApi(LIMIT)
    turn = api.offer(INVOCATION, lambda: None)
    api.next()
    from nuage.functions.runtime_api import Answer

    api.post_answer("id-1", Answer(b"1"))
    api.process_exited(1)
    assert turn.exit_code is None
    assert turn.answer == Answer(b"1")


def test_an_init_error_gets_the_id_of_the_invocation() -> None:
    assert (
        with_request_id(b'{"errorType": "E", "requestId": ""}', "id")
        == b'{"errorType": "E", "requestId": "id"}'
    )
    assert with_request_id(b'{"requestId": "own"}', "id") == b'{"requestId": "own"}'
    assert with_request_id(b"text", "id") == b"text"
