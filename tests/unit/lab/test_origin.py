from __future__ import annotations

import threading
from pathlib import Path

import pytest

from nuage.lab.origin import agreed, with_origin
from nuage.lab.problem import Problem
from nuage.settings import Settings


def test_without_a_file_lab_time_begins_now() -> None:
    assert agreed("", 12.5) == 12.5


def test_the_first_to_ask_says_when(tmp_path: Path) -> None:
    file = str(tmp_path / "origin")
    assert agreed(file, 1795304470.25) == 1795304470.25
    assert agreed(file, 1795304999.0) == 1795304470.25
    assert [path.name for path in tmp_path.iterdir()] == ["origin"]


def test_those_who_ask_at_once_are_told_the_same(tmp_path: Path) -> None:
    found: list[float] = []
    together = threading.Barrier(8)

    def ask(now: float) -> None:
        together.wait()
        found.append(agreed(str(tmp_path / "origin"), now))

    threads = [threading.Thread(target=ask, args=(float(now),)) for now in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


@pytest.mark.parametrize("text", ["", "noon"])
def test_a_file_that_says_no_time_is_an_error_with_advice(tmp_path: Path, text: str) -> None:
    (tmp_path / "origin").write_text(text)
    with pytest.raises(Problem, match=r"NUAGE_CLOCK_FILE=.*cannot be used.*or set NUAGE_CLOCK_ORIGIN"):
        agreed(str(tmp_path / "origin"), 1.0)


def test_a_folder_that_is_not_there_is_an_error_with_advice(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="No such file"):
        agreed(str(tmp_path / "missing" / "origin"), 1.0)


def test_two_servers_that_share_a_file_have_one_origin(tmp_path: Path) -> None:
    settings = Settings(speed=60, clock_file=str(tmp_path / "origin"))
    first = with_origin(settings)
    assert first.clock_origin > 0
    assert with_origin(settings) == first
    assert with_origin(Settings(speed=60, clock_origin=5.0)).clock_origin == 5.0
