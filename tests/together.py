"""Which tests one worker of pytest-xdist runs one after the other, because they share what is slow to start.

xdist's own marker for it (`xdist_group`, up to 3.8.0) has no effect under pytest 9.2: it renames a test
through an attribute that pytest no longer reads.
"""

from __future__ import annotations

import re

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

CONTAINERS = "tests/containers/"
SCENARIOS = "tests/scenarios/"
# the labs that are processes or containers of their own; the one in the tests' process is each worker's own
_TARGET = re.compile(r"\[(process|compose)\b")


def together(nodeid: str) -> str:
    """What is run together with a test: its file, or all that share a lab or the engine of containers."""
    path = nodeid.partition("::")[0]
    if path.startswith(CONTAINERS):
        return "containers"
    target = _TARGET.search(nodeid) if path.startswith(SCENARIOS) else None
    return target[1] if target else path


class Together(LoadScopeScheduling):  # type: ignore[misc]  # xdist's classes have no types for mypy
    """Gives each worker whole groups, in the order of the tests."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)
