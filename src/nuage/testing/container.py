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
        host = self._container.get_container_host_ip()
        port = self._container.get_exposed_port(PORT)
        # what `localhost` stands for differs; Docker listens where we asked it to
        return f"http://{'127.0.0.1' if host == 'localhost' else host}:{port}"


def _started(make: Any, image: str, variables: dict[str, str]) -> Any:
    from docker.errors import DockerException, ImageNotFound

    try:
        container = make(image)
        container.ports = {f"{PORT}/tcp": ("127.0.0.1", None)}
        for name, value in variables.items():
            container.with_env(name, value)
        return container.start()
    except ImageNotFound:
        raise StartError(
            f"there is no image {image}: build it (docs/testing.md), or name another with --nuage-image"
        ) from None
    except DockerException as error:
        raise StartError(f"Docker does not run {image}: {error}") from None
