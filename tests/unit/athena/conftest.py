from __future__ import annotations

from collections.abc import Iterator

import pytest

from nuage.athena.engine import Engine
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
