"""The function against a real tweet server, with S3 answered by botocore's stub."""

from __future__ import annotations

import importlib.util
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import ANY, Stubber

from mock_tweet_server.app import create_app
from mock_tweet_server.faults import Faults
from mock_tweet_server.server import TweetServer
from mock_tweet_server.stream import tweet
from nuage.clock import ManualClock

SOURCE = Path(__file__).parents[3] / "lambda" / "lambda_function.py"
START = 1_795_290_780
CONTEXT = SimpleNamespace(aws_request_id="8f5f2f9e-0000-4000-8000-000000000001")


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module, loaded as Lambda loads it: from its file, with a role's keys in the environment."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    for proxy in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(proxy, raising=False)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    spec = importlib.util.spec_from_file_location("lambda_function", SOURCE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    module.s3.meta.client.close()


@pytest.fixture
def stored(function: ModuleType) -> Iterator[Stubber]:
    with Stubber(function.s3.meta.client) as stubber:
        yield stubber


@contextmanager
def tweets(faults: Faults | None = None, clock: ManualClock | None = None) -> Iterator[str]:
    app = create_app(clock or ManualClock(START), 42, faults or Faults(), sleep=lambda _: None)
    with TweetServer(app, "127.0.0.1", 0) as server:
        yield server.url


@contextmanager
def answering(status: int, body: bytes, wait: Callable[[], object] = lambda: None) -> Iterator[str]:
    """A server that answers every GET like this."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wait()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tweet"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def error_of(function: ModuleType, url: str) -> str:
    with pytest.raises(function.TweetServerError) as caught:
        function.fetch_tweet(url)
    return str(caught.value)


def test_the_tweet_is_stored_as_one_line_of_json(
    function: ModuleType, stored: Stubber, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bodies: list[Any] = []
    function.s3.meta.client.meta.events.register(
        "provide-client-params.s3.PutObject", lambda params, **_: bodies.append(params["Body"])
    )
    key = f"tweets/{START}-{CONTEXT.aws_request_id}.json"
    expected = {"Bucket": "tweets-lea", "Key": key, "Body": ANY, "ContentType": "application/json"}
    stored.add_response("put_object", {}, expected)
    monkeypatch.setenv("BUCKET_NAME", "tweets-lea")
    with tweets() as url:
        monkeypatch.setenv("TWEET_URL", url)
        result = function.lambda_handler({}, CONTEXT)
    stored.assert_no_pending_responses()
    assert result == {"bucket": "tweets-lea", "key": key}
    assert bodies == [json.dumps(tweet(42, START))]
    assert "\n" not in bodies[0]
    assert capsys.readouterr().out == f"Stored s3://tweets-lea/{key}\n"


def test_keys_differ_by_request_and_stay_the_same_for_a_retry(function: ModuleType) -> None:
    one = tweet(42, START)
    other = SimpleNamespace(aws_request_id="another")
    assert function.make_key(one, CONTEXT) == function.make_key(one, CONTEXT)
    assert function.make_key(one, CONTEXT) != function.make_key(one, other)


def test_without_a_context_every_call_has_a_key_of_its_own(function: ModuleType) -> None:
    keys = {function.make_key({"id": 1}, None) for _ in range(100)}
    assert len(keys) == 100


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"BUCKET_NAME": "b"}, "TWEET_URL"),
        ({"TWEET_URL": "u"}, "BUCKET_NAME"),
        ({"TWEET_URL": ""}, "TWEET_URL"),
    ],
)
def test_a_missing_variable_is_named(
    function: ModuleType, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], missing: str
) -> None:
    for name in ("TWEET_URL", "BUCKET_NAME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(function.ConfigurationError) as caught:
        function.lambda_handler({}, CONTEXT)
    expected = f"The environment variable {missing} is not set: add it to the function's configuration."
    assert str(caught.value) == expected


def test_access_denied_is_let_through(
    function: ModuleType, stored: Stubber, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored.add_client_error("put_object", "AccessDenied", "Access Denied", 403)
    monkeypatch.setenv("BUCKET_NAME", "tweets-lea")
    with tweets() as url:
        monkeypatch.setenv("TWEET_URL", url)
        with pytest.raises(ClientError) as caught:
            function.lambda_handler({}, CONTEXT)
    text = "An error occurred (AccessDenied) when calling the PutObject operation: Access Denied"
    assert str(caught.value) == text


def test_a_server_that_is_down(function: ModuleType) -> None:
    with socket.socket() as closed:
        # bound, so that no one else takes the port, and not listening
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/tweet"
        error = error_of(function, url)
    assert error.startswith(
        f"Cannot reach {url}: check that the server runs, and the address in TWEET_URL. ("
    )


def test_a_server_that_does_not_answer_in_time(function: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(function, "TIMEOUT", 0.1)
    done = threading.Event()
    with answering(200, b"{}", wait=lambda: done.wait(30)) as url:
        error = error_of(function, url)
        done.set()
    expected = (
        f"No answer from {url} within 0.1 seconds: check that the server runs and can be reached from here."
    )
    assert error == expected


def test_the_function_gives_up_before_lambda_does(function: ModuleType) -> None:
    # Lambda's own limit is 3 seconds unless configured, and gives no reason
    assert function.TIMEOUT < 3


def test_http_500(function: ModuleType) -> None:
    with tweets(Faults(error=1)) as url:
        error = error_of(function, url)
    start = (
        f"{url} answered HTTP 500 instead of a tweet: check the address in TWEET_URL and the server's log. ("
    )
    assert error.startswith(start)
    assert "A fault on purpose" in error


def test_http_404(function: ModuleType) -> None:
    with tweets() as url:
        error = error_of(function, f"{url}s")
    assert error.startswith(f"{url}s answered HTTP 404 instead of a tweet: ")


def test_truncated_json(function: ModuleType) -> None:
    clock = ManualClock(START)
    with tweets(Faults(truncated=1), clock) as url:
        for _ in range(50):
            error = error_of(function, url)
            assert error.startswith(
                f"{url} answered something that is not JSON: check what it answers in a browser. ("
            )
            clock.advance(60)


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff\xfe{", b"{'id': 1}"])
def test_not_json(function: ModuleType, body: bytes) -> None:
    with answering(200, body) as url:
        assert " answered something that is not JSON: " in error_of(function, url)


@pytest.mark.parametrize("body", [b"[]", b"null", b"1", b'"id"', b'{"status": "ok"}'])
def test_json_that_is_not_a_tweet(function: ModuleType, body: bytes) -> None:
    with answering(200, body) as url:
        assert " answered JSON, but not a tweet: " in error_of(function, url)


@pytest.mark.parametrize("url", ["127.0.0.1:5002/tweet", "tweet", "http://", "ftp://127.0.0.1/tweet"])
def test_an_address_that_is_none(function: ModuleType, url: str) -> None:
    assert error_of(function, url).startswith(f"Cannot fetch {url}: check the address in TWEET_URL. (")


def test_a_slow_answer_in_time_is_a_tweet(function: ModuleType) -> None:
    with tweets(Faults(slow=1)) as url:
        assert function.fetch_tweet(url) == tweet(42, START)


def test_it_does_not_know_where_it_runs() -> None:
    code = SOURCE.read_text(encoding="utf-8").lower()
    for word in ("nuage", "localstack", "4566", "127.0.0.1", "localhost", "endpoint_url"):
        assert word not in code
