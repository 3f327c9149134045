"""The tour of the second lab: what `nuage demo --lab tp4` shows, with the scripts of `queries/`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from nuage.lab.problem import Problem
from nuage.lab.record import Record

if TYPE_CHECKING:
    from nuage.lab.resources import Resources

Say = Callable[[str], None]
KEY = "scores.txt"


def tour(resources: Resources, record: Record, say: Say) -> None:
    """All that happens once the lab answers.

    :param say: prints a line that belongs to a step
    :raises Problem: when something of it does not happen
    """
    from bootstrap import plan as plans
    from nuage.lab.clients import make_resource

    connect = make_resource(record.endpoint, record.region)
    plan = resources.plan("tp4")
    click.echo("2. bootstrap creates a bucket and a table, loads the items and adds two indexes:")
    plans.apply(plan, resources.clients, say)
    dynamodb = connect("dynamodb")
    table = dynamodb.Table(resources.settings.table)
    read(table, say)
    use_indexes(table, say)
    play(dynamodb, table, say)
    keep_versions(connect("s3"), resources.settings.objects_bucket, say)
    click.echo("7. Everything is taken away again:")
    plans.destroy(resources.leftovers("tp4"), resources.clients, say)


def read(table: Any, say: Say) -> None:
    """What the sheet asks before there are indexes."""
    from queries.dynamodb import count, game, game_players, show, user

    click.echo("3. The sheet's questions, and what they cost in capacity units:")
    counted = count.count(table)
    expect("items", 835, counted["Count"])
    expect("capacity units of the scan", 14.5, counted["ConsumedCapacity"]["CapacityUnits"])
    say(f"count, by a scan:       {told(counted)}")
    found = user.user(table, show.PLAYER)
    (player,) = found["Items"]
    say(f"{player['username']}:           {player['name']}, {player['email']}, {told(found)}")
    whole = game.game(table, show.GAME)
    expect("items of the game", 51, whole["Count"])
    say(f"a game, all of it:      {told(whole)}")
    players = game_players.game_players(table, show.GAME)
    expect("players of the game", 50, players["Count"])
    say(f"its players:            {told(players)}")


def use_indexes(table: Any, say: Say) -> None:
    """What the sheet asks of the indexes."""
    from queries.dynamodb import open_games, open_games_on_map, show, user_games

    click.echo("4. The same table by other keys, with its indexes:")
    games = user_games.user_games(table, show.PLAYER)
    say(f"games of {show.PLAYER}:  {told(games)} (InvertedIndex)")
    opened = open_games_on_map.open_games_on_map(table, show.MAP)
    say(f"open on {show.MAP}: {told(opened)} (OpenGamesIndex)")
    for item in opened["Items"]:
        say(f"    since {item['open_timestamp']}, {item['people']} players, by {item['creator']}")
    everywhere = open_games.open_games(table)
    say(f"open on any map:        {told(everywhere)}: the index is sparse, so scanning it is cheap")


def play(dynamodb: Any, table: Any, say: Say) -> None:
    """Join a game, and start it."""
    from queries.dynamodb import join_game, open_games, past_games, show, start_game

    click.echo("5. Joining is a transaction: the player is added and counted, or neither.")
    fullest = max(open_games.open_games(table)["Items"], key=lambda game: game["people"])
    game_id = str(fullest["game_id"])
    joined = join_game.join_game(table, game_id, show.PLAYER)
    say(
        f"{show.PLAYER} joins player {fullest['people'] + 1:g} of 50: {show.cost(joined['ConsumedCapacity'])}"
    )
    try:
        join_game.join_game(table, game_id, show.PLAYER)
    except table.meta.client.exceptions.TransactionCanceledException as error:
        say(f"a second time: {error.response['Error']['Message']}")
    else:
        raise Problem("a player joined the same game twice: this is a fault of Nuage.")
    start_game.start_game(table, game_id, "2026-03-09T18:00:00")
    left = open_games.open_games(table)
    expect("open games once one has started", 8, left["Count"])
    say(f"it is full and starts; {left['Count']} games are open")
    ended, consumed = past_games.past_games(dynamodb, table.name, show.PLAYER)
    say(f"past games of {show.PLAYER}: {len(ended)}, {show.cost(consumed)}")


def keep_versions(s3: Any, bucket: str, say: Say) -> None:
    """Put, update, delete and restore an object."""
    from queries.s3 import delete, get, put, restore, versions

    click.echo(f"6. s3://{bucket} keeps the versions of its objects:")
    first = put.put(s3, bucket, KEY, b"50 players")["VersionId"]
    put.put(s3, bucket, KEY, b"nobody")
    delete.delete(s3, bucket, KEY)
    for version in versions.versions(s3, bucket, KEY):
        say(versions.line(version))
    restore.restore(s3, bucket, KEY, first)
    text = get.get(s3, bucket, KEY).decode()
    expect("the restored object", "50 players", text)
    kept = len(versions.versions(s3, bucket, KEY))
    say(f"restored: {KEY} says {text!r} again, and has {kept} versions, the delete marker among them")


def told(answer: dict[str, Any]) -> str:
    """How many items an answer has, and what they cost."""
    units = answer["ConsumedCapacity"]["CapacityUnits"]
    items = "1 item" if answer["Count"] == 1 else f"{answer['Count']} items"
    return f"{items}, {units:g} units"


def expect(what: str, wanted: object, found: object) -> None:
    """Hold the lab to what the sheet promises.

    :raises Problem: when it is something else
    """
    if found != wanted:
        raise Problem(f"{what}: {found!r} instead of {wanted!r}. This is a fault of Nuage: please report it.")
