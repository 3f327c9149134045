"""What every ring of tests shares: the target that scenarios run against."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import boto3
import hypothesis
import pytest
from botocore.config import Config

from nuage.emulator import Emulator, host_environment
from nuage.gateway import unused
from nuage.lab.ports import free_port
from nuage.settings import Settings
from tests.containers.stack import SERVERS, Stack, build, why_no_docker
from tests.processes.emulator_process import emulator_process
from tests.processes.program import HOST
from tests.together import Together, together

# how fast the machine is fails no test
hypothesis.settings.register_profile(
    "nuage", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("nuage")
SCENARIOS = Path(__file__).with_name("scenarios")
PROCESSES = Path(__file__).with_name("processes")
IN_PROCESS, PROCESS, COMPOSE = "in-process", "process", "compose"

# a lab minute lasts a second in tests
SPEED = 60.0
# one session for all clients: it keeps the service models, which take longer to read than most tests last
SESSION = boto3.session.Session()
IN_PROCESS_SETTINGS = Settings(port=free_port(HOST), speed=SPEED, lambda_retry_delay=1)


def configure_localstack() -> None:
    """Have LocalStack read the configuration of the lab in this process.

    It reads it once, when it is imported, and unit tests that import it come before the first lab starts.
    """
    folder = tempfile.mkdtemp(prefix="nuage-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    unused.leave_out()
    told = host_environment(IN_PROCESS_SETTINGS, IN_PROCESS_SETTINGS.port, Path(folder))
    with mock.patch.dict(os.environ, told):
        import localstack.config  # noqa: F401


configure_localstack()


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
    """Run scenarios on every target that was asked for; other tests that need a lab have it in-process."""
    if "lab" in metafunc.fixturenames and metafunc.definition.path.is_relative_to(SCENARIOS):
        metafunc.parametrize("lab", targets(metafunc.config), indirect=True, scope="session")


@pytest.hookimpl(trylast=True)  # pytest itself puts together what shares a fixture
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first, and the lab in this process last; skip what a target cannot show.

    Hypothesis seeds `random`, which the threads of that lab would draw from.
    """
    items.sort(key=_turn)
    for item in items:
        target = _target(item)
        if target == COMPOSE or {"images", "compose_lab"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.timeout(900))  # the first of them builds the images
        for mark in item.iter_markers("only_on"):
            if target not in (None, *mark.args):
                item.add_marker(pytest.mark.skip(reason=f"not on {target}: {mark.kwargs['reason']}"))


def _target(item: pytest.Item) -> str | None:
    """What a scenario runs against."""
    callspec = getattr(item, "callspec", None)
    return callspec.params.get("lab") if callspec else None


def _turn(item: pytest.Item) -> int:
    group = together(item.nodeid)
    if group in ("containers", PROCESS, COMPOSE):
        return 0 if group == "containers" else 1
    if "lab" in getattr(item, "fixturenames", ()):
        return 4
    return 2 if item.path.is_relative_to(PROCESSES) else 3


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together | None:
    """Our own groups, where groups are asked for: `--dist loadgroup`."""
    return Together(config, log) if config.getoption("dist") == "loadgroup" else None


@dataclass(frozen=True)
class Lab:
    """A running lab, as a test sees it: an address."""

    endpoint: str
    target: str = ""  # what --target called it

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
def lab(request: pytest.FixtureRequest) -> Lab:
    """The lab that a scenario runs against; `--target` says which.

    Where a test has no target, pytest makes this one anew; the labs themselves stay until the session ends.
    """
    target = getattr(request, "param", IN_PROCESS)
    fixtures = {IN_PROCESS: "in_process_lab", PROCESS: "process_lab", COMPOSE: "empty_compose_lab"}
    return Lab(request.getfixturevalue(fixtures[target]) if target in fixtures else target, target)


@pytest.fixture(scope="session")
def in_process_lab() -> Iterator[str]:
    """The endpoint of a lab in this process, which can have one only."""
    with Emulator(IN_PROCESS_SETTINGS) as emulator:
        yield emulator.endpoint


@pytest.fixture(scope="session")
def process_lab() -> Iterator[str]:
    """The endpoint of a lab that is a process of its own."""
    with emulator_process(speed=SPEED) as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def empty_compose_lab(images: None) -> Iterator[str]:
    """The endpoint of a lab in containers, and an empty account, as the others are.

    Bootstrap has scenarios of its own. The port is known before it starts: addresses in answers name it.
    """
    with Stack(SPEED, services=SERVERS, NUAGE_PORT=str(free_port(HOST))) as stack:
        yield stack.endpoint


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
