"""Where this machine has the libraries that AWS's runtime brings along, and Python itself."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path

from nuage.functions.child.libraries import INCLUDED

SOURCE = Path(__file__).parents[2]


@cache
def library_folders() -> list[str]:
    """The folders that hold them: one, as a rule, the site-packages of this environment."""
    folders: set[str] = set()
    for name in INCLUDED:
        spec = importlib.util.find_spec(name)
        if spec is None:
            continue
        if spec.submodule_search_locations:
            folders.update(str(Path(place).parent) for place in spec.submodule_search_locations)
        elif spec.origin:
            folders.add(str(Path(spec.origin).parent))
    return sorted(folders)


def what_python_reads() -> list[str]:
    """Every path that a function's process must be able to read while it runs."""
    return [sys.prefix, sys.base_prefix, sys.executable, str(SOURCE), *library_folders()]
