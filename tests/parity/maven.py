"""Java references from Maven, kept in the user's cache folder: DynamoDB Local, and Trino."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>nuage</groupId><artifactId>parity</artifactId><version>1</version>
<dependencies>{dependencies}</dependencies></project>
"""
DEPENDENCY = "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"


class NotThereError(RuntimeError):
    """A reference cannot be run here; the text says why."""


def required() -> bool:
    """Whether the absence of a reference is a failure: NUAGE_REQUIRE=java."""
    return "java" in os.environ.get("NUAGE_REQUIRE", "").split(",")


@dataclass(frozen=True)
class Jars:
    """What is fetched for a reference: `artifacts` as `group:name:version`, the first of which tells that it is there."""

    name: str
    artifacts: Sequence[str]
    how: str

    @property
    def folder(self) -> Path:
        """Where the jars are kept."""
        return Path(platformdirs.user_cache_dir("nuage")) / self.name

    @property
    def there(self) -> bool:
        """Whether they have been fetched, all of them: the mark is written last."""
        return (self.folder / "fetched").is_file()

    def fetch(self) -> Path:
        """The folder, filled if need be.

        :raises NotThereError: without Java or Maven, or when Maven fails
        """
        for program in ("java", "mvn"):
            if shutil.which(program) is None:
                raise NotThereError(f"there is no {program} on this machine")
        if not self.there:
            self.folder.mkdir(parents=True, exist_ok=True)
            wanted = "".join(DEPENDENCY.format(*artifact.split(":")) for artifact in self.artifacts)
            (self.folder / "pom.xml").write_text(POM.format(dependencies=wanted), encoding="utf-8")
            command = ["mvn", "--quiet", "dependency:copy-dependencies", "-DincludeScope=runtime"]
            command.append(f"-DoutputDirectory={self.folder}")
            done = subprocess.run(
                command, cwd=self.folder, capture_output=True, text=True, timeout=600, check=False
            )
            if done.returncode:
                raise NotThereError(f"Maven could not fetch {self.name}: {done.stdout[-500:]}")
            (self.folder / "fetched").write_text("\n".join(self.artifacts), encoding="utf-8")
        return self.folder

    def find(self) -> Path:
        """The folder; filled only when it is required.

        :raises NotThereError: when it is not there
        """
        if required():
            return self.fetch()
        if shutil.which("java") is None:
            raise NotThereError("there is no java on this machine")
        if not self.there:
            raise NotThereError(f"{self.name} is not fetched: {self.how}")
        return self.folder
