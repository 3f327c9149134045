"""A game starts: only when it is full, and once. It leaves the index of open games by that."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from queries.dynamodb.show import arguments, cost, find_table

FULL = 50


def start_game(table: Any, game_id: str, moment: str) -> Any:
    """Put the time of the start in the place of `open_timestamp`.

    :param moment: when, as in 2026-03-02T18:00:00
    :raises ConditionalCheckFailedException: when it is not full, or has started
    """
    return table.update_item(
        Key={"PK": f"GAME#{game_id}", "SK": f"#METADATA#{game_id}"},
        UpdateExpression="SET start_time = :moment REMOVE open_timestamp",
        ConditionExpression="people = :full AND attribute_not_exists(start_time)",
        ExpressionAttributeValues={":moment": moment, ":full": FULL},
        ReturnValues="ALL_NEW",
        ReturnConsumedCapacity="TOTAL",
    )


def main() -> None:
    """Start it now, or say why not."""
    given = arguments(__doc__, game_id=None)
    table = find_table(given.table)
    now = datetime.now(UTC)  # noqa: TID251 - a script for any AWS, where there is no lab clock
    try:
        answer = start_game(table, given.game_id, f"{now:%Y-%m-%dT%H:%M:%S}")
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        raise SystemExit(f"{given.game_id} does not start: it is not full, or it has started") from None
    print(f"{given.game_id} started at {answer['Attributes']['start_time']}")
    print(cost(answer["ConsumedCapacity"]))


if __name__ == "__main__":
    main()
