"""The same bootstrap runs on AWS: nothing in it says where it runs, or who runs it."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "bootstrap"
FILES = sorted(FOLDER.glob("*.py"))
# ports of the lab, and whatever looks like an address or an access key
PLACE = re.compile(
    r"\b(4566|5002)\b|127\.0\.0\.1|localhost|https?://|\b(AKIA|ASIA)[A-Z0-9]{4,}", re.IGNORECASE
)
CLIENT_OPTIONS = {"endpoint_url", "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "verify"}


def texts(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return [text for text in constants if isinstance(text, str) and text not in documentation]


def test_there_are_files() -> None:
    assert len(FILES) > 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_address_port_or_key(path: Path) -> None:
    assert [text for text in texts(path) if PLACE.search(text)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_clients_are_configured_by_boto3_alone(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    given = {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword)}
    assert given & CLIENT_OPTIONS == set()


def test_no_address_port_or_key_in_the_settings() -> None:
    settings = tomllib.loads((FOLDER / "settings.toml").read_text(encoding="utf-8"))
    assert [value for value in settings.values() if PLACE.search(str(value))] == []
