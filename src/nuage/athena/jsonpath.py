"""Trino's JSON paths: `$`, `.name`, `[0]`, `["name"]`; nothing recursive, no wildcards."""

from __future__ import annotations

import re

_STEP = re.compile(
    r"""\.(?P<name>[A-Za-z0-9_]+)|\[(?P<index>\d+)\]|\[(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>[^']*)')\]"""
)


def read_path(path: str) -> list[str | int] | None:
    """The steps of `$.a[0]["b c"]`, or None if it is no path that Trino's plain reader takes."""
    if not path.startswith("$"):
        return None
    steps: list[str | int] = []
    at = 1
    while at < len(path):
        match = _STEP.match(path, at)
        if match is None:
            return None
        if match["index"] is not None:
            steps.append(int(match["index"]))
        else:
            steps.append(next(t for t in (match["name"], match["double"], match["single"]) if t is not None))
        at = match.end()
    return steps


def engine_path(steps: list[str | int]) -> str:
    """The engine's spelling of a path."""
    return "$" + "".join(
        f"[{step}]" if isinstance(step, int) else '."' + step.replace("\\", "\\\\").replace('"', '\\"') + '"'
        for step in steps
    )
