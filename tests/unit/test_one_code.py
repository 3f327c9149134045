"""What runs on AWS says nowhere where it runs: no endpoint, port or key in lambda/, bootstrap/, queries/."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("lambda", "bootstrap", "queries")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file())
CODE = [path for path in FILES if path.suffix == ".py"]
TEXTS = [path for path in FILES if path.suffix in {".sql", ".toml", ".txt", ".json"}]
# ports of the lab and of a rehearsal, and whatever looks like an address, an AWS host or an access key
PLACE = re.compile(
    r"\b(4566|4567|5002)\b|127\.0\.0\.1|localhost:|localstack|https?://|\b[a-z0-9-]+\.amazonaws\.com/"
    r"|\bA(KI|SI)A[A-Z0-9]{16}\b",
    re.IGNORECASE,
)
CLIENT_OPTIONS = {
    "aws_access_key_id",
    "aws_account_id",
    "aws_secret_access_key",
    "aws_session_token",
    "endpoint_url",
    "profile_name",
    "use_ssl",
    "verify",
}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def strings(tree: ast.AST) -> list[str]:
    """The texts of a module, but its documentation."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    documentation = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return [node.value for node in constants if isinstance(node.value, str) and node not in documentation]


def options(tree: ast.AST) -> set[str]:
    """The names that are given to calls, as keywords, keys of dictionaries or attributes that are set."""
    keywords = {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg}
    keys = {
        key.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    return keywords | keys


def test_there_is_code_of_each_folder() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in CODE} == set(FOLDERS)
    assert {path.suffix for path in TEXTS} == {".sql", ".toml", ".txt"}


@pytest.mark.parametrize("path", CODE, ids=name)
def test_no_endpoint_port_or_key_in_code(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [text for text in strings(tree) if PLACE.search(text)] == []
    numbers = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert not {4566, 4567, 5002} & {value for value in numbers if isinstance(value, int)}


@pytest.mark.parametrize("path", CODE, ids=name)
def test_clients_are_configured_by_boto3_alone(path: Path) -> None:
    assert options(ast.parse(path.read_text(encoding="utf-8"))) & CLIENT_OPTIONS == set()


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_no_endpoint_port_or_key_in_settings_and_queries(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if PLACE.search(line.partition("#")[0].partition("--")[0])] == []


@pytest.mark.parametrize(
    "code",
    [
        'boto3.client("s3", endpoint_url=x)',
        'boto3.client("s3", **{"endpoint_url": x})',
        'x = "http://10.0.0.1"',
        "port = 4566",
        'key = "AKIAIOSFODNN7EXAMPLE"',
    ],
)
def test_what_is_looked_for_is_found(code: str) -> None:
    tree = ast.parse(code)
    numbers = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert (
        any(PLACE.search(text) for text in strings(tree)) or options(tree) & CLIENT_OPTIONS or 4566 in numbers
    )
