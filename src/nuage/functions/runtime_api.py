"""The Lambda Runtime API of one execution environment: where its runtime client asks for work.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. The service puts an invocation in
(`offer`), the client fetches it (`next`) and posts an answer or an error; `Turn` is the meeting point.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from nuage.clock import monotonic, wall


@dataclass(frozen=True)
class Invocation:
    """What the function is called with."""

    request_id: str
    arn: str
    payload: bytes
    timeout: float  # in seconds
    trace_id: str = ""
    client_context: str | None = None  # JSON


@dataclass(frozen=True)
class Answer:
    """What came back: the function's answer, its error, or an error of the runtime client."""

    body: bytes
    is_error: bool = False
    error_type: str = ""
    too_large: bool = False


@dataclass
class Turn:
    """One invocation on its way through the environment."""

    invocation: Invocation
    on_fetched: Callable[[], None]
    started: float = field(default_factory=monotonic)
    finished: float = 0.0
    answer: Answer | None = None
    exit_code: int | None = None
    fetched: bool = False
    done: threading.Event = field(default_factory=threading.Event)

    def finish(self, answer: Answer | None = None, exit_code: int | None = None) -> None:
        """The first end counts: a process may answer and then exit."""
        if not self.done.is_set():
            self.answer, self.exit_code, self.finished = answer, exit_code, monotonic()
            self.done.set()

    @property
    def duration(self) -> float:
        """From the offer to the end, in seconds."""
        return (self.finished or monotonic()) - self.started


class UnknownRequestError(LookupError):
    """A result for an invocation that is not running."""


class RuntimeApi:
    """What is behind the HTTP server, free of HTTP."""

    def __init__(self, max_response: int) -> None:
        """Make one for a process.

        :param max_response: the largest answer, in bytes
        """
        self.max_response = max_response
        self.initialised = threading.Event()  # asked for work, failed to, or exited
        self.init_error: Answer | None = None
        self.exit_code: int | None = None
        self._work: queue.SimpleQueue[Turn | None] = queue.SimpleQueue()
        self._turn: Turn | None = None
        self._lock = threading.Lock()

    def offer(self, invocation: Invocation, on_fetched: Callable[[], None]) -> Turn:
        """Let the client fetch an invocation. One at a time.

        :param on_fetched: called when the client has asked for it, before it gets it
        """
        turn = Turn(invocation, on_fetched)
        with self._lock:
            self._turn = turn
            if self.exit_code is not None:
                turn.finish(exit_code=self.exit_code)
                return turn
        self._work.put(turn)
        return turn

    def next(self) -> dict[str, str | bytes] | None:
        """Wait for an invocation, as headers and `body`. None when the environment stops."""
        self.initialised.set()
        turn = self._work.get()
        if turn is None:
            return None
        invocation = turn.invocation
        turn.on_fetched()
        turn.fetched, turn.started = True, monotonic()
        headers: dict[str, str | bytes] = {
            "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
            "Lambda-Runtime-Deadline-Ms": str(int((wall() + invocation.timeout) * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": invocation.arn,
            "Lambda-Runtime-Trace-Id": invocation.trace_id,
        }
        if invocation.client_context:
            headers["Lambda-Runtime-Client-Context"] = invocation.client_context
        headers["body"] = invocation.payload
        return headers

    def post_answer(self, request_id: str, answer: Answer) -> None:
        """Take the answer of the invocation that is running.

        :raises UnknownRequestError: when another one is, or none
        """
        with self._lock:
            turn = self._turn
            if turn is None or turn.invocation.request_id != request_id or turn.done.is_set():
                raise UnknownRequestError(request_id)
            turn.finish(answer)

    def post_init_error(self, body: bytes, error_type: str) -> None:
        """The function could not be loaded."""
        self.init_error = Answer(body, is_error=True, error_type=error_type)
        self.initialised.set()

    def process_exited(self, code: int) -> None:
        """Nobody will ask or answer any more."""
        with self._lock:
            self.exit_code = code
            if self._turn is not None:
                self._turn.finish(exit_code=code)
        self.initialised.set()
        self._work.put(None)


def with_request_id(error: bytes, request_id: str) -> bytes:
    """An init error with the id of the invocation that it answers, which its writer could not know."""
    try:
        value = json.loads(error)
    except ValueError:
        return error
    if not isinstance(value, dict) or value.get("requestId", "") != "":
        return error
    return json.dumps(value | {"requestId": request_id}, ensure_ascii=False).encode()
