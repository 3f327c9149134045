"""The measure of Athena, on peers that are made up."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, cast

import pytest
from rich.console import Console

from benchmarks.measures.athena import Objects
from benchmarks.measures.base import Effort
from benchmarks.peers.base import Peer
from benchmarks.run import Results, run
from benchmarks.tweets import Rows, Tweets, question_text

EFFORT = Effort(count=2, seconds=10, rounds=1)


class Running:
    def memory(self) -> float:
        return 100.0

    def cpu(self) -> float:
        return 1.0

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class FakePeer:
    name: ClassVar[str] = "fake"
    without_functions: ClassVar[str] = ""

    def prepare(self) -> None:
        pass

    def version(self) -> str:
        return "1"

    def start(self) -> Any:
        return Running()

    def close(self) -> None:
        pass


class Answering:
    """Counts what it holds; from `wrong_from` objects on wrongly, and from `fails_from` on not at all."""

    def __init__(self, wrong_from: int = 1_000, fails_from: int = 1_000) -> None:
        self.bodies: list[bytes] = []
        self.tables: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.wrong_from, self.fails_from = wrong_from, fails_from

    def put(self, bodies: Sequence[bytes], start: int) -> Iterator[int]:
        assert start == len(self.bodies)
        self.bodies += bodies
        yield len(bodies)

    def table(self, name: str) -> None:
        self.tables.append(name)

    def ask(self, question: str, table: str) -> Rows:
        self.asked.append((question, table))
        if len(self.bodies) >= self.fails_from:
            raise RuntimeError("Out of Memory\nand a trace")
        if question == "count":
            return [[str(len(self.bodies) + (len(self.bodies) >= self.wrong_from))]]
        found: dict[str, int] = {}
        for body in self.bodies:
            for tag in json.loads(body)["entities"]["hashtags"]:
                found[tag["text"].lower()] = found.get(tag["text"].lower(), 0) + 1
        return [
            [tag, str(uses)] for tag, uses in sorted(found.items(), key=lambda item: (-item[1], item[0]))[:10]
        ]


def measured(target: Answering, *sizes: int) -> Results:
    objects = Objects(lambda *_: target)
    measures = [objects.of_size(size) for size in sizes]
    return run([cast(Peer, FakePeer())], measures, EFFORT, Console(file=io.StringIO()))


def values(results: Results) -> dict[str, Any]:
    return {column.name: found["fake"] for column, found in results.values.items()}


def test_each_first_query_is_on_a_new_table_and_objects_are_put_once() -> None:
    target = Answering()
    found = values(measured(target, 5, 30))
    assert target.tables == ["count_5", "top_hashtags_5", "count_30", "top_hashtags_30"]
    # two objects more for each question
    assert len(target.bodies) == 34
    assert [asked for asked in target.asked if asked[1] == "count_5"] == [("count", "count_5")] * 5
    assert len(found) == 20
    assert all(isinstance(value, float) for value in found.values())
    assert found["memory, peak, 5 objects"] == 100.0


def test_a_wrong_answer_has_no_time_and_larger_sizes_are_not_put() -> None:
    target = Answering(wrong_from=10)
    found = values(measured(target, 10, 20))
    assert found["COUNT(*), first, 10 objects"] == "wrong answer: [['11']] instead of [['10']]"
    assert found["COUNT(*), repeated, 10 objects"] == "failed"
    assert isinstance(found["top hashtags, first, 10 objects"], float)
    assert found["COUNT(*), first, 20 objects"] == "failed at 10"
    assert len(target.bodies) == 12


def test_a_failure_is_told_in_one_line() -> None:
    found = values(measured(Answering(fails_from=5), 5))
    assert found["COUNT(*), first, 5 objects"] == "Out of Memory"


def test_top_hashtags_are_counted_over_the_first_objects() -> None:
    tweets = Tweets()
    for at in range(40):
        tweets[at]
    assert tweets.top_hashtags(0) == []
    ((first, uses), *_) = tweets.top_hashtags(40)
    bodies = [json.loads(tweets[at])["entities"]["hashtags"] for at in range(40)]
    assert int(uses) == sum(tag["text"].lower() == first for tags in bodies for tag in tags)


@pytest.mark.parametrize("question", ["count", "top_hashtags", "00_create_table"])
def test_questions_are_those_of_the_repository_without_their_comments(question: str) -> None:
    text = question_text(question)
    assert text.startswith(("SELECT", "CREATE"))
    assert "default.tweets" in text
