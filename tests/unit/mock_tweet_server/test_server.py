from __future__ import annotations

import errno
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from mock_tweet_server.app import create_app
from mock_tweet_server.faults import Faults
from mock_tweet_server.server import TweetServer
from nuage.clock import ManualClock

ROOT = Path(__file__).parents[3]
START = 1_795_290_780


def app() -> Any:
    return create_app(ManualClock(START), 42, Faults())


def fetch(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as response:
        return json.loads(response.read())


def start(*options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "mock_tweet_server", *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def announced_url(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found
    return found[0]


def test_it_serves_on_a_free_port() -> None:
    with TweetServer(app(), "127.0.0.1", 0) as server:
        assert server.url == f"http://127.0.0.1:{server.port}/tweet"
        assert fetch(server.url)["id"] == START


def test_all_who_ask_at_once_get_the_same() -> None:
    with TweetServer(app(), "127.0.0.1", 0) as server, ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(fetch, [server.url] * 200))
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere 127.0.0.2 is no address of the machine")
def test_it_listens_on_its_host_alone() -> None:
    with TweetServer(app(), "127.0.0.1", 0) as server:
        assert connects("127.0.0.1", server.port)
        assert not connects("127.0.0.2", server.port)


def connects(host: str, port: int) -> bool:
    with socket.socket() as attempt:
        attempt.settimeout(2)
        return attempt.connect_ex((host, port)) == 0


def test_a_taken_port_is_an_error_at_once() -> None:
    with TweetServer(app(), "127.0.0.1", 0) as server, pytest.raises(OSError) as caught:  # noqa: PT011
        TweetServer(app(), "127.0.0.1", server.port)
    assert caught.value.errno == errno.EADDRINUSE


def test_a_stopped_server_frees_its_port() -> None:
    with TweetServer(app(), "127.0.0.1", 0) as server:
        port = server.port
        fetch(server.url)
    assert not connects("127.0.0.1", port)
    with TweetServer(app(), "127.0.0.1", port) as server:
        assert fetch(server.url)["id"] == START


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to send to a process")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly(number: signal.Signals) -> None:
    with start("--port", "0") as process:
        try:
            url = announced_url(process)
            assert fetch(url)["id"] % 60 == 0
            process.send_signal(number)
            _, errors = process.communicate(timeout=20)
        finally:
            process.kill()
    assert (process.returncode, errors) == (0, "")


def test_options_say_all() -> None:
    with start("--port", "0", "--speed", "60", "--seed", "7", "--faults", "slow=0.5:2") as process:
        try:
            health = fetch(announced_url(process).replace("/tweet", "/health"))
        finally:
            process.kill()
    assert (health["speed"], health["seed"], health["faults"]["slow_seconds"]) == (60, 7, 2)


def test_a_taken_port_is_a_clear_line_and_exit_code_2() -> None:
    with TweetServer(app(), "127.0.0.1", 0) as server, start("--port", str(server.port)) as process:
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert errors.startswith("Cannot listen: ")
    assert errors.endswith("choose another with --host and --port (--port 0 takes a free one).\n")


def test_bad_faults_are_a_clear_line_and_exit_code_2() -> None:
    with start("--faults", "sloww=1") as process:
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "unknown fault in 'sloww=1': expected comma-separated fault=rate" in errors
