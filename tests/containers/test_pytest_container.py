"""`pytest --nuage=container`: a stranger's suite with its lab in a container of our image.

The image's name is in NUAGE_LAB_IMAGE, or `nuage:lab`: docs/testing.md says how to build it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.processes.other_suite import OtherSuite

EXAMPLES = Path(__file__).parents[2] / "examples"
IMAGE = os.environ.get("NUAGE_LAB_IMAGE", "nuage:lab")
# the reaper of testcontainers is an image on a registry; the plug-in removes its container itself
NO_REAPER = {"TESTCONTAINERS_RYUK_DISABLED": "true"}


def why_not() -> str | None:
    """What this machine lacks."""
    if shutil.which("docker") is None:
        return "there is no docker command"
    done = subprocess.run(["docker", "image", "inspect", IMAGE], capture_output=True, text=True, check=False)
    return done.stderr.strip() if done.returncode else None


@pytest.fixture(scope="module")
def image() -> str:
    if (reason := why_not()) is not None:
        if "docker" in os.environ.get("NUAGE_REQUIRE", "").split(","):
            pytest.fail(reason)
        pytest.skip(reason)
    return IMAGE


@pytest.mark.timeout(900)
def test_the_example_with_its_lab_in_a_container(tmp_path: Path, image: str) -> None:
    folder = Path(shutil.copytree(EXAMPLES / "orders", tmp_path / "orders"))
    suite = OtherSuite(folder)
    suite.write(
        test_address="""
def test_it_is_published_on_this_machine_alone(nuage):
    assert nuage.endpoint.startswith("http://127.0.0.1:")
"""
    )
    suite.passes(4, "--nuage=container", f"--nuage-image={image}", **NO_REAPER)


@pytest.mark.timeout(300)
def test_an_image_that_is_not_there_is_not_pulled(tmp_path: Path, image: str) -> None:
    suite = OtherSuite(tmp_path)
    suite.write(test_it="def test_it(nuage): pass")
    code, output = suite.run("--nuage=container", "--nuage-image=nuage:none", **NO_REAPER)
    assert (code, "nuage: there is no image nuage:none: build it (docs/testing.md)" in output) == (1, True), (
        output
    )
