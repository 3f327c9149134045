"""The same boto3 calls, fired at us and at DynamoDB Local, answer the same but for what is named.

Its answers are recorded, so that this needs no Java; with Java the live one is asked as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Lab
from tests.parity import maven
from tests.parity.dynamodb import local, recorder
from tests.parity.dynamodb.differences import DIFFERENCES, Difference, excuse


def compare(group: str, theirs: dict[str, list[Any]], ours: dict[str, list[Any]]) -> list[Difference]:
    """The named differences that were met; fails on any other."""
    met, unnamed = [], []
    for name, calls in recorder.cases(group).items():
        assert len(calls) == len(theirs[name]), f"record {group} again: {name} has changed"
        for call, their, our in zip(calls, theirs[name], ours[name], strict=True):
            if their == our:
                continue
            if (difference := excuse(their, our)) is not None:
                met.append(difference)
            else:
                shown = [json.dumps(each, sort_keys=True, default=str)[:800] for each in (call, their, our)]
                unnamed.append("{}\n  theirs {}\n  ours   {}".format(*shown))
    assert unnamed == [], f"{len(unnamed)} answers differ:\n" + "\n".join(unnamed)
    return met


@pytest.fixture(scope="module")
def ours(lab: Lab) -> dict[str, dict[str, list[Any]]]:
    client = recorder.connect(lab.endpoint)
    return {group: recorder.record(client, group) for group in recorder.GROUPS}


@pytest.mark.parametrize("group", recorder.GROUPS)
def test_answers_are_those_recorded(group: str, ours: dict[str, dict[str, list[Any]]]) -> None:
    compare(group, recorder.read(group), ours[group])


def test_every_named_difference_is_met(ours: dict[str, dict[str, list[Any]]]) -> None:
    met = {
        id(each) for group in recorder.GROUPS for each in compare(group, recorder.read(group), ours[group])
    }
    unmet = [each for each in DIFFERENCES if id(each) not in met]
    assert unmet == [], "these differ no more: take them off the list"


@pytest.fixture(scope="module")
def live() -> Iterator[str]:
    try:
        folder = local.JARS.find()
    except maven.NotThereError as reason:
        if maven.required():
            raise
        pytest.skip(str(reason))
    with local.DynamoDBLocal(folder) as running:
        yield running.endpoint


@pytest.mark.parametrize("group", recorder.GROUPS)
def test_answers_are_those_of_the_live_one(
    group: str, live: str, ours: dict[str, dict[str, list[Any]]]
) -> None:
    compare(group, recorder.record(recorder.connect(live), group), ours[group])
