"""The real Terraform, with a module in a folder of its own and nothing of the user's configuration."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.processes.needs import need

PROVIDER = "registry.terraform.io/hashicorp/aws"
NO_CHANGES, CHANGES = 0, 2  # exit codes of plan -detailed-exitcode


def mirror() -> Path | None:
    """A folder laid out as `terraform providers mirror` does, from NUAGE_TERRAFORM_PLUGINS or Terraform's own
    variable for its cache, which has the same layout."""
    for variable in ("NUAGE_TERRAFORM_PLUGINS", "TF_PLUGIN_CACHE_DIR"):
        folder = Path(os.environ.get(variable) or os.devnull)
        if (folder / PROVIDER).is_dir():
            return folder
    return None


def missing() -> str | None:
    """Why Terraform cannot be had here, or None."""
    if shutil.which("terraform") is None:
        return "there is no terraform on PATH"
    if mirror() is None:
        return "NUAGE_TERRAFORM_PLUGINS names no folder with a mirror of the AWS provider"
    return None


class Terraform:
    """A module that is there already, driven as a student drives it: by the environment alone.

    :param folder: with the module in it; it is written to
    :param configuration: a folder for Terraform's own configuration, outside of the module
    """

    def __init__(self, folder: Path, configuration: Path, endpoint: str) -> None:
        need("terraform", missing())
        self.folder = folder
        file = configuration / "terraform.rc"
        file.write_text(
            "disable_checkpoint = true\n"
            f"provider_installation {{ filesystem_mirror {{ path = {json.dumps(str(mirror()))} }} }}\n"
        )
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))}
        self.environment = kept | {
            "TF_CLI_CONFIG_FILE": str(file),
            "TF_IN_AUTOMATION": "1",
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def set(self, values: dict[str, Any]) -> None:
        """Give the module's variables."""
        (self.folder / "terraform.tfvars.json").write_text(json.dumps(values))

    def run(self, *arguments: str, allowed: tuple[int, ...] = (0,)) -> tuple[int, str]:
        """Run a command to its end; its exit code and what it printed."""
        done = subprocess.run(
            ["terraform", *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert done.returncode in allowed, done.stdout
        return done.returncode, done.stdout

    def init(self) -> None:
        """Find the provider."""
        self.run("init", "-no-color", "-input=false")

    def apply(self) -> None:
        """Make what is missing, change what is different."""
        self.run("apply", "-auto-approve", "-no-color", "-input=false")

    def refused(self) -> str:
        """Apply what cannot be applied; what Terraform says."""
        # Terraform folds its messages to a width and frames them
        _, said = self.run("apply", "-auto-approve", "-no-color", "-input=false", allowed=(1,))
        return " ".join(said.replace("│", " ").split())

    def plan(self) -> int:
        """`NO_CHANGES` when there is nothing to do, `CHANGES` when there is."""
        code, said = self.run(
            "plan", "-detailed-exitcode", "-no-color", "-input=false", allowed=(NO_CHANGES, CHANGES)
        )
        print(said)  # noqa: T201 - pytest shows it when the test fails
        return code

    def destroy(self) -> None:
        """Take away what was made."""
        self.run("apply", "-destroy", "-auto-approve", "-no-color", "-input=false")

    def outputs(self) -> dict[str, Any]:
        """The module's outputs."""
        _, said = self.run("output", "-json", "-no-color")
        return {name: output["value"] for name, output in json.loads(said).items()}
