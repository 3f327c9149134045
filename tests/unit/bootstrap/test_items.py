"""The generated items: the same everywhere, of the lab's shape, and of the size that costs 14.5 units."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from bootstrap import items

MADE = items.generate()
# of the file that is written; Faker's version is pinned because another one changes it
DIGEST = "5e6801ac03868c9141e5654bc439ec6954512c6694fd3e026e93621a7223d8ef"


def kind(item: items.Item) -> str:
    if str(item["PK"]).startswith("USER#"):
        return "user"
    return "game" if str(item["SK"]).startswith("#METADATA#") else "mapping"


def of(wanted: str) -> list[items.Item]:
    return [item for item in MADE if kind(item) == wanted]


def size(item: items.Item) -> int:
    """Bytes by DynamoDB's rules: names and texts in UTF-8; a number has one, and one for two digits."""
    return sum(
        len(name.encode())
        + (len(value.encode()) if isinstance(value, str) else (len(str(value)) + 1) // 2 + 1)
        for name, value in item.items()
    )


def test_the_bytes_are_the_same_everywhere() -> None:
    assert hashlib.sha256(items.lines(MADE).encode()).hexdigest() == DIGEST


def test_how_many_there_are() -> None:
    assert Counter(map(kind, MADE)) == {"user": 300, "game": 15, "mapping": 520}
    assert len({(item["PK"], item["SK"]) for item in MADE}) == 835


def test_a_scan_costs_14_and_a_half_units_also_when_a_player_joins() -> None:
    total = sum(map(size, MADE))
    assert -(-total // 4096) * 0.5 == 14.5
    assert -(-(total + 500) // 4096) * 0.5 == 14.5


def test_the_shapes() -> None:
    user = {"PK", "SK", "username", "name", "email", "address", "birthdate"}
    assert {frozenset(item) for item in of("user")} == {frozenset(user)}
    mapping = {"PK", "SK", "game_id", "username"}
    assert {frozenset(item) for item in of("mapping")} == {frozenset(mapping), frozenset(mapping | {"place"})}
    game = {"PK", "SK", "game_id", "map", "create_time", "people", "creator"}
    started = game | {"start_time"}
    assert Counter(frozenset(item) for item in of("game")) == {
        frozenset(game | {"open_timestamp"}): 9,
        frozenset(started): 3,
        frozenset(started | {"end_time", "gold", "silver", "bronze"}): 3,
    }


def test_games_and_mappings_agree() -> None:
    users = {item["username"] for item in of("user")}
    players = {
        game["game_id"]: [item["username"] for item in of("mapping") if item["game_id"] == game["game_id"]]
        for game in of("game")
    }
    for game in of("game"):
        own = players[game["game_id"]]
        assert len(own) == game["people"]
        assert game["creator"] in own
        assert set(own) <= users
        assert ("open_timestamp" in game) == (game["people"] != 50) == ("start_time" not in game)
        times = [str(game[name]) for name in ("create_time", "start_time", "end_time") if name in game]
        assert times == sorted(times)
    winners = {(g["game_id"], g[medal], medal) for g in of("game") for medal in items.MEDALS if medal in g}
    assert winners == {(m["game_id"], m["username"], m["place"]) for m in of("mapping") if "place" in m}


def test_what_the_sheet_asks_for() -> None:
    assert sum(item["PK"] == "USER#johnsonscott" for item in MADE) == 1
    assert sum(item["PK"] == f"GAME#{items.GAME}" for item in MADE) == 51
    assert [item["people"] for item in of("game") if item["game_id"] == items.GAME] == [50]
    assert sum(item["map"] == "Green Grasslands" and "open_timestamp" in item for item in of("game")) == 4


def test_no_mail_can_reach_anybody() -> None:
    domains = {str(item["email"]).rpartition("@")[2] for item in of("user")}
    assert domains == {"example.com", "example.net", "example.org"}  # RFC 2606


def test_another_seed_makes_other_items_of_the_same_kinds() -> None:
    other = items.generate(5)
    assert other != MADE
    assert Counter(map(kind, other)) == Counter(map(kind, MADE))


def test_numbers_are_whole_because_boto3_refuses_floats() -> None:
    values = [value for item in MADE for value in item.values()]
    assert {type(value) for value in values} == {str, int}


def test_the_file_is_written(tmp_path: Path) -> None:
    output = tmp_path / "items.json"
    result = CliRunner().invoke(items.main, ["--output", str(output)])
    assert (result.exit_code, result.output) == (0, f"{output}  835 items\n")
    assert hashlib.sha256(output.read_bytes()).hexdigest() == DIGEST
    assert [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()] == MADE


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(items.main, ["--output", str(tmp_path / "none" / "items.json")])
    assert result.exit_code == 2
    assert result.output.endswith("Choose another file with --output.\n")


@pytest.mark.parametrize("course", items.COURSES)
def test_full_games_have_started_and_others_are_open(course: items.Course) -> None:
    assert course.started == (course.people == items.FULL)
    assert course.started or not course.ended
