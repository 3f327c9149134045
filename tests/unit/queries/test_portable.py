"""The scripts run wherever boto3 leads: none says where it is, or who runs it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.unit.test_one_code import strings

FOLDER = Path(__file__).parents[3] / "queries"
FILES = sorted(FOLDER.rglob("*.py"))
SCRIPTS = [path for path in FILES if path.name not in {"__init__.py", "show.py"}]
IMPORTS = re.compile(r"^(?:from|import) (\S+)", re.MULTILINE)


def test_there_are_files() -> None:
    assert len(SCRIPTS) >= 15


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_region(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [text for text in strings(tree) if re.search(r"\b[a-z]{2}-[a-z]+-\d", text)] == []
    assert "region_name" not in {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_plain_boto3(path: Path) -> None:
    standard = {"__future__", "argparse", "collections.abc", "datetime", "pathlib", "typing"}
    found = set(IMPORTS.findall(path.read_text(encoding="utf-8"))) - standard
    assert all(name == "boto3" or name.startswith("queries.") for name in found), found


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_each_is_short_and_can_be_run(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert '\nif __name__ == "__main__":\n' in text
    assert len(text.splitlines()) <= 60
