from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.metadata import decode, encode
from nuage.athena.types import VARCHAR, decimal
from nuage.athena.values import column_info


def test_the_columns_of_a_result() -> None:
    data = encode("abc-1", [column_info("id", decimal(10, 2)), column_info("t", VARCHAR)], count=0)
    fields = decode(data)
    assert fields[:2] == [(1, b"abc-1"), (3, 0)]
    assert decode(bytes(fields[2][1])) == [
        (1, b"hive"),
        (4, b"id"),
        (5, b"id"),
        (6, b"decimal"),
        (7, 10),
        (8, 2),
        (9, 3),
    ]
    assert decode(bytes(fields[3][1]))[4:] == [(7, 2147483647), (9, 3), (10, 1)]


def test_bytes_on_the_wire() -> None:
    """Written out by the rules of protobuf: tag, length, value."""
    assert bytes([0x0A, 1, ord("q"), 0x12, 1, ord("u"), 0x18, 0xAC, 0x02]) == encode("q", [], "u", 300)


@given(st.text(max_size=300), st.integers(0, 2**40))
def test_round_trip(query_id: str, count: int) -> None:
    assert [(1, query_id.encode()), (3, count)] == decode(encode(query_id, [], count=count))
