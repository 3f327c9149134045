"""Whose pickles these are: snapshots are read by the versions that wrote them."""

from __future__ import annotations

import sys
from importlib.metadata import version


def versions() -> dict[str, str]:
    """What the form of a snapshot depends on."""
    return {
        "nuage": version("nuage"),
        "localstack": version("localstack-core"),
        "moto": version("moto-ext"),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }
