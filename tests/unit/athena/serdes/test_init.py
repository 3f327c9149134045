"""Which SerDe a table's class name stands for."""

from __future__ import annotations

import pytest

from nuage.athena.errors import QueryError
from nuage.athena.serdes import MISSING, PARQUET, SERDES, TableFormat, is_parquet, serde_for


@pytest.mark.parametrize("name", SERDES)
def test_every_class_name_has_its_serde(name: str) -> None:
    found = serde_for(TableFormat(name, (), {"input.regex": "x"}), ())
    assert type(found) is SERDES[name]
    assert type(serde_for(TableFormat(name.lower(), (), {"input.regex": "x"}), ())) is SERDES[name]


@pytest.mark.parametrize("name", MISSING)
def test_what_is_not_built_is_refused_by_name(name: str) -> None:
    with pytest.raises(QueryError) as failure:
        serde_for(TableFormat(name, ()), ())
    assert failure.value.reason == f"NOT_SUPPORTED: SerDe {name} is not supported here"


def test_an_unknown_class_is_no_format() -> None:
    with pytest.raises(QueryError) as failure:
        serde_for(TableFormat("com.example.SerDe", ()), ())
    assert failure.value.name == "HIVE_UNSUPPORTED_FORMAT"


def test_parquet_goes_to_the_engine() -> None:
    assert is_parquet(PARQUET)
    assert is_parquet(PARQUET.lower())
    assert not is_parquet("org.openx.data.jsonserde.JsonSerDe")
