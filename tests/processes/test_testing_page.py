"""The code on docs/testing.md runs: each block is a file, named in its first line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nuage.testing import plugin
from tests.processes.other_suite import OtherSuite

PAGE = (Path(__file__).parents[2] / "docs" / "testing.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?:python|ini)\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.timeout(600)
def test_every_block_runs(tmp_path: Path) -> None:
    blocks = BLOCK.findall(PAGE)
    assert len(blocks) == PAGE.count("```") // 2, "a block without the name of its file is not run"
    for name, text in blocks:
        (tmp_path / name).write_text(text, encoding="utf-8")
    OtherSuite(tmp_path).passes(7)


def test_every_option_and_fixture_is_on_the_page() -> None:
    options = [f"`--{name}=" for name in plugin.OPTIONS]
    fixtures = [f"`{name}`" for name in vars(plugin) if name.startswith("nuage")]
    assert len(fixtures) == 7
    assert [word for word in options + fixtures if word not in PAGE] == []
