"""A lab in a container, by testcontainers: what runs is an image, whatever Python the tests have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nuage.emulator import wait_until_healthy
from nuage.testing.handle import call
from nuage.testing.options import Options
from nuage.testing.running import StartError

if TYPE_CHECKING:
    from testcontainers.core.container import DockerContainer

PORT = 4566
LOOPBACK = "127.0.0.1"
# real seconds
TIMEOUT = 120.0


class Container:
    """A container of our image, on a free port of 127.0.0.1.

    :raises StartError: when testcontainers, Docker or the image is not there, or the lab does not start
    """

    def __init__(self, options: Options) -> None:
        try:
            from testcontainers.core.container import DockerContainer
        except ImportError:
            raise StartError("a lab in a container needs testcontainers: install nuage[containers]") from None
        variables: dict[str, str] = {}
        if options.speed is not None:
            variables["NUAGE_SPEED"] = f"{options.speed:g}"
        if options.iam is not None:
            variables["NUAGE_IAM"] = "on" if options.iam else "off"
        self._container: DockerContainer = _started(DockerContainer, options.image, variables)
        try:
            self.endpoint = self._address()
            if not wait_until_healthy(self.endpoint, TIMEOUT):
                raise StartError(f"the lab in {options.image} did not answer within {TIMEOUT:.0f} s")
        except BaseException:
            self.stop()
            raise

    def reset(self) -> None:
        """Take away all that it holds."""
        call(self.endpoint, "/_nuage/reset")

    def stop(self) -> None:
        """Remove the container."""
        self._container.stop()

    def _address(self) -> str:
        host = LOOPBACK if is_local() else self._container.get_container_host_ip()
        return f"http://{host}:{self._container.get_exposed_port(PORT)}"


def is_local() -> bool:
    """Whether Docker publishes ports on this machine: then a lab is for this machine alone."""
    from docker.utils import parse_host
    from testcontainers.core.config import testcontainers_config
    from testcontainers.core.docker_client import get_docker_host

    if testcontainers_config.tc_host_override:
        return False
    return str(parse_host(get_docker_host() or "")).startswith(("http+unix:", "unix:", "npipe:"))


def _started(make: Any, image: str, variables: dict[str, str]) -> Any:
    from docker.errors import DockerException, ImageNotFound
    from testcontainers.core.docker_client import DockerClient

    try:
        DockerClient().client.images.get(image)  # otherwise testcontainers would ask a registry for it
        container = make(image)
        container.ports = {f"{PORT}/tcp": (LOOPBACK, None) if is_local() else None}
        for name, value in variables.items():
            container.with_env(name, value)
        return container.start()
    except ImageNotFound:
        raise StartError(
            f"there is no image {image}: build it (docs/testing.md), or name another with --nuage-image"
        ) from None
    except DockerException as error:
        raise StartError(f"Docker does not run {image}: {error}") from None
