"""A user joins a game: one transaction, so that nobody joins twice and no game holds more than 50."""

from __future__ import annotations

from typing import Any

from queries.dynamodb.show import arguments, cost, find_table

FULL = 50


def join_game(table: Any, game_id: str, username: str) -> Any:
    """Add the player and count them, both or neither.

    :raises TransactionCanceledException: when they are in the game, it is full, or it has started; the
        reasons come in the order of the two writes
    """
    joins = {
        "PK": f"GAME#{game_id}",
        "SK": f"USER#{username}",
        "game_id": game_id,
        "username": username,
    }
    put = {"TableName": table.name, "Item": joins, "ConditionExpression": "attribute_not_exists(SK)"}
    update = {
        "TableName": table.name,
        "Key": {"PK": f"GAME#{game_id}", "SK": f"#METADATA#{game_id}"},
        "UpdateExpression": "SET people = people + :one",
        "ConditionExpression": "people < :full AND attribute_exists(open_timestamp)",
        "ExpressionAttributeValues": {":one": 1, ":full": FULL},
    }
    return table.meta.client.transact_write_items(
        TransactItems=[{"Put": put}, {"Update": update}], ReturnConsumedCapacity="TOTAL"
    )


def main() -> None:
    """Join, or say which condition did not hold."""
    given = arguments(__doc__, game_id=None, username=None)
    table = find_table(given.table)
    try:
        answer = join_game(table, given.game_id, given.username)
    except table.meta.client.exceptions.TransactionCanceledException as error:
        player, game = (reason["Code"] for reason in error.response["CancellationReasons"])
        raise SystemExit(
            f"{given.username} did not join: player {player}, game {game} "
            "(ConditionalCheckFailed: is in it already; is full, has started or does not exist)"
        ) from None
    print(f"{given.username} joined {given.game_id}")
    print(cost(answer["ConsumedCapacity"]))


if __name__ == "__main__":
    main()
