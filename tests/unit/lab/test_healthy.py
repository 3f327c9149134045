from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from mock_tweet_server.app import create_app
from mock_tweet_server.faults import Faults
from mock_tweet_server.server import TweetServer
from nuage.clock import ManualClock
from nuage.lab import healthy
from nuage.lab.healthy import problem_in, why_not


def test_a_tweet_server_that_answers_is_well() -> None:
    with TweetServer(create_app(ManualClock(), 1, Faults()), "127.0.0.1", 0) as server:
        assert why_not("127.0.0.1", server.port, "/health") is None
        assert why_not("127.0.0.1", server.port, "/no") == f"127.0.0.1:{server.port}/no answers 404"
        alone = [sys.executable, "-I", "-S", healthy.__file__, "127.0.0.1", str(server.port)]
        assert subprocess.run([*alone, "/health"], check=False).returncode == 0
        failed = subprocess.run([*alone, "/no"], check=False, capture_output=True, text=True)
        assert (failed.returncode, failed.stderr) == (1, f"127.0.0.1:{server.port}/no answers 404\n")
    assert str(why_not("127.0.0.1", server.port, "/health")).startswith(
        f"no answer from 127.0.0.1:{server.port}: "
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"status": "ready", "plugins": {"athena": "running", "glue": "available"}}, None),
        ({"status": "starting", "plugins": {}}, "not ready: {'status': 'starting', 'plugins': {}}"),
        (
            {
                "status": "ready",
                "plugins": {"athena": "error: the plug-in is not installed", "s3": "running"},
            },
            "athena: error: the plug-in is not installed",
        ),
        ([], "not ready: []"),
    ],
)
def test_the_emulator_is_well_with_all_its_plugins(body: Any, expected: str | None) -> None:
    assert problem_in(body) == expected
