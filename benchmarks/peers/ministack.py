"""MiniStack, from the package index."""

from __future__ import annotations

from typing import ClassVar

from benchmarks.peers.own_environment import OwnEnvironment
from benchmarks.process import PeerProcess, free_port, new_folder


class MiniStack(OwnEnvironment):
    """MiniStack, with its functions in local processes."""

    name: ClassVar[str] = "ministack"
    requirement: ClassVar[str] = "ministack"
    package: ClassVar[str] = "ministack"
    without_functions: ClassVar[str] = ""
    switches: ClassVar[dict[str, str]] = {}

    def start(self) -> PeerProcess:
        """Start it."""
        port, folder = free_port(), new_folder(self.name)
        environment = {
            "BIND_HOST": "127.0.0.1",
            "MINISTACK_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            "LAMBDA_EXECUTOR": "local",
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "S3_DATA_DIR": str(folder / "s3"),
            **self.switches,
        }
        command = [str(self.python), "-m", "ministack"]
        return PeerProcess(command, environment, port, folder, health="/_ministack/health")


class MiniStackWithDuckDB(MiniStack):
    """MiniStack as its documentation has it for Athena: with DuckDB, without which answers are made up.

    Objects stay in memory (S3_PERSIST is off), and it logs errors alone.
    """

    also: ClassVar[tuple[str, ...]] = ("duckdb",)
    switches: ClassVar[dict[str, str]] = {"ATHENA_ENGINE": "duckdb", "LOG_LEVEL": "ERROR"}
