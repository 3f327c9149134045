"""The examples work, as their README says: by themselves, and with two workers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.processes.other_suite import OtherSuite

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.timeout(900)
@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["alone", "two workers"])
def test_orders(tmp_path: Path, options: list[str]) -> None:
    # outside of the repository, where nothing but the installed plug-in helps
    folder = Path(shutil.copytree(EXAMPLES / "orders", tmp_path / "orders"))
    OtherSuite(folder).passes(3, *options)


def test_the_pipeline_knows_nothing_of_nuage() -> None:
    files = [path for path in EXAMPLES.rglob("*.py") if not path.name.startswith("test_")]
    assert files
    assert [path.name for path in files if "nuage" in path.read_text(encoding="utf-8").lower()] == []
