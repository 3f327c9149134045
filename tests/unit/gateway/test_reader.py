from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.gateway.limits import Limits
from nuage.gateway.messages import HttpError, HttpRequest
from nuage.gateway.reader import RequestReader

PUT = (
    b"PUT /bucket/a%2Fb?x=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n"
    b"X-Amz-Meta-Name: caf\xc3\xa9\r\n\r\nhello"
)
CHUNKED = (
    b"PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"3\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: 1\r\n\r\n"
)
GET = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"


def read(*pieces: bytes, limits: Limits | None = None) -> list[HttpRequest]:
    """The requests in these pieces; raises what the reader raises."""
    reader = RequestReader(limits or Limits(), lambda: None)
    found = []
    for piece in pieces:
        reader.feed(piece)
        while (request := reader.take()) is not None:
            found.append(request)
    return found


def test_a_request_is_read_as_it_was_sent() -> None:
    (request,) = read(PUT)
    assert (request.method, request.target, request.version) == ("PUT", "/bucket/a%2Fb?x=1", "1.1")
    assert request.headers[-1] == ("X-Amz-Meta-Name", "caf\xc3\xa9")
    assert (request.body.read(), request.length, request.keep_alive) == (b"hello", 5, True)


def test_chunks_are_put_together_and_trailers_left_out() -> None:
    (request,) = read(CHUNKED)
    assert (request.body.read(), request.length) == (b"abcde", 5)
    assert [name for name, _ in request.headers] == ["Host", "Transfer-Encoding"]


@given(st.lists(st.sampled_from([PUT, CHUNKED, GET]), min_size=1, max_size=4), st.data())
def test_it_does_not_matter_how_the_bytes_are_cut(messages: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(messages)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True) if a < b]
    whole = [(r.method, r.target, r.headers, r.body.read(), r.keep_alive) for r in read(stream)]
    cut = [(r.method, r.target, r.headers, r.body.read(), r.keep_alive) for r in read(*pieces)]
    assert cut == whole
    assert len(whole) == len(messages)


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_requests_or_an_http_error(data: bytes) -> None:
    try:
        status = f"200 ({len(read(data))})"
    except HttpError as error:
        status = error.status
    assert status[:3] in {"200", "400", "501", "505"}


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"nonsense\r\n\r\n", "400 Bad Request"),
        (b"\x16\x03\x01\x02\x00\x01", "400 Bad Request"),  # TLS
        (b"GET / HTTP/1.1\r\n\r\n", "400 Bad Request"),  # no Host
        (b"GET / HTTP/1.1\nHost: h\n\n", "400 Bad Request"),  # bare line feeds
        (b"GET / HTTP/1.1\r\nHost : h\r\n\r\n", "400 Bad Request"),  # space before the colon
        (b"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n", "400 Bad Request"),
        (b"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", "400 Bad Request"),
        (
            b"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
            "400 Bad Request",
        ),
        (b"PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400 Bad Request"),
        (b"PUT / HTTP/1.1\r\nHost: h\r\nExpect: a-miracle\r\n\r\n", "417 Expectation Failed"),
        (b"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999999\r\n\r\n", "413 Content Too Large"),
        (b"CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n", "501 Not Implemented"),
        (b"GET / HTTP/0.9\r\nHost: h\r\n\r\n", "505 HTTP Version Not Supported"),
    ],
)
def test_what_is_not_a_request_is_refused(data: bytes, status: str) -> None:
    with pytest.raises(HttpError) as caught:
        read(data)
    assert caught.value.status == status


def test_headers_have_a_limit() -> None:
    endless = [b"GET / HTTP/1.1\r\nHost: h\r\n", *[b"X-A: " + b"a" * 1000 + b"\r\n"] * 100]
    with pytest.raises(HttpError) as caught:
        read(*endless)
    assert caught.value.status == "431 Request Header Fields Too Large"


def test_chunked_bodies_have_the_same_limit() -> None:
    with pytest.raises(HttpError) as caught:
        read(CHUNKED, limits=Limits(body=4))
    assert caught.value.status == "413 Content Too Large"


def test_a_good_request_before_a_bad_one_is_still_read() -> None:
    reader = RequestReader(Limits(), lambda: None)
    reader.feed(GET + b"rubbish\r\n\r\n")
    request = reader.take()
    assert request is not None
    assert request.method == "GET"
    with pytest.raises(HttpError):
        reader.take()


def test_a_large_body_waits_on_disk() -> None:
    (request,) = read(
        b"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 20\r\n\r\n",
        b"0123456789",
        b"abcdefghij",
        limits=Limits(in_memory=4),
    )
    with request.body:
        assert request.body.fileno() > 0
        assert request.body.read() == b"0123456789abcdefghij"


def test_boto3_is_told_to_continue_before_it_sends_the_body() -> None:
    told: list[bool] = []
    reader = RequestReader(Limits(), lambda: told.append(True))
    reader.feed(b"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
    assert told == [True]
    assert reader.in_body
    assert reader.take() is None
    reader.feed(b"ok")
    assert reader.take() is not None


def test_an_upgrade_that_is_offered_is_ignored() -> None:
    """Java's HTTP client offers HTTP/2 with every first request."""
    (request,) = read(GET[:-2] + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
    assert (request.method, request.keep_alive) == ("GET", False)


def test_http_1_0_closes_unless_asked() -> None:
    assert not read(b"GET / HTTP/1.0\r\n\r\n")[0].keep_alive
    assert read(b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")[0].keep_alive
