"""LocalStack as it comes, from the same environment.

Its server listens on every interface, whatever it is told: on a random port, while it is measured.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import ClassVar

from benchmarks.process import PeerProcess, free_port, new_folder


class LocalStack:
    """Bare LocalStack Community, without our plug-ins' runtime."""

    name: ClassVar[str] = "localstack"
    without_functions: ClassVar[str] = "needs Docker"

    def prepare(self) -> None:
        """Nothing: it is our host."""

    def version(self) -> str:
        """The version of the package."""
        return version("localstack-core")

    def start(self) -> PeerProcess:
        """Start it."""
        port, folder = free_port(), new_folder(self.name)
        environment = {
            "GATEWAY_LISTEN": f"127.0.0.1:{port}",
            "FILESYSTEM_ROOT": str(folder / "files"),
            "SKIP_SSL_CERT_DOWNLOAD": "1",
            "DISABLE_EVENTS": "1",
            "DNS_ADDRESS": "0",
            "NUAGE_IAM": "off",  # our plug-ins are installed beside it, but not part of it
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        return PeerProcess([sys.executable, "-m", "localstack.runtime.main"], environment, port, folder)

    def close(self) -> None:
        """Nothing to remove."""
