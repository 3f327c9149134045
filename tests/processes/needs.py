"""What a test needs that a machine may lack: it is skipped with the reason, or fails where CI requires it."""

from __future__ import annotations

import os

import pytest


def required(name: str) -> bool:
    """Whether NUAGE_REQUIRE, a list separated by commas, has the name."""
    return name in os.environ.get("NUAGE_REQUIRE", "").split(",")


def need(name: str, missing: str | None) -> None:
    """Go on when nothing is missing.

    :param name: the word for it in NUAGE_REQUIRE
    :param missing: why it cannot be had here, or None
    """
    if missing:
        (pytest.fail if required(name) else pytest.skip)(missing)
