from __future__ import annotations

import os
import threading
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nuage.functions.output import MAX_LINE, OutputReader, Splitter

MARKER = "5f0c"
PRINTED = st.text(st.characters(blacklist_characters="\n\r\0", blacklist_categories=["Cs"]), max_size=20)


def split(chunks: list[bytes]) -> list[tuple[str, str]]:
    seen: list[tuple[str, str]] = []
    splitter = Splitter(
        MARKER, lambda text: seen.append(("line", text)), lambda mark: seen.append(("mark", mark))
    )
    for chunk in chunks:
        splitter.feed(chunk)
    splitter.end()
    return seen


@given(st.lists(PRINTED), st.lists(st.integers(0, 400)))
def test_lines_do_not_depend_on_how_they_are_read(lines: list[str], cuts: list[int]) -> None:
    data = "".join(f"{line}\n" for line in lines).encode()
    edges = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    chunks = [data[start:end] for start, end in pairwise(edges)]
    assert split(chunks) == [("line", line) for line in lines]


def test_a_mark_ends_a_line_and_is_no_line() -> None:
    assert split([b"a\nb\0", b"5f0c id-1\nc\n\0005f0c id-2\n"]) == [
        ("line", "a"),
        ("line", "b"),
        ("mark", "id-1"),
        ("line", "c"),
        ("mark", "id-2"),
    ]


def test_empty_lines_are_kept() -> None:
    assert split([b"a\n\nb\n"]) == [("line", "a"), ("line", ""), ("line", "b")]


def test_what_cannot_be_decoded_is_shown_as_such() -> None:
    assert split([b"caf\xe9\n"]) == [("line", "caf\ufffd")]


def test_the_lines_of_an_error_are_one_entry() -> None:
    assert split([b"[ERROR] E: x\rTraceback\r  File\nprogress 1\rprogress 2\n"]) == [
        ("line", "[ERROR] E: x\nTraceback\n  File"),
        ("line", "progress 1\rprogress 2"),
    ]


def test_a_line_without_end_is_cut() -> None:
    seen = split([b"x" * (2 * MAX_LINE + 5)])
    assert [len(text) for _, text in seen] == [MAX_LINE, MAX_LINE, 5]


def test_a_reader_knows_when_it_has_read_all() -> None:
    source, sink = os.pipe()
    lines: list[str] = []
    reader = OutputReader(source, MARKER, lambda _time, text: lines.append(text))
    assert not reader.wait_for_mark("id-1", timeout=0.01)
    writer = threading.Thread(target=os.write, args=(sink, b"a\n\0005f0c id-1\n"))
    writer.start()
    assert reader.wait_for_mark("id-1", timeout=10)
    assert lines == ["a"]
    writer.join()
    os.write(sink, b"last words")
    os.close(sink)
    assert reader.wait_for_end(timeout=10)
    assert lines == ["a", "last words"]
