"""Many invocations at once, and environments that are used again."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

from tests.conftest import Lab
from tests.scenarios.functions import Function, packed, until

WHO = """
import os, time, uuid
me = uuid.uuid4().hex
def lambda_handler(event, context):
    time.sleep(event.get("sleep", 0))
    return {"me": me, "event": event}
"""


def test_a_hundred_at_once_all_answer_rightly(lab: Lab) -> None:
    function = Function(lab, WHO, Timeout=60)

    def call(number: int) -> int:
        answer = function.call({"number": number, "sleep": 0.1})
        assert answer["event"]["number"] == number
        return number

    with ThreadPoolExecutor(100) as threads:
        assert sorted(threads.map(call, range(100))) == list(range(100))
    until(lambda: len(function.reports()) == 100)


def test_an_endless_loop_does_not_hold_up_another(lab: Lab) -> None:
    endless = Function(lab, "def lambda_handler(event, context):\n    while True: pass", Timeout=20)
    other = Function(lab, WHO)
    done = threading.Event()

    def loop() -> None:
        endless.invoke()
        done.set()

    thread = threading.Thread(target=loop, daemon=True)
    thread.start()
    for number in range(10):
        assert other.call({"n": number})["event"] == {"n": number}
    assert not done.is_set()
    endless.client.delete_function(FunctionName=endless.name)


def test_a_warm_environment_is_used_again_and_a_busy_one_is_not_shared(lab: Lab) -> None:
    function = Function(lab, WHO, Timeout=30)
    first = function.call({})["me"]
    assert {function.call({})["me"] for _ in range(5)} == {first}
    with ThreadPoolExecutor(3) as threads:
        seen = {answer["me"] for answer in threads.map(function.call, [{"sleep": 1.0}] * 3)}
    assert len(seen) == 3
    assert first in seen


def test_an_update_lets_running_invocations_finish(lab: Lab) -> None:
    function = Function(lab, WHO, Timeout=30)
    function.call({})
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(function.call, {"sleep": 2.0})
        until(lambda: any("START" in event["message"] for event in function.events()[3:]))
        new = packed("def lambda_handler(event, context): return 'new'")
        function.client.update_function_code(FunctionName=function.name, ZipFile=new)
        function.wait()
        assert function.call() == "new"
        assert running.result()["event"] == {"sleep": 2.0}


def test_after_a_crash_the_next_invocation_succeeds(lab: Lab) -> None:
    function = Function(lab, "import os\ndef lambda_handler(event, context): return event or os._exit(1)")
    assert function.call(1) == 1
    answer = function.invoke(0)
    assert answer["FunctionError"] == "Unhandled"
    assert json.loads(answer["Payload"])["errorType"] == "Runtime.ExitError"
    assert function.call(2) == 2
