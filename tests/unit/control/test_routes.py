"""The table of routes: 403, 404, 405, 400."""

from __future__ import annotations

from typing import Any

import pytest

from nuage.control.requests import Answer, BadRequestError, Request
from nuage.control.routes import Route, Routes


def show(request: Request, **parts: str) -> Answer:
    request.only("limit")
    return Answer({"limit": request.number("limit", 10, 100), **parts})


ROUTES = Routes(
    Route("GET", "/_nuage/things", show, "Shows."),
    Route("POST", "/_nuage/things/{name}/fire", show, "Fires."),
)


def ask(method: str, path: str, peer: str = "127.0.0.1", **query: str) -> tuple[int, Any]:
    answer = ROUTES.answer(Request(method, path, query, {"host": "127.0.0.1:4566"}, peer))
    return answer.status, answer.body


def test_a_route_is_found() -> None:
    assert ask("GET", "/_nuage/things") == (200, {"limit": 10})


def test_a_slash_at_the_end_is_let_through() -> None:
    assert ask("GET", "/_nuage/things/") == (200, {"limit": 10})


def test_a_name_in_the_path_is_decoded() -> None:
    assert ask("POST", "/_nuage/things/a%20b/fire") == (200, {"limit": 10, "name": "a b"})


def test_an_unknown_path() -> None:
    assert ask("GET", "/_nuage/other") == (
        404,
        {"error": "there is no /_nuage/other; there are: /_nuage/things, /_nuage/things/{name}/fire"},
    )


def test_a_wrong_method() -> None:
    answer = ROUTES.answer(Request("DELETE", "/_nuage/things", {}, {"host": "localhost"}, "127.0.0.1"))
    assert (answer.status, answer.headers) == (405, {"Allow": "GET"})
    assert answer.body == {"error": "/_nuage/things takes GET, not DELETE"}


def test_who_may_not_come_learns_nothing_of_the_routes() -> None:
    status, body = ask("GET", "/_nuage/other", peer="8.8.8.8")
    assert (status, body) == (403, {"error": "8.8.8.8 is not on this machine nor in its container network"})


@pytest.mark.parametrize("text", ["-1", "x", "101", "1.5", "", "٣"])
def test_a_bad_number(text: str) -> None:
    assert ask("GET", "/_nuage/things", limit=text) == (
        400,
        {"error": f"limit={text} is not allowed: expected a whole number from 0 to 100"},
    )


def test_an_unknown_parameter() -> None:
    assert ask("GET", "/_nuage/things", limits="1") == (
        400,
        {"error": "unknown parameter: limits; there are: limit"},
    )


def test_a_route_without_parameters_says_so() -> None:
    with pytest.raises(BadRequestError, match="there are: none"):
        Request("GET", "/", {"x": "1"}).only()
