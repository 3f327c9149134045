"""Switching a table's stream on and off."""

from __future__ import annotations

from nuage import clock
from nuage.dynamodb.engine import Engine
from nuage.dynamodb.schema import Table


def enable(engine: Engine, table: Table, view: str) -> None:
    """A new stream; its label is the moment, with a number that keeps two in one moment apart."""
    table.stream_number += 1
    moment = clock.utc(engine.now())
    table.stream_label = (
        f"{moment:%Y-%m-%dT%H:%M:%S}.{(moment.microsecond // 1000 + table.stream_number) % 1000:03d}"
    )
    table.stream_view = view


def disable(table: Table) -> None:
    """No new records; those that are there can still be read."""
    table.stream_view = None
