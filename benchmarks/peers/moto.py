"""moto's server, from the package index: ours has moto's models alone."""

from __future__ import annotations

from typing import ClassVar

from benchmarks.peers.own_environment import OwnEnvironment
from benchmarks.process import PeerProcess, free_port, new_folder


class Moto(OwnEnvironment):
    """`moto_server`, with DynamoDB."""

    name: ClassVar[str] = "moto"
    requirement: ClassVar[str] = "moto[dynamodb,server]"
    package: ClassVar[str] = "moto"
    without_functions: ClassVar[str] = "needs Docker"

    def start(self) -> PeerProcess:
        """Start it."""
        port, folder = free_port(), new_folder(self.name)
        # its console script's name differs by system; this is what it calls
        code = f"from moto.server import main; main(['-H', '127.0.0.1', '-p', '{port}'])"
        command = [str(self.python), "-c", code]
        return PeerProcess(command, {}, port, folder, health="/moto-api/data.json")
