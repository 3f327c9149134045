"""The pages that are written from the code are what the code says today."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nuage.cli.main import COMMANDS
from nuage.emulator import host_environment
from nuage.settings import Settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def test_pages_are_up_to_date() -> None:
    # in a process of its own: the coverage page loads LocalStack's providers
    # without what a lab in this process has told LocalStack
    told = host_environment(Settings(), 0, DOCS)
    done = subprocess.run(
        [sys.executable, str(DOCS / "generate.py"), "--check"],
        env={name: value for name, value in os.environ.items() if name not in told},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


LINK = re.compile(r"\]\(([^)#]+?)(?:#[^)]*)?\)")
QUOTED = re.compile(r"`((?:src|tests|docs|bootstrap|infra|queries|lambda|benchmarks)/[\w./-]+)`")


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *DOCS.glob("*.md")], ids=lambda page: page.name)
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [page.parent / target for target in LINK.findall(text) if "://" not in target]
    paths = [ROOT / path for path in QUOTED.findall(text)]
    assert [str(path) for path in links + paths if not path.exists()] == []


def test_every_command_is_in_the_page() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"\n## nuage {name}\n" not in page] == []


def test_pages_say_nothing_of_this_machine() -> None:
    text = "".join((DOCS / name).read_text(encoding="utf-8") for name in ("cli.md", "settings.md"))
    assert str(Path.home()) not in text or str(Path.home()) == "/"
    assert sys.prefix not in text


def test_the_page_has_the_code_of_the_lab_sheet_as_it_is_tested() -> None:
    code = (ROOT / "infra" / "cdk" / "sheet.py").read_text(encoding="utf-8")
    assert code[code.index("from cdktn import") :] in (DOCS / "cdktf.md").read_text(encoding="utf-8")


def test_every_variable_and_resource_of_terraform_is_in_the_page() -> None:
    page = (DOCS / "infrastructure.md").read_text(encoding="utf-8")
    modules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "infra").rglob("*.tf"))
    named = re.findall(r'^(?:variable|resource) "(\w+)"', modules, re.MULTILINE)
    assert len(named) > 30
    assert sorted({name for name in named if f"`{name}`" not in page}) == []
