"""The pages that are written from the code are what the code says today."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from nuage.cli.main import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"


def generator() -> ModuleType:
    spec = spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli.md", "settings.md"])
def test_page_is_up_to_date(name: str) -> None:
    page = generator().PAGES[name]()
    assert (DOCS / name).read_text(encoding="utf-8") == page, "run `python docs/generate.py`"


def test_every_command_is_in_the_page() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"\n## nuage {name}\n" not in page] == []


def test_pages_say_nothing_of_this_machine() -> None:
    text = "".join((DOCS / name).read_text(encoding="utf-8") for name in ("cli.md", "settings.md"))
    assert str(Path.home()) not in text or str(Path.home()) == "/"
    assert sys.prefix not in text
