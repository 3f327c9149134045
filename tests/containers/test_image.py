"""What is in the images, and what is not."""

from __future__ import annotations

import json

import pytest

import nuage
from tests.containers.stack import IMAGE, ROOT, inspect, run

pytestmark = pytest.mark.usefixtures("images")
BOTH = (f"{IMAGE}:lab", f"{IMAGE}:tweets")
# the first is Nuage's own; others are the tests', the build's, and LocalStack's Java and lint baggage
NEVER = (
    "awscli",
    "hatchling",
    "testcontainers",
    "pytest",
    "mypy",
    "ruff",
    "cfn-lint",
    "amazon-kclpy",
    "jpype1",
)

INSTALLED = """
import json
from importlib.metadata import distributions
print(json.dumps(sorted(each.metadata["Name"].lower() for each in distributions(path=[PATH]))))
"""


def python(image: str, code: str) -> str:
    return run("docker", "run", "--rm", "--network", "none", "--read-only", image, "python", "-c", code)


def installed(image: str) -> list[str]:
    found: list[str] = json.loads(
        python(image, INSTALLED.replace("PATH", "__import__('sysconfig').get_path('purelib')"))
    )
    return found


def test_the_lab_is_made_of_what_the_lock_names() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    named = {
        line.split("==")[0] for line in lock.splitlines() if "==" in line and not line.startswith((" ", "#"))
    }
    there = {name.replace("_", "-").replace(".", "-") for name in installed(BOTH[0])}
    assert there - {name.replace("_", "-").replace(".", "-").lower() for name in named} == {"nuage"}
    assert [name for name in NEVER if name in there] == []


def test_the_tweet_server_has_what_it_needs_and_no_more() -> None:
    assert installed(BOTH[1]) == [
        "blinker",
        "click",
        "flask",
        "itsdangerous",
        "jinja2",
        "markupsafe",
        "nuage",
        "platformdirs",
        "psutil",
        "waitress",
        "werkzeug",
    ]


@pytest.mark.parametrize("image", BOTH)
def test_it_says_what_it_is(image: str) -> None:
    config = inspect(image)["Config"]
    labels = {name.removeprefix("org.opencontainers.image."): text for name, text in config["Labels"].items()}
    assert labels["licenses"] == "Apache-2.0"
    assert labels["title"].startswith("Nuage")
    assert labels["version"] == nuage.__version__
    assert labels["description"]
    assert labels["base.name"] == "python:3.13-slim"
    assert config["User"] == "10001:10001"
    # exec form: no shell stands between the engine's signals and the program
    assert config["Cmd"][0] == "nuage"
    assert config["Healthcheck"]["Test"][:2] == ["CMD", "python"]


@pytest.mark.parametrize("image", BOTH)
def test_nothing_of_the_build_is_left(image: str) -> None:
    """No pip cache, no tests of packages, no second date, no file that bytecode would have to be made of."""
    code = """
import json, sys
from pathlib import Path
files = [path for path in Path("/opt/nuage").rglob("*") if path.is_file() and not path.is_symlink()]
sources = [path for path in files if path.suffix == ".py"]
tag = sys.implementation.cache_tag
compiled = lambda path: path.with_name("__pycache__") / f"{path.stem}.{tag}.pyc"
bare = [str(path) for path in sources if not compiled(path).exists()]
print(json.dumps({
    "dates": sorted({int(path.stat().st_mtime) for path in files}),
    "tests": [str(path) for path in Path("/opt/nuage").rglob("tests")],
    "build": [str(p) for p in map(Path, ["/build", "/var/cache/pip", "/etc/pip.conf"]) if p.exists()],
    "bare": len(bare), "sources": len(sources),
    "owned": [str(path) for path in files if path.stat().st_uid != 0],
}))
"""
    found = json.loads(run("docker", "run", "--rm", "--user", "0", image, "python", "-c", code))
    assert found["dates"] == [315532800]
    assert found["tests"] == []
    assert found["build"] == []
    assert found["owned"] == []
    assert found["bare"] / found["sources"] < 0.01  # templates, which are no Python


def test_secrets_of_the_build_stay_out() -> None:
    """What `--secret id=pip` carries is in no layer and in no history."""
    for image in BOTH:
        history = run("docker", "history", "--no-trunc", "--format", "{{.CreatedBy}}", image)
        assert "index-url" not in history
        assert "PIP_" not in " ".join(inspect(image)["Config"]["Env"]).replace("PIP_CERT", "")
