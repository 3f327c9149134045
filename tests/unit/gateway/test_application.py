from __future__ import annotations

import io

import pytest
from rolo.gateway import Gateway
from rolo.gateway.chain import HandlerChain, RequestContext
from rolo.response import Response

from nuage.gateway.application import GatewayApplication, GatewayResponse, split_target
from nuage.gateway.messages import HttpRequest


def request(
    target: str = "/", headers: list[tuple[str, str]] | None = None, body: bytes = b"", method: str = "GET"
) -> HttpRequest:
    return HttpRequest(method, target, "1.1", headers or [("Host", "h")], io.BytesIO(body), len(body), True)


def seen(message: HttpRequest) -> RequestContext:
    """What a handler sees of a request."""
    contexts: list[RequestContext] = []

    def handler(chain: HandlerChain, context: RequestContext, response: Response) -> None:
        context.body = context.request.get_data()
        contexts.append(context)

    GatewayApplication(Gateway(request_handlers=[handler]), "127.0.0.1", 4566)(message)
    return contexts[0]


@pytest.mark.parametrize("name", ["x-localstack-data", "X-LocalStack-Data", "X-LOCALSTACK-DATA"])
def test_nobody_passes_as_a_service_from_the_network(name: str) -> None:
    headers = [("Host", "h"), (name, '{"service_principal": "lambda"}'), ("X-Other", "1")]
    assert list(seen(request(headers=headers)).request.headers) == [("Host", "h"), ("X-Other", "1")]


def test_the_path_is_there_decoded_and_as_it_was_sent() -> None:
    found = seen(request("/bucket/a%2Fb%20%C3%A9?versionId=1&x=%26")).request
    assert found.path == "/bucket/a/b é"
    assert found.environ["RAW_URI"] == "/bucket/a%2Fb%20%C3%A9?versionId=1&x=%26"
    assert found.args.to_dict() == {"versionId": "1", "x": "&"}


def test_handlers_see_the_clients_address() -> None:
    message = request()
    message.client = "127.0.0.1"
    assert seen(message).request.remote_addr == "127.0.0.1"


def test_a_chunked_body_looks_like_any_other() -> None:
    found = seen(
        request(method="PUT", headers=[("Host", "h"), ("Transfer-Encoding", "chunked")], body=b"abc")
    )
    assert found.body == b"abc"
    assert found.request.content_length == 3
    assert "Transfer-Encoding" not in found.request.headers


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/a/b?c=d?e", ("/a/b", "c=d?e")),
        ("//a", ("//a", "")),
        ("/", ("/", "")),
        ("http://host:1/a?b", ("/a", "b")),
        ("http://host", ("/", "")),
        ("*", ("*", "")),
    ],
)
def test_split_target(target: str, expected: tuple[str, str]) -> None:
    assert split_target(target) == expected


@pytest.mark.parametrize("before", [[], [("Vary", "Origin"), ("ETag", "old")]])
def test_responses_are_merged_as_rolo_merges_them(before: list[tuple[str, str]]) -> None:
    ours, theirs = GatewayResponse(), Response()
    service = Response(b"body", 404, headers={"ETag": "new", "Content-Type": "application/xml"})
    for response in (ours, theirs):
        response.headers.extend(before)
        response.update_from(service)
    assert ours.status == theirs.status
    assert ours.get_data() == theirs.get_data()
    assert sorted(ours.headers) == sorted(theirs.headers)
