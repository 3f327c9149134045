from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from nuage.lab import signals


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals of this kind")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_being_asked_to_end_is_handled_for_as_long_as_the_context_lasts(name: str) -> None:
    number = getattr(signal, name)
    # the tests themselves may run under nohup
    outer = signal.signal(number, signal.SIG_DFL)
    asked = []
    try:
        with signals.handled(lambda: asked.append(name)):
            signal.raise_signal(number)
        assert asked == [name]
        assert signal.getsignal(number) == signal.SIG_DFL
    finally:
        signal.signal(number, outer)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGHUP")
def test_nohup_is_respected() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    asked = []
    try:
        with signals.handled(lambda: asked.append("SIGHUP")):
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert asked == []


def test_interrupt_unwinds() -> None:
    with pytest.raises(KeyboardInterrupt):
        signals.interrupt()


SCRIPT = """
import threading
from nuage.lab import signals
stop = threading.Event()
signals.when_stdin_ends(stop.set)
print("waiting", flush=True)
stop.wait(60)
print("stopped" if stop.is_set() else "not told")
"""


def test_a_closed_pipe_is_noticed() -> None:
    command = [sys.executable, "-c", SCRIPT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        assert process.poll() is None
        output, _ = process.communicate(timeout=60)
    assert (output, process.returncode) == ("stopped\n", 0)


HANGING = """
import threading
from nuage.lab import signals
signals.end_within(0.2)
threading.Event().wait(60)
"""


def test_an_end_that_hangs_is_forced() -> None:
    assert subprocess.run([sys.executable, "-c", HANGING], timeout=60, check=False).returncode == 1
