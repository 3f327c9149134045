"""The second lab from end to end: the sheet's own code, bootstrap, and the scripts of queries/."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bootstrap import items, labs
from bootstrap.clients import Clients, find_place
from bootstrap.plan import Plan, Tally, apply, destroy, preview
from bootstrap.settings import load
from bootstrap.state import Found
from tests.conftest import Lab
from tests.scenarios.iam_world import World, allow
from tests.scenarios.programs import python, scripts

SHEET = Path(__file__).with_name("tp4_sheet.py")
# names of our own: other scenarios share the lab
TABLE, BUCKET = "battle-royale-queries", "objects-queries"
NAMES = [f"table={TABLE}", f"objects_bucket={BUCKET}"]
SET = [part for name in NAMES for part in ("--set", name)]


def quiet(_line: str) -> None:
    """Nobody listens."""


@pytest.fixture
def clients(lab: Lab) -> Clients:
    return Clients(lab.client)


def plan_of(clients: Clients, without: tuple[str, ...] = (), *more: str) -> Plan:
    place = find_place(clients)
    settings = load(overrides=[*NAMES, *more]).fill(place.account, place.region)
    return labs.compose("tp4", settings, place, without)


@pytest.fixture
def plan(clients: Clients) -> Iterator[Plan]:
    plan = plan_of(clients)
    yield plan
    destroy(plan, clients, quiet)


def test_the_sheets_code_gives_what_the_sheet_promises(lab: Lab, tmp_path: Path) -> None:
    file = tmp_path / "items.json"
    assert python(lab, "-m", "bootstrap.items", "--output", str(file)) == f"{file}  835 items\n"
    found = json.loads(
        python(lab, str(SHEET), "battle-royale-sheet", "sheet-bucket", str(file), str(tmp_path))
    )
    made = items.generate()
    games = [item for item in made if str(item["SK"]).startswith("#METADATA#") and "map" in item]
    wanted_open = [game for game in games if "open_timestamp" in game and game["map"] == "Green Grasslands"]
    assert found == {
        "downloaded": "hello",
        "left": [],
        "count": 835,
        "units": 14.5,
        "player": ["johnsonscott"],
        "game": [50],
        "whole": 51,
        "players": 50,
        "games": sorted(str(item["game_id"]) for item in made if item["SK"] == "USER#johnsonscott"),
        "open": [
            game["game_id"] for game in sorted(wanted_open, key=lambda game: str(game["open_timestamp"]))
        ],
    }


def test_apply_twice_changes_nothing_then_destroy(clients: Clients, plan: Plan) -> None:
    lines: list[str] = []
    assert apply(plan, clients, lines.append) == Tally(created=6)
    assert [line.rpartition(": ")[0] for line in lines] == [
        f"+ bucket {BUCKET}",
        f"+ versioning of {BUCKET}",
        f"+ table {TABLE}",
        f"+ items of {TABLE}",
        f"+ index InvertedIndex of {TABLE}",
        f"+ index OpenGamesIndex of {TABLE}",
    ]
    assert apply(plan, clients, quiet) == Tally(untouched=6)
    assert preview(plan, clients, quiet).acted == 0
    scanned = clients.dynamodb.scan(TableName=TABLE, Select="COUNT", ReturnConsumedCapacity="TOTAL")
    assert (scanned["Count"], scanned["ConsumedCapacity"]["CapacityUnits"]) == (835, 14.5)
    assert destroy(plan, clients, quiet) == Tally(destroyed=6)
    assert all(resource.look(clients).found is Found.MISSING for resource in plan.resources)


def test_a_student_may_do_steps_alone_and_what_they_did_is_kept(clients: Clients, plan: Plan) -> None:
    lines: list[str] = []
    without = plan_of(clients, ("items", "open-games-index"))
    assert apply(without, clients, lines.append) == Tally(created=4)
    assert lines[-2:] == [f". items of {TABLE}: left out", f". index OpenGamesIndex of {TABLE}: left out"]
    key = {"PK": {"S": "USER#johnsonscott"}, "SK": {"S": "#METADATA#johnsonscott"}}
    mine = {**key, "name": {"S": "mine"}}
    clients.dynamodb.put_item(TableName=TABLE, Item=mine)
    lines.clear()
    assert apply(plan, clients, lines.append) == Tally(created=1, changed=1, untouched=4)
    assert f"~ items of {TABLE}: changed: 1 of 835 are there" in lines
    assert clients.dynamodb.get_item(TableName=TABLE, Key=key)["Item"] == mine


def test_bad_lines_are_told_with_their_numbers_and_the_rest_is_loaded(
    clients: Clients, plan: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "items.json"
    good = [{"PK": f"USER#{at}", "SK": "#METADATA", "score": at + 0.5} for at in range(30)]
    lines = [json.dumps(item) for item in good]
    lines[3] = lines[3][:-1]
    lines[7] = json.dumps({"PK": "USER#7", "score": 1})
    lines[11] = json.dumps({**good[11], "text": "x" * 410_000})  # over DynamoDB's 400 KB
    lines[13] = lines[12]
    lines[17] = json.dumps({**good[17], "score": int("1" * 39)})
    lines[19] = ""
    file.write_text("\n".join(lines), encoding="utf-8")
    with_file = plan_of(clients, ("inverted-index", "open-games-index"), f"items={file}")
    apply(with_file, clients, quiet)
    told = capsys.readouterr().out.splitlines()
    assert told == [
        f"! {file}, line 4: it is not JSON (Expecting ',' delimiter, column 49): left out",
        f"! {file}, line 8: it has no SK, which must be a text that is not empty: left out",
        f"! {file}, line 14: it has the same PK and SK as line 13: left out",
        f"! {file}, line 18: a number that DynamoDB cannot hold (Inexact): left out",
        f"! {file}, line 12: Item size has exceeded the maximum allowed size: left out",
    ]
    assert clients.dynamodb.scan(TableName=TABLE, Select="COUNT")["Count"] == 24


def test_the_scripts_answer_and_say_what_they_cost(lab: Lab, clients: Clients, plan: Plan) -> None:
    apply(plan, clients, quiet)

    def call(script: str, *arguments: str) -> tuple[str, ...]:
        return (f"queries.dynamodb.{script}", "--table", TABLE, *arguments)

    names = ("count", "user", "game", "game_players", "user_games", "open_games_on_map", "open_games")
    answers = dict(zip(names, scripts(lab, *(call(name) for name in names)), strict=True))
    assert {name: lines[-2:] for name, lines in answers.items()} == {
        "count": ["835 items, 835 read", "14.5 capacity units"],
        "user": ["1 items, 1 read", "0.5 capacity units"],
        "game": ["51 items, 51 read", "1 capacity units"],
        "game_players": ["50 items, 50 read", "1 capacity units"],
        "user_games": ["4 items, 4 read", "0.5 capacity units"],
        "open_games_on_map": ["4 items, 4 read", "0.5 capacity units"],
        "open_games": ["9 items, 9 read", "0.5 capacity units"],
    }
    assert [len(lines) - 2 for lines in answers.values()] == [0, 1, 51, 50, 4, 4, 9]

    (almost_full,) = (line for line in answers["open_games"] if "people=49" in line.split())
    (game,) = re.findall(r"game_id=(\S+)", almost_full)
    join = call("join_game", game, "johnsonscott")
    early, joined, again, started, opened, past = scripts(
        lab, call("start_game", game), join, join, call("start_game", game), call("open_games"),
        call("past_games"),
    )  # fmt: skip
    assert early == [f"{game} does not start: it is not full, or it has started"]
    assert joined == [f"johnsonscott joined {game}", "10 capacity units"]
    assert again[0].startswith(
        "johnsonscott did not join: player ConditionalCheckFailed, game ConditionalCheckFailed "
    )
    assert started[0].startswith(f"{game} started at 20")
    assert opened[-2:] == ["8 items, 8 read", "0.5 capacity units"]
    assert past[2:] == ["2 games have ended", "3 capacity units"]


def test_the_scripts_for_objects_and_versions(lab: Lab, clients: Clients, plan: Plan, tmp_path: Path) -> None:
    apply(Plan(plan.resources[:2]), clients, quiet)
    one, other, back, key = tmp_path / "one", tmp_path / "other", tmp_path / "back", "été/a file.txt"
    one.write_text("one")
    other.write_text("other")

    def call(script: str, *arguments: str) -> tuple[str, ...]:
        return (f"queries.s3.{script}", BUCKET, *arguments)

    put, _, deleted, listed = scripts(
        lab, call("put", str(one), key), call("put", str(other), key), call("delete", key),
        call("versions", key),
    )  # fmt: skip
    first = put[0].split()[-1]
    assert deleted == [f"{key} is deleted behind a delete marker: its versions are still there"]
    assert [line.split("  ")[2:] for line in listed] == [["deleted", "current"], ["5 bytes"], ["3 bytes"]]
    assert listed[2].startswith(first)

    restored, got, suspended, _, _, gone, listed = scripts(
        lab, call("restore", key, first), call("get", key, str(back)), call("versioning", "suspend"),
        call("put", str(other), key), call("put", str(other), key), call("delete", key, "--version", first),
        call("versions", key),
    )  # fmt: skip
    assert restored[0].startswith(f"{key} is version {first} again, as version ")
    assert got == [f"{back}  3 bytes"]
    assert back.read_text() == "one"
    assert suspended == [f"versioning of {BUCKET}: Suspended"]
    assert gone == [f"{key} is deleted"]
    assert len(listed) == 4
    assert listed[0].startswith("null  ")
    assert not any(line.startswith(first) for line in listed)


def test_a_stranger_to_the_table_is_refused(lab: Lab, clients: Clients, plan: Plan) -> None:
    apply(Plan(plan.resources[2:3]), clients, quiet)
    world = World(lab)
    arn = f"arn:aws:dynamodb:us-east-1:000000000000:table/{TABLE}"
    key = {"PK": {"S": "a"}, "SK": {"S": "b"}}

    def get(role: str) -> Any:
        return world.assume(role)("dynamodb").get_item(TableName=TABLE, Key=key)

    session = "assumed-role/{}/session"
    nobody = world.role()
    with pytest.raises(clients.dynamodb.exceptions.ClientError) as caught:
        get(nobody)
    assert caught.value.response["Error"] == {
        "Code": "AccessDeniedException",
        "Message": f"User: arn:aws:sts::000000000000:{session.format(nobody)} is not authorized to perform: "
        f"dynamodb:GetItem on resource: {arn} because no identity-based policy allows the dynamodb:GetItem "
        "action",
    }
    assert "Item" not in get(world.role(allow("dynamodb:GetItem", arn)))
