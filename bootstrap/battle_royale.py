"""The resources of the second lab: a bucket that keeps versions, and the table of a game."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from bootstrap import items_file, tags
from bootstrap.bucket import Bucket
from bootstrap.clients import Place
from bootstrap.index import Index
from bootstrap.load import Load
from bootstrap.plan import Plan
from bootstrap.settings import Settings
from bootstrap.state import Resource
from bootstrap.table import PARTITION_KEY, SORT_KEY, Table
from bootstrap.versioning import Versioning

# steps of the sheet that can be left to the student
VERSIONING, ITEMS = "versioning", "items"
INVERTED_INDEX, OPEN_GAMES_INDEX = "inverted-index", "open-games-index"
STEPS = (VERSIONING, ITEMS, INVERTED_INDEX, OPEN_GAMES_INDEX)


def compose(settings: Settings, place: Place, without: Collection[str] = ()) -> Plan:
    """The resources of the second lab.

    :param settings: with the account and region filled in
    :param without: the steps to leave out, each of `STEPS`
    :raises BootstrapError: when the file of items cannot be read
    """
    capacity = (settings.read_capacity, settings.write_capacity)
    contents = items_file.read(Path(settings.items)) if settings.items else items_file.generated()
    everything: tuple[tuple[str, Resource], ...] = (
        ("", bucket(settings, place)),
        (VERSIONING, Versioning(settings.objects_bucket)),
        ("", table(settings)),
        (ITEMS, Load(settings.table, contents)),
        # who plays where, the other way round: the games of a player
        (INVERTED_INDEX, Index("InvertedIndex", settings.table, SORT_KEY, PARTITION_KEY, *capacity)),
        # sparse: only games that are open have an open_timestamp
        (OPEN_GAMES_INDEX, Index("OpenGamesIndex", settings.table, "map", "open_timestamp", *capacity)),
    )
    return Plan(
        resources=tuple(resource for step, resource in everything if step not in without),
        left_out=tuple(resource for step, resource in everything if step in without),
    )


def owners(settings: Settings, place: Place) -> Plan:
    """The bucket and the table alone: when they go, all that is in them goes."""
    return Plan((bucket(settings, place), table(settings)))


def bucket(settings: Settings, place: Place) -> Bucket:
    """Where the second lab's objects are."""
    return Bucket(
        settings.objects_bucket,
        place.region,
        setting="objects_bucket",
        tags=tags.of("tp4", settings.student),
    )


def table(settings: Settings) -> Table:
    """The table of the game."""
    return Table(
        settings.table,
        settings.read_capacity,
        settings.write_capacity,
        tags=tags.of("tp4", settings.student),
    )
