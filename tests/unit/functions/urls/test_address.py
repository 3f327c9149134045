"""Addresses of function URLs."""

from __future__ import annotations

import pytest

from nuage.functions.urls.address import split, url


def test_the_callers_host_is_in_the_url() -> None:
    assert url("http", "127.0.0.1:4566", "abc") == "http://127.0.0.1:4566/_aws/lambda-url/abc/"


@pytest.mark.parametrize(
    ("path", "prefix", "own"),
    [
        ("/_aws/lambda-url/abc", "/_aws/lambda-url/abc", "/"),
        ("/_aws/lambda-url/abc/", "/_aws/lambda-url/abc", "/"),
        ("/_aws/lambda-url/abc/a%2Fb//c", "/_aws/lambda-url/abc", "/a%2Fb//c"),
        ("/a", "", "/a"),
        ("", "", "/"),
    ],
)
def test_the_functions_own_path(path: str, prefix: str, own: str) -> None:
    assert split(path) == (prefix, own)
