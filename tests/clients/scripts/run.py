"""Runs one function of a script beside it, and prints what it returned as JSON.

run.py cursors plain '{"database": …}'

This and the scripts run in the clients' environment, which knows nothing of Nuage.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import types
from pathlib import Path


def main(script: str, function: str, world: str) -> None:
    """Import, call, print; dates, decimals and numpy's numbers become texts and numbers."""
    place = Path(__file__).with_name(f"{script}.py")
    spec = importlib.util.spec_from_file_location(script, place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    result = getattr(module, function)(types.SimpleNamespace(**json.loads(world)))
    sys.stdout.write(json.dumps(result, default=_plain))


def _plain(value: object) -> object:
    if hasattr(value, "tolist"):  # numpy's and pandas' arrays and numbers
        return value.tolist()
    if hasattr(value, "_asdict"):  # SQLAlchemy's rows
        return list(value)  # type: ignore[call-overload]
    return str(value)


if __name__ == "__main__":
    main(*sys.argv[1:])
