"""DynamoDB Local, AWS's own stand-in, fetched with Maven where Java is."""

from __future__ import annotations

from typing import ClassVar

from benchmarks.peers.base import UnavailableError
from benchmarks.process import PeerProcess, free_port, new_folder
from tests.parity.dynamodb import local
from tests.parity.maven import NotThereError


class DynamoDBLocal:
    """It knows DynamoDB alone, so it runs in `python -m benchmarks.dynamodb` only."""

    name: ClassVar[str] = "dynamodb-local"
    without_functions: ClassVar[str] = "knows DynamoDB alone"

    def prepare(self) -> None:
        """Fetch it, if need be.

        :raises UnavailableError: without Java or Maven
        """
        try:
            local.JARS.fetch()
        except NotThereError as error:
            raise UnavailableError(str(error)) from None

    def version(self) -> str:
        """The version that parity is tested with."""
        return local.VERSION

    def start(self) -> PeerProcess:
        """Start it, in memory."""
        port, folder = free_port(), new_folder(self.name)
        return PeerProcess(
            local.command(local.JARS.folder, port), {}, port, folder, health="/", any_answer=True
        )

    def close(self) -> None:
        """Nothing to remove: the jars are kept for the next run."""
