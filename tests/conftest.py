"""What every ring of tests shares: the target that scenarios run against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from botocore.config import Config

from nuage.emulator import Emulator
from nuage.settings import Settings

# a lab minute lasts a second in tests
SPEED = 60.0
# one session for all clients: it keeps the service models, which take longer to read than most tests last
SESSION = boto3.session.Session()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--target",
        default="in-process",
        help="what scenarios run against: in-process (default), or the address of a running lab",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests without a lab come first: Hypothesis seeds `random`, which the lab's threads would draw from."""
    items.sort(key=lambda item: "lab" in getattr(item, "fixturenames", ()))


@dataclass(frozen=True)
class Lab:
    """A running lab, as a test sees it: an address."""

    endpoint: str

    def client(self, service: str, key: str = "test", secret: str = "test", token: str | None = None) -> Any:
        """A boto3 client; `key` says who is calling."""
        return SESSION.client(
            service,
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}),
        )


@pytest.fixture(scope="session")
def lab(request: pytest.FixtureRequest) -> Iterator[Lab]:
    target = request.config.getoption("--target")
    if target != "in-process":
        yield Lab(target)
        return
    with Emulator(Settings(port=0, speed=SPEED, lambda_retry_delay=1)) as emulator:
        yield Lab(emulator.endpoint)


def pytest_report_header(config: pytest.Config) -> str:
    return f"scenarios run against: {config.getoption('--target')}"
