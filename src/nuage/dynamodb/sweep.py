"""Time to live: items whose time has come are deleted, as the service, not as a user."""

from __future__ import annotations

from nuage.dynamodb.engine import Engine
from nuage.dynamodb.items import TTL_HORIZON
from nuage.dynamodb.storage import expiry

CHUNK = 100  # deletions between which others get their turn


def sweep(engine: Engine) -> int:
    """Delete every item that has expired, and say how many there were."""
    deleted = 0
    for name in list(engine.tables):
        while count := _sweep_some(engine, name):
            deleted += count
    return deleted


def _sweep_some(engine: Engine, name: str) -> int:
    with engine.database.transaction():
        table = engine.tables.get(name)
        if table is None or table.ttl_attribute is None:
            return 0
        now = engine.now()
        places = expiry.due(engine.database, table.rows, now - TTL_HORIZON, now, CHUNK)
        items = engine.items(table)
        for place in places:
            row = items.at(place)
            if row is None:
                raise AssertionError("an item expires that is not there")
            items.delete(place, row, by_expiry=True)
        return len(places)
