"""Writes the second lab's items.json: `python -m bootstrap.items --output items.json`.

One JSON object a line: 300 users, 15 games and 520 mappings of users to games, in the single-table
design of AWS's workshop. All of it is invented, and follows from one seed: names, addresses and mails
come from Faker, whose version is pinned because another one invents others. The size of the 835 items,
by DynamoDB's rules, is such that scanning them costs 14.5 units.
"""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click
from faker import Faker

Item = dict[str, str | int]

SEED = 4
USERS = 300
# the names that the lab sheet asks for
PLAYER = "johnsonscott"
GAME = "c9c3917e-30f3-4ba4-82c4-2e9a0e4d1cfd"
MAP = "Green Grasslands"
PLAYED = (0, 3, 4, 9)  # which games that player is in: one runs, two have ended, one is open

FULL = 50  # players a game starts with
MAPS = (MAP, "Frozen Fjord", "Misty Marshes", "Rusty Refinery", "Silent Savanna")
MEDALS = ("gold", "silver", "bronze")
FIRST_GAME = datetime(2026, 3, 2, 18, tzinfo=UTC)


@dataclass(frozen=True)
class Course:
    """How far a game has come: how many have joined, on which map, whether it began and ended."""

    people: int
    map: str
    started: bool = False
    ended: bool = False


# 300 players in full games and 220 in open ones; the sheet's game is the first
COURSES = (
    Course(FULL, MAPS[1], started=True),
    Course(FULL, MAPS[2], started=True),
    Course(FULL, MAPS[0], started=True, ended=True),
    Course(FULL, MAPS[4], started=True, ended=True),
    Course(FULL, MAPS[3], started=True, ended=True),
    Course(FULL, MAPS[0], started=True),
    Course(49, MAPS[0]),
    Course(44, MAPS[3]),
    Course(38, MAPS[1]),
    Course(31, MAPS[0]),
    Course(24, MAPS[4]),
    Course(17, MAPS[0]),
    Course(10, MAPS[2]),
    Course(5, MAPS[1]),
    Course(2, MAPS[0]),
)


def generate(seed: int = SEED) -> list[Item]:
    """All items: users, then games, then who plays in which."""
    chance = random.Random(seed)  # noqa: S311 - a game's data, not a secret
    users = list(_users(seed, chance))
    names = [str(user["username"]) for user in users]
    games: list[Item] = []
    mappings: list[Item] = []
    begin = FIRST_GAME
    for number, course in enumerate(COURSES):
        game_id = GAME if number == 0 else str(uuid.UUID(int=chance.getrandbits(128), version=4))
        players = _players(course, number, names, chance)
        begin += timedelta(seconds=chance.randrange(3_600, 36_000))
        game = _game(game_id, course, players, begin, chance)
        games.append(game)
        mappings += [_mapping(game, player) for player in players]
    return [*users, *games, *mappings]


def _users(seed: int, chance: random.Random) -> Iterator[Item]:
    fake = Faker("en_US")
    fake.seed_instance(seed)
    chosen = chance.randrange(USERS)
    for number in range(USERS):
        # not Faker's dates: they depend on today's
        born = date(1950, 1, 1) + timedelta(days=chance.randrange(20_000))
        invented = fake.unique.user_name()
        username = PLAYER if number == chosen else invented
        yield {
            "PK": f"USER#{username}",
            "SK": f"#METADATA#{username}",
            "username": username,
            "name": fake.name(),
            "email": fake.unique.ascii_safe_email(),
            "address": fake.address(),
            "birthdate": born.isoformat(),
        }


def _players(course: Course, number: int, names: list[str], chance: random.Random) -> list[str]:
    """Who joined, the creator first."""
    others = [name for name in names if name != PLAYER]
    players = chance.sample(others, course.people)
    if number in PLAYED:
        players[chance.randrange(1, course.people)] = PLAYER
    return players


def _game(game_id: str, course: Course, players: list[str], begin: datetime, chance: random.Random) -> Item:
    game: Item = {
        "PK": f"GAME#{game_id}",
        "SK": f"#METADATA#{game_id}",
        "game_id": game_id,
        "map": course.map,
        "create_time": _text(begin),
        "people": course.people,
        "creator": players[0],
    }
    if not course.started:
        game["open_timestamp"] = _text(begin)
        return game
    start = begin + timedelta(seconds=chance.randrange(300, 900))
    game["start_time"] = _text(start)
    if course.ended:
        game["end_time"] = _text(start + timedelta(seconds=chance.randrange(1_500, 2_100)))
        game |= dict(zip(MEDALS, chance.sample(players, len(MEDALS)), strict=True))
    return game


def _mapping(game: Item, player: str) -> Item:
    mapping: Item = {
        "PK": game["PK"],
        "SK": f"USER#{player}",
        "game_id": game["game_id"],
        "username": player,
    }
    for medal in MEDALS:
        if game.get(medal) == player:
            mapping["place"] = medal
    return mapping


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def lines(items: list[Item]) -> str:
    """The items as the file has them: one JSON object a line."""
    return "".join(json.dumps(item) + "\n" for item in items)


@click.command()
@click.option(
    "--output",
    default="items.json",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write.",
)
def main(output: Path) -> None:
    """Write the items of the second lab's table, one JSON object a line."""
    items = generate()
    try:
        output.write_text(lines(items), encoding="utf-8", newline="\n")
    except OSError as error:
        click.echo(f"Cannot write {output}: {error.strerror}. Choose another file with --output.", err=True)
        raise SystemExit(2) from None
    click.echo(f"{output}  {len(items)} items")


if __name__ == "__main__":
    main(prog_name="python -m bootstrap.items")
