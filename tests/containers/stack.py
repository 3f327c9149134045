"""The compose stack as tests start it: a project of its own, on ports that the engine chooses."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from nuage import clock

ROOT = Path(__file__).parents[2]
# images of our own, so that those of who runs the tests are left alone
IMAGE = "nuage-test"
# the lab without bootstrap: an empty account
SERVERS = ("localstack", "tweets")
PATIENCE = 120.0  # seconds; generous, because nothing here is about speed


def why_no_docker() -> str | None:
    """Why containers cannot be run here; None when they can."""
    if shutil.which("docker") is None:
        return "there is no docker on PATH"
    for command in (["docker", "info"], ["docker", "compose", "version"]):
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        if done.returncode != 0:
            return f"`{' '.join(command)}` fails: {done.stderr.strip()[-200:]}"
    return None


def run(*command: str, code: int | None = 0, timeout: float = 900) -> str:
    """Run a program to the end; what it printed. `code` is the exit code expected, None for any."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
        check=False,
    )
    assert code is None or done.returncode == code, f"{' '.join(command)}: {done.stdout[-4000:]}"
    return done.stdout


def inspect(name: str) -> dict[str, Any]:
    """What the engine says of a container or an image."""
    found: list[dict[str, Any]] = json.loads(run("docker", "inspect", name))
    return found[0]


def wait_until(what: Callable[[], object], message: str, timeout: float = PATIENCE) -> None:
    """Poll until something is the case.

    :param timeout: in seconds
    """
    deadline = clock.monotonic() + timeout
    while not what():
        assert clock.monotonic() < deadline, message
        clock.sleep(0.2)


class Stack:
    """The stack of docker-compose.yml, with other settings and other files on top where a test asks."""

    def __init__(
        self,
        speed: float = 20,
        override: str | None = None,
        services: Sequence[str] = (),
        **variables: str,
    ) -> None:
        """Prepare one.

        :param speed: at 60, a busy machine may start functions more slowly than lab minutes pass
        :param override: YAML that is laid over docker-compose.yml
        :param services: those to start; all by default
        :param variables: what .env would say
        """
        self.project = f"nuage-test-{uuid.uuid4().hex[:8]}"
        self._folder = tempfile.TemporaryDirectory(prefix="nuage-compose-")
        folder = Path(self._folder.name)
        settings = {
            "COMPOSE_PROJECT_NAME": self.project,
            "NUAGE_IMAGE": IMAGE,
            "NUAGE_PORT": "0",
            "NUAGE_TWEETS_PORT": "0",
            "NUAGE_SPEED": f"{speed:g}",
            "NUAGE_LAMBDA_RETRY_DELAY": "1",
            **variables,
        }
        environment = folder / "env"
        environment.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
        files = [str(ROOT / "docker-compose.yml")]
        if override is not None:
            (folder / "override.yml").write_text(override)
            files.append(str(folder / "override.yml"))

        from testcontainers.compose import DockerCompose

        self.compose = DockerCompose(
            ROOT, compose_file_name=files, env_file=str(environment), services=list(services) or None
        )

    def __enter__(self) -> Self:
        try:
            self.compose.start()  # `up --wait`: healthy, and bootstrap has ended well
        except BaseException as error:
            logs = self.run("logs", "--tail", "30", code=None)
            self.__exit__(None, None, None)
            raise AssertionError(f"the stack did not start: {error}\n{logs}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.run("--profile", "*", "down", "--volumes", "--remove-orphans", "--timeout", "5")
        self._folder.cleanup()

    def run(self, *arguments: str, code: int | None = 0) -> str:
        """Run `docker compose`; what it printed."""
        return run(*self.compose.docker_compose_command(), *arguments, code=code)

    @property
    def endpoint(self) -> str:
        """Where the AWS endpoint is reached from this machine; the port changes with a restart."""
        return f"http://{self.run('port', 'localstack', '4566').strip()}"

    @property
    def tweets(self) -> str:
        """Where the tweet server is reached from this machine."""
        return f"http://{self.run('port', 'tweets', '5002').strip()}"

    def container(self, service: str) -> str:
        """The id of a service's container, running or not."""
        return self.run("ps", "--all", "--quiet", service).strip()

    def state(self, service: str) -> dict[str, Any]:
        """What the engine says of a service's state."""
        state: dict[str, Any] = inspect(self.container(service))["State"]
        return state

    def python(self, service: str, code: str) -> str:
        """Run Python in a service's container; what it printed."""
        return self.run("exec", "--no-TTY", service, "python", "-c", code)

    def wait_until_healthy(self, service: str) -> None:
        """Wait for a service that was stopped or killed."""
        wait_until(
            lambda: self.state(service).get("Health", {}).get("Status") == "healthy",
            f"{service} did not become healthy",
        )


def build() -> None:
    """Build both images from this checkout."""
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder, "env")
        environment.write_text(f"NUAGE_IMAGE={IMAGE}\n")
        run("docker", "compose", "--env-file", str(environment), "build", "localstack", "tweets")
