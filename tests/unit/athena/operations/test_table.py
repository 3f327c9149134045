"""One operation is one module, one test module and one line in the table."""

from __future__ import annotations

import re
from pathlib import Path

from nuage.athena import operations
from nuage.athena.operations.table import OPERATIONS

MODULES = Path(str(operations.__file__)).parent


def snake(operation: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()


def test_every_operation_has_its_module_and_its_tests() -> None:
    names = {snake(operation) for operation in OPERATIONS}
    assert names == {path.stem for path in MODULES.glob("*.py")} - {"__init__", "table"}
    assert names == {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")} - {
        "table"
    }
    assert {name: function.__module__ for name, function in OPERATIONS.items()} == {
        name: f"nuage.athena.operations.{snake(name)}" for name in OPERATIONS
    }
