"""A client of the Lambda Runtime API in pure Python, for where awslambdaric cannot be had.

It answers as awslambdaric does: tests run the same cases through both. The API is AWS's:
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

from __future__ import annotations

import http.client
import importlib
import json
import logging
import os
import socket
import sys
import time
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any, TextIO

from nuage.functions.child.context import LambdaContext, client_context
from nuage.functions.child.marshalling import MarshalError, UnmarshalError, marshal, unmarshal

PREFIX = "/2018-06-01/runtime"
UNHANDLED_WARNING = (
    "LAMBDA_WARNING: Unhandled exception. The most likely cause is an issue in the function code. "
    "However, in rare cases, a Lambda runtime update can cause unexpected function behavior. "
    "For functions using managed runtimes, runtime updates can be triggered by a function change, or can be "
    "applied automatically. To determine if the runtime has been updated, check the runtime version in the "
    "INIT_START log entry. If this error correlates with a change in the runtime version, you may be able to "
    "mitigate this error by temporarily rolling back to the previous runtime version. For more information, "
    "see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html"
)


class RuntimeApiError(Exception):
    """The Runtime API refused a request; the process ends, as awslambdaric's does."""


class FaultError(Exception):
    """What the runtime itself has to say about a function, with AWS's errorType."""

    def __init__(self, error_type: str, message: str, trace: list[str] | None = None) -> None:
        super().__init__(message)
        self.error_type = error_type
        self.trace = trace or []


class Connection:
    """A kept-alive connection to the Runtime API."""

    def __init__(self, address: str) -> None:
        self._http = http.client.HTTPConnection(address)
        self._http.connect()
        self._http.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def next(self) -> tuple[bytes, http.client.HTTPMessage]:
        """Wait for an invocation."""
        self._http.request("GET", f"{PREFIX}/invocation/next")
        answer = self._http.getresponse()
        return answer.read(), answer.headers

    def post(self, path: str, body: bytes, **headers: str) -> None:
        """Send a result.

        :raises RuntimeApiError: when it is not accepted
        """
        self._http.request("POST", PREFIX + path, body, headers)
        answer = self._http.getresponse()
        text = answer.read()
        if answer.status != 202:
            raise RuntimeApiError(f"Failed to post {path}: {answer.status} {text.decode(errors='replace')}")


class Unbuffered:
    """A stream that shows each write at once, as the runtime's stdout does."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write and flush."""
        written = self._stream.write(text)
        self._stream.flush()
        return written

    def writelines(self, lines: list[str]) -> None:
        """Write all and flush."""
        self._stream.writelines(lines)
        self._stream.flush()


class RequestIdFilter(logging.Filter):
    """Gives each log record the id of the invocation that is running."""

    request_id = ""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        record.aws_request_id = self.request_id
        return True


def set_up_logging() -> RequestIdFilter:
    """Log as AWS's Python runtime does: level, time, request id and message, separated by tabs."""
    ids = RequestIdFilter()
    handler = logging.StreamHandler(sys.stdout)
    formatter = logging.Formatter(
        "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"
    )
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.addFilter(ids)
    logging.getLogger().addHandler(handler)
    return ids


def find_handler(name: str) -> Callable[[Any, Any], Any]:
    """Import the handler.

    :raises FaultError: with AWS's error when there is none by that name
    """
    module_name, dot, function = name.rpartition(".")
    if not dot:
        reason = "not enough values to unpack (expected 2, got 1)"
        raise FaultError("Runtime.MalformedHandlerName", f"Bad handler '{name}': {reason}")
    if module_name.split(".")[0] in sys.builtin_module_names:
        message = f"Cannot use built-in module {module_name} as a handler module"
        raise FaultError("Runtime.BuiltInModuleConflict", message)
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        message = f"Unable to import module '{module_name}': {error}"
        raise FaultError("Runtime.ImportModuleError", message) from None
    except SyntaxError as error:
        trace = [f'  File "{error.filename}" Line {error.lineno}\n    {error.text}']
        message = f"Syntax error in module '{module_name}': {error}"
        raise FaultError("Runtime.UserCodeSyntaxError", message, trace) from None
    if not hasattr(module, function):
        message = f"Handler '{function}' missing on module '{module_name}'"
        raise FaultError("Runtime.HandlerNotFound", message)
    found: Callable[[Any, Any], Any] = getattr(module, function)
    return found


def describe(error: BaseException, request_id: str = "") -> dict[str, Any]:
    """An error as the Runtime API wants it, without frames of this module."""
    if isinstance(error, FaultError):
        return error_object(str(error), error.error_type, request_id, error.trace)
    frames = traceback.extract_tb(_after_ours(error.__traceback__))
    lines = [(frame.filename, frame.lineno or 0, frame.name, frame.line) for frame in frames]
    # plain tuples: the interpreter would mark columns below the lines otherwise
    trace = traceback.format_list(lines)
    return error_object(str(error), type(error).__name__, request_id, trace)


def error_object(message: str, kind: str, request_id: str, trace: list[str]) -> dict[str, Any]:
    """The four members of a Lambda error, in AWS's order."""
    return {"errorMessage": message, "errorType": kind, "requestId": request_id, "stackTrace": trace}


def _after_ours(trace: TracebackType | None) -> TracebackType | None:
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    return trace


def print_error(error: dict[str, Any]) -> None:
    """The [ERROR] entry, its lines joined by carriage returns so that they stay one entry."""
    head = f"[ERROR] {error['errorType']}: {error['errorMessage']}".removesuffix(": ")
    lines = [head, "Traceback (most recent call last):"]
    for line in "".join(f"{entry.rstrip()}\n" for entry in error["stackTrace"]).splitlines():
        indent = len(line) - len(line.lstrip(" "))
        lines.append("\u00a0" * indent + line[indent:])
    sys.stdout.write("\r".join(lines) + "\n")


def run_once(
    handler: Callable[[Any, Any], Any], body: bytes, headers: http.client.HTTPMessage
) -> tuple[bytes, str]:
    """Call the handler, and marshal what it returns.

    :returns: the answer and its content type
    :raises Exception: whatever the handler raises
    """
    context = LambdaContext(dict(headers), client_context(headers.get("Lambda-Runtime-Client-Context")))
    try:
        event = unmarshal(body)
    except UnmarshalError as error:
        raise FaultError("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from None
    result = handler(event, context)
    try:
        return marshal(result)
    except MarshalError as error:
        raise FaultError("Runtime.MarshalError", f"Unable to marshal response: {error}") from None


def serve(handler_name: str, address: str, mark: Callable[[str], None]) -> None:
    """Run invocations until the process is stopped.

    :param address: host and port of the Lambda Runtime API
    :param mark: called when an invocation has printed its last, before its answer is sent
    """
    sys.stdout, sys.stderr = Unbuffered(sys.stdout), Unbuffered(sys.stderr)
    ids = set_up_logging()
    api = Connection(address)
    try:
        handler = find_handler(handler_name)
    except Exception as error:  # noqa: BLE001 - a function's import may raise anything
        problem = describe(error)
        logging.warning(UNHANDLED_WARNING)
        print_error(problem)
        kind = {"Lambda-Runtime-Function-Error-Type": problem["errorType"]}
        api.post("/init/error", json.dumps(problem).encode(), **kind)
        sys.exit(1)
    while True:
        body, headers = api.next()
        request_id = ids.request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id", "")  # noqa: TID251
        try:
            answer, content_type = run_once(handler, body, headers)
        except Exception as error:  # noqa: BLE001 - a handler may raise anything
            problem = describe(error, request_id)
            print_error(problem)
            mark(request_id)
            kind = {"Lambda-Runtime-Function-Error-Type": problem["errorType"]}
            api.post(f"/invocation/{request_id}/error", json.dumps(problem).encode(), **kind)
        else:
            mark(request_id)
            api.post(f"/invocation/{request_id}/response", answer, **{"Content-Type": content_type})
