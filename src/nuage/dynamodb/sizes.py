"""How many bytes an item is, by AWS's published rules; capacity is counted from it.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

from __future__ import annotations

from nuage.dynamodb import numbers
from nuage.dynamodb.values import Item, Value, kind

MAX_ITEM = 400 * 1024
# a list or map costs this, whatever is in it, and one more for each element
CONTAINER = 3
ELEMENT = 1


def item_size(item: Item) -> int:
    """Bytes of an item: the names of its attributes and their values."""
    total = 0
    for name, value in item.items():
        text = value.get("S")
        # most names and values are plain text
        total += len(name) if name.isascii() else len(name.encode())
        total += len(text) if text is not None and text.isascii() else value_size(value)
    return total


def value_size(value: Value) -> int:
    """Bytes of a value."""
    letter = kind(value)
    held = value[letter]
    match letter:
        case "S":
            return len(held) if held.isascii() else len(held.encode("utf-8", "surrogatepass"))
        case "N":
            return numbers.size(held)
        case "B":
            return len(held)
        case "NULL" | "BOOL":
            return 1
        case "SS":
            return sum(len(each.encode("utf-8", "surrogatepass")) for each in held)
        case "NS":
            return sum(numbers.size(each) for each in held)
        case "BS":
            return sum(len(each) for each in held)
        case "L":
            return CONTAINER + sum(ELEMENT + value_size(each) for each in held)
    return CONTAINER + ELEMENT * len(held) + item_size(held)
