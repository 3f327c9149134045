from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.glue.errors import GlueError
from nuage.glue.pages import page


@given(st.integers(0, 40), st.integers(1, 12))
def test_pages_hold_every_item_once(count: int, size: int) -> None:
    found: list[int] = []
    token: dict[str, str] = {}
    while True:
        shown, token = page(range(count), {"MaxResults": size, **token}, 10)
        assert len(shown) <= min(size, 10)
        found += shown
        if not token:
            break
    assert found == list(range(count))


@pytest.mark.parametrize("token", ["x", "Z2x1ZTo=", "é", "Z2x1ZTotMQ=="])
def test_a_token_of_another_is_refused(token: str) -> None:
    with pytest.raises(GlueError, match="Invalid NextToken"):
        page([1], {"NextToken": token}, 10)
