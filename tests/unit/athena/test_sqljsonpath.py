"""SQL/JSON paths: what is one, and that nothing else than PathSyntaxError comes of what is none."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.sqljsonpath import PathSyntaxError, read
from nuage.athena.udfs import sqljson
from nuage.athena.udfs.function import FunctionError


def test_a_path_is_a_tree() -> None:
    assert read("lax $.a[0, last].size()") == (
        True,
        (
            "method",
            "size",
            ("elements", ("member", ("root",), "a"), [(("literal", 0), None), (("last",), None)]),
        ),
    )
    assert read('strict $."a b" ? (@ > 1 && !(exists(@.x)))')[0] is False


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("$.a", "missing {'lax', 'strict'} at '$'"),
        ("lax $[", "no viable alternative at input '<EOF>'"),
        ("lax $.a b", "mismatched input 'b' expecting <EOF>"),
        ("lax ~", "no viable alternative at input ' ~'"),
        ("lax " + "(" * 5000 + "$", "the path is nested too deeply"),
    ],
)
def test_what_is_none(path: str, message: str) -> None:
    with pytest.raises(PathSyntaxError) as caught:
        read(path)
    assert str(caught.value) == message


WORDS = st.sampled_from(
    [
        *"$@.*?()[],<>!+-/%1",
        "..",
        "==",
        "&&",
        "||",
        "last",
        "to",
        "exists",
        "starts",
        "with",
        '"a"',
        "a",
        "size()",
        "true",
        " ",
    ]
)
DOCUMENTS = st.sampled_from(
    ['{"a": [1, {"a": "x"}], "b": null}', "[1, 2.5, true]", '"x"', "no json", "[[[]]]"]
)


@given(st.lists(WORDS, max_size=12).map("".join), st.sampled_from(["lax", "strict"]), DOCUMENTS)
def test_any_path_is_answered_or_refused(path: str, mode: str, document: str) -> None:
    with contextlib.suppress(FunctionError):
        sqljson.json_exists(document, f"{mode} {path}", "ERROR")
    assert sqljson.json_exists(document, f"{mode} $", "FALSE") is (document != "no json")
