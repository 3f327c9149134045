"""How invocations fail when it is not the function's own code that answers: AWS's words for it.

Texts observed on AWS; https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
"""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass

# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, in bytes
MAX_SYNC_PAYLOAD = 6 * 1024 * 1024
MAX_EVENT_PAYLOAD = 1024 * 1024
MAX_RESPONSE = MAX_SYNC_PAYLOAD + 100

# the exit code of a process that was ended by force
KILLED = -9

# names that Go, in which AWS's supervisor is written, gives to signals
SIGNALS = {
    "SIGABRT": "aborted",
    "SIGBUS": "bus error",
    "SIGFPE": "floating point exception",
    "SIGHUP": "hangup",
    "SIGILL": "illegal instruction",
    "SIGINT": "interrupt",
    "SIGKILL": "killed",
    "SIGPIPE": "broken pipe",
    "SIGQUIT": "quit",
    "SIGSEGV": "segmentation fault",
    "SIGTERM": "terminated",
}


@dataclass(frozen=True)
class Fault:
    """An invocation that ended without an answer."""

    error_type: str
    message: str
    log_line: str | None = None
    status: str = "error"

    def payload(self) -> bytes:
        """What the caller of the function gets."""
        body = {"errorType": self.error_type, "errorMessage": self.message}
        return json.dumps(body, separators=(",", ":")).encode()


def timed_out(request_id: str, timeout: float, timestamp: str) -> Fault:
    """The function did not answer in time.

    :param timeout: in seconds
    :param timestamp: when it was stopped, in ISO 8601, for the log
    """
    text = f"Task timed out after {timeout:.2f} seconds"
    return Fault(
        "Sandbox.Timedout",
        f"RequestId: {request_id} Error: {text}",
        log_line=f"{timestamp} {request_id} {text}",
        status="timeout",
    )


def exited(request_id: str, code: int) -> Fault:
    """The function's process ended while it should have answered.

    :param code: the exit code; a negative one is the signal that ended it
    """
    message = f"RequestId: {request_id} Error: {exit_reason(code)}"
    return Fault("Runtime.ExitError", message, log_line=f"{message}\nRuntime.ExitError")


def exit_reason(code: int) -> str:
    """Why a process ended, in the words of AWS."""
    if code == 0:
        return "Runtime exited without providing a reason"
    if code > 0:
        return f"Runtime exited with error: exit status {code}"
    if code == KILLED:  # also where the system has no such signal
        return "Runtime exited with error: signal: killed"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = str(-code)
    return f"Runtime exited with error: signal: {SIGNALS.get(name, name)}"


def response_too_large() -> Fault:
    """The function answered more than may be passed on."""
    return Fault(
        "Function.ResponseSizeTooLarge",
        f"Response payload size exceeded maximum allowed payload size ({MAX_RESPONSE} bytes).",
    )
