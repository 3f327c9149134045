"""The pytest plug-in: a lab for a test session, its address, its clients, and the reset between tests.

pytest loads this in every run of whoever has Nuage installed: it imports nothing heavy, and starts nothing
until a test asks for a fixture of it. docs/testing.md is its documentation.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from nuage.testing.options import (
    IMAGE,
    IN_PROCESS,
    KINDS,
    REGION,
    Options,
    OptionsError,
    read_speed,
    read_switch,
)

if TYPE_CHECKING:
    from nuage.testing.context import Patched
    from nuage.testing.handle import Nuage

WHERE = f"{', '.join(KINDS)}, or the address of a lab that runs"
# option, what it means; an ini value of the same name, with underscores, is its default
OPTIONS = {
    "nuage": (f"Where the lab runs: {WHERE}. Default: {IN_PROCESS}.", "WHERE"),
    "nuage-image": (f"Image of the container. Default: {IMAGE}.", "IMAGE"),
    "nuage-speed": ("How fast lab time runs: at 60 a lab minute lasts a second.", "FACTOR"),
    "nuage-iam": ("Whether IAM policies are enforced: on (default) or off.", "on|off"),
    "nuage-region": (f"Region of the clients. Default: {REGION}.", "REGION"),
}
# what LocalStack warns of in our process, and whoever runs tests cannot mend
WARNINGS = (
    (r"", DeprecationWarning, r"(localstack|moto)\..*"),
    (r"unclosed database in <sqlite3\.Connection", ResourceWarning, ""),
    (r"Unclosed file <localstack\.", ResourceWarning, ""),
)
_OPTIONS = pytest.StashKey[Options]()
_PATCHED: pytest.StashKey[Patched] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("nuage", "an AWS lab for tests (nuage)")
    for name, (meaning, metavar) in OPTIONS.items():
        group.addoption(f"--{name}", metavar=metavar, default=None, help=meaning)
        parser.addini(name.replace("-", "_"), meaning, default="")
    parser.addini("nuage_reset", "Empty the lab before every test that uses it.", type="bool", default=False)
    parser.addini(
        "nuage_environment",
        "Lead boto3 to the lab from before the tests are collected to the end, for clients made at import.",
        type="bool",
        default=False,
    )


def pytest_configure(config: pytest.Config) -> None:
    """Check the options, so that a bad one is told before any test runs."""
    try:
        config.stash[_OPTIONS] = _options(config)
    except OptionsError as error:
        raise pytest.UsageError(str(error)) from None


def pytest_sessionstart(session: pytest.Session) -> None:
    """Lead boto3 to the lab at once, where that is wanted."""
    config = session.config
    # with xdist the workers run the tests, each with a lab of its own
    controls = config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")
    if config.getini("nuage_environment") and not controls and not config.option.collectonly:
        from nuage.testing.context import Patched
        from nuage.testing.running import StartError

        try:
            config.stash[_PATCHED] = Patched(_obtain(config).environment())
        except StartError as error:
            raise pytest.UsageError(f"nuage: {error}") from None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Put the environment back."""
    patched = session.config.stash.get(_PATCHED, None)
    if patched is not None:
        from nuage.testing.running import stop_all

        patched.restore()
        stop_all()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `nuage_reset`, empty the lab before every test that uses it."""
    if not config.getini("nuage_reset"):
        return
    for item in items:
        names: list[str] = getattr(item, "fixturenames", [])
        if "nuage" in names and "nuage_reset" not in names:
            names.insert(0, "nuage_reset")


@pytest.fixture(scope="session")
def nuage(pytestconfig: pytest.Config) -> Iterator[Nuage]:
    """The lab of this session (with pytest-xdist: of this worker)."""
    from nuage.testing.running import StartError, stop_all

    try:
        started = _obtain(pytestconfig)
    except StartError as error:
        pytest.fail(f"nuage: {error}", pytrace=False)
    yield started
    if _PATCHED not in pytestconfig.stash:
        stop_all()


@pytest.fixture(scope="session")
def nuage_endpoint(nuage: Nuage) -> str:
    """The lab's address, such as http://127.0.0.1:4566."""
    return nuage.endpoint


@pytest.fixture
def nuage_env(nuage: Nuage) -> Iterator[dict[str, str]]:
    """Lead boto3, the AWS CLI and all that reads AWS_* variables to the lab, with its keys, for one test."""
    from nuage.testing.context import Patched

    variables = nuage.environment()
    patched = Patched(variables)
    yield {name: value for name, value in variables.items() if value is not None}
    patched.restore()


@pytest.fixture
def nuage_session(nuage_env: dict[str, str]) -> Any:
    """A boto3 session that finds the lab as any program would: by the environment of `nuage_env`."""
    import boto3

    return boto3.session.Session(region_name=nuage_env["AWS_REGION"])


@pytest.fixture(scope="session")
def nuage_client(nuage: Nuage) -> Callable[..., Any]:
    """Makes boto3 clients of the lab: `nuage_client("s3")`. The environment stays as it is."""
    return nuage.client


@pytest.fixture(scope="session")
def nuage_resource(nuage: Nuage) -> Callable[..., Any]:
    """Makes boto3 resources of the lab: `nuage_resource("dynamodb")`."""
    return nuage.resource


@pytest.fixture
def nuage_reset(nuage: Nuage) -> None:
    """An empty lab at the beginning of a test; what the test leaves can still be looked at."""
    nuage.reset()


def _options(config: pytest.Config) -> Options:
    chosen = {
        name: str(config.getoption(f"--{name}") or config.getini(name.replace("-", "_"))) for name in OPTIONS
    }
    return Options(
        where=chosen["nuage"] or IN_PROCESS,
        speed=read_speed(chosen["nuage-speed"]),
        iam=read_switch(chosen["nuage-iam"]),
        image=chosen["nuage-image"] or IMAGE,
        region=chosen["nuage-region"] or REGION,
    )


def _obtain(config: pytest.Config) -> Nuage:
    from nuage.testing.running import obtain

    options = config.stash[_OPTIONS]
    if options.where == IN_PROCESS:
        _ignore_warnings(config)
        # pytest's folder for tmp_path: otherwise it would be made in the lab's own, which goes with it
        factory = getattr(config, "_tmp_path_factory", None)  # None with `-p no:tmpdir`
        if factory is not None:
            factory.getbasetemp()
    return obtain(options)


def _ignore_warnings(config: pytest.Config) -> None:
    """In this test, whose filters are set already, and in all that follow."""
    for message, category, module in WARNINGS:
        warnings.filterwarnings("ignore", message, category, module)
        config.addinivalue_line("filterwarnings", f"ignore:{message}:{category.__name__}:{module}")
