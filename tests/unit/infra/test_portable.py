"""What describes the labs runs on AWS, too: nothing in it says where it runs, or who runs it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.test_one_code import CLIENT_OPTIONS, PLACE

FOLDER = Path(__file__).parents[3] / "infra"
FILES = sorted(path for kind in ("*.tf", "*.py", "*.yaml", "*.in") for path in FOLDER.rglob(kind))
# a pattern that an address has to match is no address
PATTERN = re.compile(r"\^https\?://")
# settings of the provider that say where calls go, or leave out its checks
PROVIDER = re.compile(
    r"\b(endpoints?|access_key|secret_key|token|profile|shared_\w+_files|s3_use_path_style|skip_\w+)\b\s*[={]"
)


def name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def test_there_are_files() -> None:
    assert {path.suffix for path in FILES} == {".tf", ".py", ".yaml", ".in"}
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_address_port_or_key(path: Path) -> None:
    text = PATTERN.sub("", path.read_text(encoding="utf-8"))
    assert [found.group() for found in PLACE.finditer(text)] == []
    assert [found.group() for found in PROVIDER.finditer(text)] == []
    assert [word for word in CLIENT_OPTIONS if re.search(rf"\b{word}\s*=", text)] == []


@pytest.mark.parametrize("word", ['endpoint = "x"', "endpoints {", 'access_key = "x"', "skip_x = true"])
def test_the_pattern_finds_what_it_is_for(word: str) -> None:
    assert PROVIDER.search(f"provider {{\n  {word}\n}}")
