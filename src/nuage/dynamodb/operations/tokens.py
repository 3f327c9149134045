"""ClientRequestTokens: for ten minutes, a transaction of the same token is the same transaction."""

from __future__ import annotations

import hashlib
from typing import Any

from msgspec import msgpack

from nuage.dynamodb import errors
from nuage.dynamodb.engine import Engine

VALID = 600.0  # seconds


def seen(engine: Engine, token: str, asked: Any) -> bool:
    """Whether this was done already under this token.

    :raises DynamoDBError: IdempotentParameterMismatchException, when something else was
    """
    engine.database.execute("DELETE FROM tokens WHERE expires <= ?", engine.wall())
    found = engine.database.execute("SELECT digest FROM tokens WHERE token = ?", token).fetchone()
    if found and found[0] != _digest(asked):
        raise errors.token_mismatch()
    return found is not None


def remember(engine: Engine, token: str, asked: Any) -> None:
    """This is done."""
    engine.database.execute(
        "INSERT INTO tokens (token, digest, expires) VALUES (?, ?, ?)",
        token,
        _digest(asked),
        engine.wall() + VALID,
    )


def _digest(asked: Any) -> bytes:
    return hashlib.sha256(msgpack.encode(asked, order="deterministic")).digest()
