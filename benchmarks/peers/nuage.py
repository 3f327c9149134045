"""The emulator of this project."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import ClassVar

from benchmarks.process import PeerProcess, free_port, new_folder

SERVE = """
import sys
from nuage.emulator import Emulator
from nuage.settings import load
sys.exit(Emulator(load()).serve())
"""


class Nuage:
    """Nuage, as `nuage emulator` serves it."""

    name: ClassVar[str] = "nuage"
    without_functions: ClassVar[str] = ""

    def prepare(self) -> None:
        """Nothing: it is here."""

    def version(self) -> str:
        """The version of the package."""
        return version("nuage")

    def start(self) -> PeerProcess:
        """Start it."""
        port, folder = free_port(), new_folder(self.name)
        environment = {"NUAGE_PORT": str(port), "NUAGE_HOME": str(folder)}
        return PeerProcess([sys.executable, "-c", SERVE], environment, port, folder)

    def close(self) -> None:
        """Nothing to remove."""
