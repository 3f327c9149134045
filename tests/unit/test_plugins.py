"""plux drops a plug-in that does not import without a word, so every entry point is resolved here."""

from __future__ import annotations

from importlib.metadata import EntryPoint, distribution

import pytest


def entry_points() -> list[EntryPoint]:
    return [point for point in distribution("nuage").entry_points if point.group.startswith("localstack.")]


def test_there_are_plugins() -> None:
    assert entry_points()


@pytest.mark.parametrize("point", entry_points(), ids=lambda point: f"{point.group}:{point.name}")
def test_entry_point_resolves(point: EntryPoint) -> None:
    assert point.load() is not None
