"""CORS settings of function URLs."""

from __future__ import annotations

from nuage.functions.urls.answer import Answer
from nuage.functions.urls.cors import allowances, is_preflight, preflight, with_allowances

PAGE = "https://a.example"
ASKED = {"origin": PAGE, "access-control-request-method": "GET"}


def test_only_a_browsers_question_is_a_preflight() -> None:
    assert is_preflight("OPTIONS", ASKED)
    assert not is_preflight("OPTIONS", {"origin": PAGE})
    assert not is_preflight("GET", ASKED)


def test_everybody_is_an_asterisk_unless_cookies_go_along() -> None:
    assert allowances({"AllowOrigins": ["*"]}, PAGE) == [("Access-Control-Allow-Origin", "*")]
    assert allowances({"AllowOrigins": ["*"], "AllowCredentials": True}, PAGE) == [
        ("Access-Control-Allow-Origin", PAGE),
        ("Vary", "Origin"),
        ("Access-Control-Allow-Credentials", "true"),
    ]


def test_origins_may_hold_a_wildcard() -> None:
    assert allowances({"AllowOrigins": ["https://*"]}, PAGE)
    assert allowances({"AllowOrigins": ["http://*"]}, PAGE) == []


def test_a_preflight_of_a_stranger_is_answered_with_nothing() -> None:
    assert preflight({"AllowOrigins": ["https://b.example"]}, ASKED) == Answer(200, (), b"")


def test_the_configuration_wins_over_the_function() -> None:
    answer = Answer(200, (("Access-Control-Allow-Origin", "x"), ("A", "b")), b"")
    found = with_allowances(answer, {"AllowOrigins": [PAGE], "ExposeHeaders": ["a", "b"]}, PAGE)
    assert found.headers == (
        ("A", "b"),
        ("Access-Control-Allow-Origin", PAGE),
        ("Vary", "Origin"),
        ("Access-Control-Expose-Headers", "a,b"),
    )
