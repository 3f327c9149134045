"""What a function's caller gets when things go well and when they do not, through both clients."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.unit.functions.lab import CLIENTS, OWN_PYTHON, function

ID = "8f507cfc-xmpl-4697-b07a-ac58fc914c95"


@pytest.fixture(params=CLIENTS)
def client(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def test_an_event_comes_back(tmp_path: Path, client: str) -> None:
    with function(tmp_path, "def lambda_handler(event, context): return event", client=client) as f:
        events: list[Any] = [{"a": [1, 2.5, None, True, "é😀"]}, "text", 7, None, []]
        for event in events:
            assert f.call(event) == event


def test_the_context_says_who_and_until_when(tmp_path: Path, client: str) -> None:
    code = """
def lambda_handler(event, context):
    left = context.get_remaining_time_in_millis()
    return [context.function_name, context.function_version, context.memory_limit_in_mb,
            context.aws_request_id, context.invoked_function_arn,
            context.log_group_name, context.log_stream_name,
            context.identity.cognito_identity_id, context.client_context, 0 < left <= 5000]
"""
    with function(tmp_path, code, client=client) as f:
        assert f.call(timeout=5, request_id=ID) == [
            "f",
            "$LATEST",
            "128",
            ID,
            "arn:aws:lambda:us-east-1:000000000000:function:f",
            "/aws/lambda/f",
            "2026/11/21/[$LATEST]0",
            None,
            None,
            True,
        ]


def test_decimals_and_bytes_are_marshalled_as_on_aws(tmp_path: Path, client: str) -> None:
    code = """
from decimal import Decimal
def lambda_handler(event, context):
    return b"\\x00raw" if event else {"price": Decimal("1.10"), "nan": Decimal("nan")}
"""
    with function(tmp_path, code, client=client) as f:
        assert f.invoke(None).payload == b'{"price": 1.10, "nan": NaN}'
        assert f.invoke(1).payload == b"\x00raw"


@pytest.mark.parametrize(("runtime", "expected"), [("python3.13", '"é"'), ("python3.11", '"\\u00e9"')])
def test_characters_are_escaped_as_the_runtime_does(
    tmp_path: Path, client: str, runtime: str, expected: str
) -> None:
    code = "def lambda_handler(event, context): return 'é'"
    with function(tmp_path, code, client=client, runtime=runtime) as f:
        assert f.invoke().payload == expected.encode()


ERRORS: dict[str, tuple[str, str, str, list[str] | None]] = {
    "raises": (
        "def lambda_handler(event, context):\n    raise ValueError('bad value')\n",
        "ValueError",
        "bad value",
        [
            (
                '  File "/var/task/lambda_function.py", line 2, in lambda_handler\n'
                "    raise ValueError('bad value')\n"
            )
        ],
    ),
    "set": (
        "def lambda_handler(event, context): return {1}",
        "Runtime.MarshalError",
        "Unable to marshal response: Object of type set is not JSON serializable",
        [],
    ),
    "no module": (
        "import requests\ndef lambda_handler(event, context): ...",
        "Runtime.ImportModuleError",
        "Unable to import module 'lambda_function': No module named 'requests'",
        [],
    ),
    "nuage": (
        "import nuage\ndef lambda_handler(event, context): ...",
        "Runtime.ImportModuleError",
        "Unable to import module 'lambda_function': No module named 'nuage'",
        [],
    ),
    "no handler": (
        "x = 1",
        "Runtime.HandlerNotFound",
        "Handler 'lambda_handler' missing on module 'lambda_function'",
        [],
    ),
    "syntax": (
        "def lambda_handler(event, context):\n    return (\n",
        "Runtime.UserCodeSyntaxError",
        "Syntax error in module 'lambda_function': '(' was never closed (lambda_function.py, line 2)",
        ['  File "/var/task/lambda_function.py" Line 2\n        return (\n'],
    ),
}


@pytest.mark.parametrize("case", ERRORS)
def test_an_error_of_the_code_answers_as_on_aws(tmp_path: Path, client: str, case: str) -> None:
    code, kind, message, trace = ERRORS[case]
    with function(tmp_path, code, client=client) as f:
        result = f.invoke(request_id=ID)
        expected = {"errorMessage": message, "errorType": kind, "requestId": ID, "stackTrace": trace}
        text = result.payload.decode().replace(str(tmp_path / "task"), "/var/task")
        assert json.loads(text) == expected
        assert list(json.loads(text)) == list(expected)
        assert result.is_error
        assert f"[ERROR] {kind}: {message}" in result.log


def test_a_malformed_handler_name(tmp_path: Path, client: str) -> None:
    with function(tmp_path, "", client=client, handler="nodot") as f:
        error = f.call()
    assert error["errorType"] == "Runtime.MalformedHandlerName"
    assert error["errorMessage"] == "Bad handler 'nodot': not enough values to unpack (expected 2, got 1)"


def test_a_handler_in_a_folder(tmp_path: Path, client: str) -> None:
    files = {"src/app.py": "def main(event, context): return 'here'"}
    with function(tmp_path, "", client=client, handler="src/app.main", files=files) as f:
        assert f.call() == "here"


def test_a_nested_error_has_the_functions_frames_alone(tmp_path: Path, client: str) -> None:
    code = (
        "import json\ndef parse(): return json.loads('{')\ndef lambda_handler(event, context): return parse()"
    )
    with function(tmp_path, code, client=client) as f:
        trace = f.call()["stackTrace"]
    assert "lambda_handler" in trace[0]
    assert "parse" in trace[1]
    assert not any(word in "".join(trace) for word in ("nuage/functions", "awslambdaric"))


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("sys.exit(1)", "Runtime exited with error: exit status 1"),
        ("sys.exit(0)", "Runtime exited without providing a reason"),
        ("os._exit(3)", "Runtime exited with error: exit status 3"),
        ("os.kill(os.getpid(), 11)", "Runtime exited with error: signal: segmentation fault"),
    ],
)
def test_a_process_that_ends_is_told_and_replaced(
    tmp_path: Path, client: str, statement: str, message: str
) -> None:
    code = (
        f"import os, sys\ndef lambda_handler(event, context):\n    if event: {statement}\n    return 'fine'"
    )
    with function(tmp_path, code, client=client) as f:
        result = f.invoke(1, request_id=ID)
        assert result.is_error
        assert json.loads(result.payload) == {
            "errorType": "Runtime.ExitError",
            "errorMessage": f"RequestId: {ID} Error: {message}",
        }
        assert f"RequestId: {ID} Error: {message}\nRuntime.ExitError\nEND RequestId: {ID}\n" in result.log
        assert result.log.endswith("Status: error\tError Type: Runtime.ExitError\n")
        assert f.call() == "fine"


def test_exit_while_loading(tmp_path: Path, client: str) -> None:
    with function(tmp_path, "import os; os._exit(4)", client=client) as f:
        result = f.invoke(request_id=ID)
        assert json.loads(result.payload)["errorMessage"] == (
            f"RequestId: {ID} Error: Runtime exited with error: exit status 4"
        )
        assert "INIT_REPORT Init Duration: " in result.log


def test_an_exception_while_loading_is_the_functions(tmp_path: Path, client: str) -> None:
    with function(tmp_path, "raise KeyError('BUCKET')", client=client) as f:
        error = f.call(request_id=ID)
        assert (error["errorType"], error["errorMessage"]) == ("KeyError", "'BUCKET'")
        assert error["requestId"] == ID
        assert "raise KeyError('BUCKET')" in error["stackTrace"][-1]
        assert f.call()["errorType"] == "KeyError"  # loaded again, and failed again


def test_a_function_that_takes_too_long_is_stopped(tmp_path: Path, client: str) -> None:
    code = (
        "def lambda_handler(event, context):\n    print('before')\n    while event: pass\n    return 'fine'"
    )
    with function(tmp_path, code, client=client) as f:
        assert f.call() == "fine"
        result = f.invoke(1, timeout=0.3, request_id=ID)
        assert json.loads(result.payload) == {
            "errorType": "Sandbox.Timedout",
            "errorMessage": f"RequestId: {ID} Error: Task timed out after 0.30 seconds",
        }
        assert re.search(
            rf"^START RequestId: {ID} Version: \$LATEST\nbefore\n"
            rf"\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{3}}Z {ID} Task timed out after 0\.30 seconds\n"
            rf"END RequestId: {ID}\n"
            rf"REPORT RequestId: {ID}\tDuration: 300\.00 ms\tBilled Duration: 300 ms\tMemory Size: 128 MB\t"
            r"Max Memory Used: \d+ MB\tStatus: timeout\n$",
            result.log,
        )
        assert f.call() == "fine"


def test_an_answer_may_not_exceed_six_megabytes(tmp_path: Path, client: str) -> None:
    code = "def lambda_handler(event, context): return 'x' * event"
    with function(tmp_path, code, client=client) as f:
        result = f.invoke(6 * 1024 * 1024 + 99)
        assert result.is_error
        assert json.loads(result.payload) == {
            "errorType": "Function.ResponseSizeTooLarge",
            "errorMessage": "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
        }
        assert len(f.call(6 * 1024 * 1024 + 98)) == 6 * 1024 * 1024 + 98


def test_the_log_of_an_invocation(tmp_path: Path, client: str) -> None:
    code = """
import logging, os, sys
logging.getLogger().setLevel(logging.INFO)
def lambda_handler(event, context):
    print("out\\ttab")
    print("err", file=sys.stderr)
    os.write(1, b"raw\\n")
    logging.info("logged")
    sys.stdout.write("no newline")
"""
    with function(tmp_path, code, client=client) as f:
        log = f.invoke(request_id=ID).log
    assert re.fullmatch(
        rf"START RequestId: {ID} Version: \$LATEST\nout\ttab\nerr\nraw\n"
        rf"\[INFO\]\t\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{3}}Z\t{ID}\tlogged\nno newline\n"
        rf"END RequestId: {ID}\n"
        rf"REPORT RequestId: {ID}\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\t"
        r"Max Memory Used: \d+ MB\tInit Duration: \d+\.\d\d ms\n",
        log,
    )


def test_the_log_of_an_error_is_one_entry(tmp_path: Path, client: str) -> None:
    with function(tmp_path, ERRORS["raises"][0], client=client) as f:
        f.invoke()
        (entry,) = [line for line in f.lines if line.startswith("[ERROR]")]
    assert entry.replace("\u00a0", " ").replace(str(tmp_path / "task"), "/var/task") == (
        "[ERROR] ValueError: bad value\nTraceback (most recent call last):\n"
        '  File "/var/task/lambda_function.py", line 2, in lambda_handler\n'
        "    raise ValueError('bad value')"
    )


def test_output_before_an_answer_is_never_lost(tmp_path: Path, client: str) -> None:
    code = "def lambda_handler(event, context):\n    for n in range(event): print(n)\n"
    with function(tmp_path, code, client=client) as f:
        for count in (0, 1, 50, 2000):
            f.lines.clear()
            f.invoke(count)
            assert [line for line in f.lines if line.isdigit()] == [str(n) for n in range(count)]


def test_a_stopped_stream_does_not_stop_the_function(tmp_path: Path, client: str) -> None:
    code = "import sys\ndef lambda_handler(event, context):\n    sys.stdout = None\n    return 'fine'"
    with function(tmp_path, code, client=client) as f:
        assert f.call() == "fine"
        assert f.call() == "fine"


def test_a_function_for_another_python_runs_with_a_warning(tmp_path: Path) -> None:
    code = "def lambda_handler(event, context): return 'fine'"
    with function(tmp_path, code, runtime="python3.8") as f:
        assert f.call() == "fine"
        assert f.call() == "fine"
        (warning,) = [line for line in f.lines if line.startswith("[WARNING]")]
    assert warning.endswith(f"\t\tThis function is written for python3.8; the lab runs it on {OWN_PYTHON}.")


def test_state_is_kept_while_warm_and_files_also_after_a_crash(tmp_path: Path) -> None:
    code = """
import os, tempfile
count = 0
def lambda_handler(event, context):
    global count
    count += 1
    with open(os.path.join(tempfile.gettempdir(), "file"), "a") as file: file.write("x")
    if event: os._exit(1)
    return [count, os.path.getsize(os.path.join(tempfile.gettempdir(), "file"))]
"""
    with function(tmp_path, code) as f:
        assert f.call() == [1, 1]
        assert f.call() == [2, 2]
        assert f.invoke(1).is_error
        assert f.call() == [1, 4]


def wait_for(condition: Any, seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def test_what_a_function_starts_ends_with_it(tmp_path: Path) -> None:
    code = """
import os, subprocess, sys
def lambda_handler(event, context):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    if event: os._exit(1)
    return [os.getpid(), child.pid]
"""
    with function(tmp_path, code) as f:
        pids = f.call()
        f.environment.stop()
        wait_for(lambda: not any(psutil.pid_exists(pid) for pid in pids))


def test_a_process_that_dies_while_idle_is_replaced(tmp_path: Path) -> None:
    code = "import os\ndef lambda_handler(event, context): return os.getpid()"
    with function(tmp_path, code) as f:
        first = f.call()
        psutil.Process(first).kill()
        wait_for(lambda: not psutil.pid_exists(first))
        second = f.call()
        assert second != first
        assert f.call() == second
