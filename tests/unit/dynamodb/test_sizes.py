from __future__ import annotations

from typing import Any

import pytest

from nuage.dynamodb import sizes


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": ""}, 0),
        ({"S": "é"}, 2),
        ({"S": "\U0001f3ae"}, 4),
        ({"B": b"abc"}, 3),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"SS": ["a", "bc"]}, 3),
        ({"NS": ["1", "22", "333"]}, 7),
        ({"L": []}, 3),
        ({"L": [{"S": "ab"}, {"S": "c"}]}, 8),
        ({"M": {"ab": {"S": "c"}}}, 7),
    ],
)
def test_size_of_a_value(value: dict[str, Any], size: int) -> None:
    assert sizes.value_size(value) == size


def test_names_count() -> None:
    assert sizes.item_size({"PK": {"S": "abc"}, "é": {"N": "1"}}) == 2 + 3 + 2 + 2
