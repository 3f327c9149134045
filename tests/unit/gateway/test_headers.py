from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import Headers

from nuage.gateway.headers import IndexedHeaders

NAMES = st.sampled_from(["Host", "host", "X-Amz-Date", "x-amz-date", "Range"])
VALUES = st.sampled_from(["1", "2", "three"])
CHANGES = st.one_of(
    st.tuples(st.sampled_from(["add", "set", "setdefault", "add_header"]), NAMES, VALUES),
    st.tuples(st.just("__setitem__"), NAMES, VALUES),
    st.tuples(st.sampled_from(["remove", "__delitem__"]), NAMES),
    st.tuples(st.just("pop"), NAMES, st.none()),
    st.tuples(st.just("setlist"), NAMES, st.lists(VALUES, max_size=3)),
    st.tuples(st.sampled_from(["extend", "update"]), st.dictionaries(NAMES, VALUES, max_size=2)),
    st.tuples(st.just("clear")),
)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=6), st.lists(CHANGES, max_size=6))
def test_they_are_werkzeugs_headers_whatever_is_done_to_them(
    pairs: list[tuple[str, str]], changes: list[tuple[Any, ...]]
) -> None:
    ours, theirs = IndexedHeaders(list(pairs)), Headers(list(pairs))
    for change, *arguments in [("get", "Host"), *changes]:
        outcomes = []
        for headers in (ours, theirs):
            try:
                outcomes.append(getattr(headers, change)(*arguments))
            except KeyError:
                outcomes.append("KeyError")
        assert outcomes[0] == outcomes[1]
        for name in ("Host", "host", "X-Amz-Date", "Range", "Absent"):
            assert ours.get(name) == theirs.get(name)
            assert ours.get(name, "d", type=int) == theirs.get(name, "d", type=int)
            assert (name in ours) == (name in theirs)
            assert ours.getlist(name) == theirs.getlist(name)
        assert list(ours) == list(theirs)


def test_a_copy_is_independent() -> None:
    ours = IndexedHeaders([("A", "1")])
    copy = ours.copy()
    copy["A"] = "2"
    assert (ours["a"], copy["a"]) == ("1", "2")
