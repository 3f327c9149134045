"""Labs of a process: one for each choice of options; and what a lab's refusal looks like."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from nuage.testing import running
from nuage.testing.handle import LabError, Nuage
from nuage.testing.options import Options
from nuage.testing.running import Address, StartError


@pytest.fixture
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found = self.path.startswith("/_nuage/reset")
            self.send_response(200 if found else 404)
            self.end_headers()
            self.wfile.write(b"{}" if found else b"no rule named x")

        def log_message(self, *_: Any) -> None:
            """Nobody reads it."""

    with HTTPServer(("127.0.0.1", 0), Handler) as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{found.server_port}"
        found.shutdown()
        thread.join()


def test_reset_and_a_refusal(server: str) -> None:
    nuage = Nuage(Address(f"{server}/"), "us-east-1")
    nuage.reset()
    with pytest.raises(LabError, match="/_nuage/rules/a%2Fb/fire answered 404: no rule named x"):
        nuage.fire("a/b")


def test_a_lab_that_is_gone() -> None:
    with pytest.raises(LabError, match=r"http://127\.0\.0\.1:9/_nuage/reset did not answer"):
        Address("http://127.0.0.1:9").reset()
    with pytest.raises(
        StartError, match=r"no lab answers at http://127\.0\.0\.1:9: start one with `nuage up`"
    ):
        running.start(Options("http://127.0.0.1:9"))


def test_equal_options_share_a_lab(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[str] = []

    class Fake(Address):
        def stop(self) -> None:
            stopped.append(self.endpoint)

    monkeypatch.setattr(running, "_RUNNING", {})
    monkeypatch.setattr("nuage.testing.running.atexit.register", lambda _: None)
    monkeypatch.setattr(running, "start", lambda options: Fake(f"http://{options.region}"))
    first, again, other = (running.obtain(Options(region=name)).endpoint for name in ("a", "a", "b"))
    assert (first, again, other) == ("http://a", "http://a", "http://b")
    running.stop_all()
    running.stop_all()
    assert sorted(stopped) == ["http://a", "http://b"]


def test_settings_are_the_environments_on_a_free_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUAGE_PORT", "4566")
    monkeypatch.setenv("NUAGE_ATHENA_WORKERS", "2")
    monkeypatch.setenv("NUAGE_STATE", "/a/lab/that/is/kept")
    found = running.settings_of(Options(speed=30, iam=False))
    assert found.state is None
    assert (found.port, found.speed, found.iam, found.athena_workers) == (0, 30, False, 2)
    monkeypatch.setenv("NUAGE_SPEED", "fast")
    with pytest.raises(StartError, match="NUAGE_SPEED=fast is not allowed"):
        running.settings_of(Options())
