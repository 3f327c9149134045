"""What the OpenX SerDe says of an object or an array in a column of scalars."""

from __future__ import annotations

import json

import pytest

from nuage.athena.serdes.model import BadValueError
from nuage.athena.serdes.openx_types import Binding, coercer
from nuage.athena.types import parse_hive_type


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("int", '{"x": {"a": 1}}', "JSONObject cannot be cast to java.lang.Integer"),
        ("bigint", '{"x": [1]}', "JSONArray cannot be cast to java.lang.Long"),
        ("double", '{"x": {}}', "JSONObject cannot be cast to java.lang.Double"),
        ("timestamp", '{"x": []}', "JSONArray cannot be cast to java.sql.Timestamp"),
    ],
)
def test_an_object_in_a_column_of_numbers_fails_in_javas_words(kind: str, text: str, reason: str) -> None:
    with pytest.raises(BadValueError) as caught:
        coercer(parse_hive_type(kind), Binding({}), exact=True)(json.loads(text)["x"])
    assert str(caught.value) == f"org.openx.data.jsonserde.json.{reason}"
