from __future__ import annotations

from collections.abc import Iterator

import pytest

from nuage.athena.engine import Engine
from nuage.athena.rewrite.scope import TableInfo
from tests.unit.athena import tweets
from tests.unit.athena.lab import Lab


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = Engine(tmp_path_factory.mktemp("engine"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def bare(engine: Engine) -> Lab:
    """No tables at all."""
    return Lab(engine, {})


@pytest.fixture(scope="session")
def lab(engine: Engine) -> Lab:
    """The tweets, one malformed line among them, and views over them."""
    views = {
        "default.french": TableInfo((), "SELECT id, text AS message FROM tweets WHERE lang = 'fr'"),
        "other.renamed": TableInfo((), "SELECT * FROM default.french"),
        "default.broken": TableInfo((), "SELECT nope FROM tweets"),
        "default.loop": TableInfo((), "SELECT * FROM loop"),
    }
    return Lab(engine, {"default.tweets": tweets.table(1, 2, 3, 4, bad=True)}, views)
