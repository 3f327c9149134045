"""The gate: calls wait while it is closed."""

from __future__ import annotations

import threading

from nuage.state.gate import Gate


def test_an_open_gate_lets_through() -> None:
    Gate().wait()


def test_a_closed_gate_holds_back_until_it_opens() -> None:
    gate, passed = Gate(), threading.Event()

    def call() -> None:
        gate.wait()
        passed.set()

    caller = threading.Thread(target=call)
    with gate.closed():
        caller.start()
        assert not passed.wait(0.05)
    assert passed.wait(5)
    caller.join()


def test_it_opens_when_the_work_fails() -> None:
    gate = Gate()
    try:
        with gate.closed():
            raise RuntimeError
    except RuntimeError:
        gate.wait()


def test_two_do_not_hold_it_at_once() -> None:
    gate, entered, inside = Gate(), threading.Event(), []

    def second() -> None:
        with gate.closed():
            inside.append("second")
            entered.set()

    with gate.closed():
        other = threading.Thread(target=second)
        other.start()
        assert not entered.wait(0.05)
        inside.append("first")
    other.join(5)
    assert inside == ["first", "second"]
