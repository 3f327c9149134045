"""How many items there are: a scan, which reads and costs the whole table (14.5 units for 835 items)."""

from __future__ import annotations

from typing import Any

from queries.dynamodb.show import arguments, find_table, show


def count(table: Any) -> Any:
    """Count by scanning. A table of more than 1 MB would need another call from LastEvaluatedKey on."""
    return table.scan(Select="COUNT", ReturnConsumedCapacity="TOTAL")


if __name__ == "__main__":
    show(count(find_table(arguments(__doc__).table)))
