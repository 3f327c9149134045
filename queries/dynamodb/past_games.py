"""The games of a user that have ended: keys from the inverted index, then the games in batches."""

from __future__ import annotations

from typing import Any

import boto3

from queries.dynamodb.show import PLAYER, arguments, cost
from queries.dynamodb.user_games import user_games

BATCH = 100  # keys that one BatchGetItem takes


def past_games(dynamodb: Any, table: str, username: str) -> tuple[list[dict[str, Any]], list[Any]]:
    """Each game that has ended, the oldest first, with the user's place in it; and what all calls cost.

    :param dynamodb: boto3's resource; a batch may ask several tables, so it is not a table's
    """
    found = user_games(dynamodb.Table(table), username)
    places = {item["PK"]: item.get("place", "") for item in found["Items"]}
    keys = [{"PK": game, "SK": game.replace("GAME#", "#METADATA#")} for game in places]
    games: list[dict[str, Any]] = []
    consumed = [found["ConsumedCapacity"]]
    for start in range(0, len(keys), BATCH):
        asked = {table: {"Keys": keys[start : start + BATCH]}}
        while asked:  # DynamoDB may leave keys for another call
            answer = dynamodb.batch_get_item(RequestItems=asked, ReturnConsumedCapacity="TOTAL")
            games += answer["Responses"][table]
            consumed += answer["ConsumedCapacity"]
            asked = answer["UnprocessedKeys"]
    ended = [game | {"place": places[game["PK"]]} for game in games if "end_time" in game]
    return sorted(ended, key=lambda game: str(game["end_time"])), consumed


def main() -> None:
    """Print them."""
    given = arguments(__doc__, username=PLAYER)
    games, consumed = past_games(boto3.resource("dynamodb"), given.table, given.username)
    for game in games:
        print(f"{game['end_time']}  {game['map']:18} won by {game['gold']:18} {game['place']}".rstrip())
    print(f"{len(games)} games have ended")
    print(cost(consumed))


if __name__ == "__main__":
    main()
