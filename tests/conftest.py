"""What every ring of tests shares: the target that scenarios run against."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from botocore.config import Config

from nuage.emulator import Emulator
from nuage.settings import Settings
from tests.containers.stack import Stack, build, why_no_docker
from tests.processes.emulator_process import emulator_process

IN_PROCESS, PROCESS, COMPOSE = "in-process", "process", "compose"

# a lab minute lasts a second in tests
SPEED = 60.0
# one session for all clients: it keeps the service models, which take longer to read than most tests last
SESSION = boto3.session.Session()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--target",
        default=IN_PROCESS,
        help="what scenarios run against, comma-separated: in-process (default), process, compose, or the "
        "address of a running lab; each scenario's id names its target",
    )


def targets(config: pytest.Config) -> list[str]:
    """What scenarios run against, in the order that was asked for."""
    return [target.strip() for target in str(config.getoption("--target")).split(",")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what needs a lab on every target; a test that makes a `lab` of its own is left alone."""
    own = metafunc._arg2fixturedefs.get("lab", ())
    if own and own[-1].baseid == "tests":
        metafunc.parametrize("lab", targets(metafunc.config), indirect=True, scope="session")


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
    """The lab that a scenario runs against; `--target` says which."""
    if request.param == IN_PROCESS:
        with Emulator(Settings(port=0, speed=SPEED, lambda_retry_delay=1)) as emulator:
            yield Lab(emulator.endpoint)
    elif request.param == PROCESS:
        with emulator_process(speed=SPEED) as endpoint:
            yield Lab(endpoint)
    elif request.param == COMPOSE:
        stack: Stack = request.getfixturevalue("compose_lab")
        yield Lab(stack.endpoint)
    else:
        yield Lab(request.param)


def required(name: str) -> bool:
    """Whether the absence of something is a failure: NUAGE_REQUIRE=docker,java."""
    return name in os.environ.get("NUAGE_REQUIRE", "").split(",")


@pytest.fixture(scope="session")
def docker() -> None:
    """Skip, or fail where it is required, when there is no Docker Engine with Compose."""
    if (problem := why_no_docker()) is None:
        return
    if required("docker"):
        pytest.fail(problem)
    pytest.skip(problem)


@pytest.fixture(scope="session")
def images(docker: None) -> None:
    """The two images, built from this checkout."""
    build()


@pytest.fixture(scope="session")
def compose_lab(images: None) -> Iterator[Stack]:
    """The whole stack, on ports of its own, for all tests that leave it as it is."""
    with Stack(speed=SPEED) as stack:
        yield stack


def pytest_report_header(config: pytest.Config) -> str:
    return f"scenarios run against: {config.getoption('--target')}"
