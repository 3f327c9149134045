"""No call of any command leaves this machine: the lab, with name resolution and all other ways out cut off.

Twice: every Python process notes what it tries (closed/sitecustomize.py), and where the system allows it, the
whole runs in a network of its own that has nothing but the loopback interface, whatever a library does in C.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nuage.lab.ports import free_port
from tests.processes.program import HOST

pytestmark = pytest.mark.timeout(500)

ROOT = Path(__file__).parents[2]
WATCH = Path(__file__).parent / "closed"
# what a student does, from the start to the end; each line's exit code counts
STEPS = """
set -eu
nuage() {{ {python} -P -m nuage "$@"; }}
nuage up --detach --lab all
trap 'nuage down' EXIT
export AWS_ENDPOINT_URL=http://127.0.0.1:$NUAGE_PORT AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
export AWS_DEFAULT_REGION=us-east-1
nuage status
nuage fire every-minute
nuage query 'SELECT count(*) FROM default.tweets'
{python} -m queries.dynamodb.count
{python} -m bootstrap plan --lab all --tweet-url http://127.0.0.1:9/tweet
nuage whoami
nuage env
nuage logs
nuage doctor || true
{python} -m awscli s3 ls
"""


def environment(tmp_path: Path, attempts: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "NUAGE_"))}
    # no AWS_EC2_METADATA_DISABLED, no AWS_CONFIG_FILE: the lab has to keep itself closed
    return kept | {
        "HOME": str(tmp_path),
        "NUAGE_HOME": str(tmp_path / "home"),
        "NUAGE_PORT": str(free_port(HOST)),
        "NUAGE_TWEETS_PORT": str(free_port(HOST)),
        "NUAGE_SPEED": "60",
        "NUAGE_TEST_ATTEMPTS": str(attempts),
        "PYTHONPATH": os.pathsep.join([str(WATCH), str(ROOT)]),
        "PYTHONUTF8": "1",
    }


def run(command: list[str], tmp_path: Path) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    attempts = tmp_path / "attempts"
    variables = environment(tmp_path, attempts)
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=400,
            check=False,
        )
    except subprocess.TimeoutExpired:
        down = [sys.executable, "-P", "-m", "nuage", "down"]
        subprocess.run(down, env=variables, capture_output=True, check=False)
        raise
    return done, attempts.read_text(encoding="utf-8").splitlines()


def steps() -> list[str]:
    return ["sh", "-c", STEPS.format(python=sys.executable)]


@pytest.mark.skipif(os.name == "nt", reason="the steps are a shell's")
def test_nothing_is_tried(tmp_path: Path) -> None:
    done, attempts = run(steps(), tmp_path)
    assert done.returncode == 0, done.stdout
    assert sum(line.endswith(": watched") for line in attempts) > 10
    assert [line for line in attempts if not line.endswith(": watched")] == []


def test_the_watch_notes_what_is_tried(tmp_path: Path) -> None:
    code = "import urllib.request as r; r.urlopen('http://an-address.example/')"
    done, attempts = run([sys.executable, "-c", code], tmp_path)
    assert done.returncode == 1
    assert attempts == ["-c: watched", "-c: getaddrinfo 'an-address.example'"]


def can_have_a_network_of_its_own() -> bool:
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return False
    tried = ["unshare", "--net", "--map-root-user", "ip", "link", "set", "lo", "up"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def test_the_lab_runs_where_there_is_no_network(tmp_path: Path) -> None:
    if not can_have_a_network_of_its_own():
        pytest.skip("this system gives out no network namespaces (unshare --net)")
    inside = ["sh", "-c", 'ip link set lo up && exec "$@"', "sh", *steps()]
    done, attempts = run(["unshare", "--net", "--map-root-user", *inside], tmp_path)
    assert done.returncode == 0, done.stdout
    assert [line for line in attempts if not line.endswith(": watched")] == []
