"""An execution environment: a process that is one function, and what it says and takes.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html. After a crash or a
time-out the next invocation gets a new process in the same environment: the same log stream and the
same /tmp, as on AWS.
"""

from __future__ import annotations

import secrets
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from nuage.clock import monotonic, wall
from nuage.functions import faults, memory, report
from nuage.functions.faults import Fault
from nuage.functions.journal import Journal
from nuage.functions.output import OutputReader
from nuage.functions.pool import Pool
from nuage.functions.process import Process
from nuage.functions.runtime_api import Answer, Invocation, RuntimeApi, Turn, with_request_id
from nuage.functions.runtime_server import RuntimeServer
from nuage.functions.variables import FOLDER_VARIABLES

INIT_LIMIT = 10.0  # seconds for initialisation before the function's own time-out starts, as on AWS
LAST_WORDS = 1.0  # seconds to wait for output that was written before the answer
MEGABYTE = 1024 * 1024
LAB_PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"


@dataclass(frozen=True)
class Plan:
    """What an environment is to be."""

    runtime: str
    version: str
    memory_mb: int
    task: Path
    opt: Path
    variables: dict[str, str]
    libraries: list[str]
    client: str = "auto"

    def assignment(self, marker: str, api: str, tmp: str) -> dict[str, object]:
        """What a process needs to know to become the function."""
        return {
            "marker": marker,
            "client": self.client,
            "environment": {**self.variables, "AWS_LAMBDA_RUNTIME_API": api},
            "folder_variables": FOLDER_VARIABLES,
            "folders": {"task": str(self.task), "opt": str(self.opt), "tmp": tmp},
            "opt_folders": [f"python/lib/{self.runtime}/site-packages", "python"],
            "libraries": self.libraries,
            "memory_mb": self.memory_mb,
        }


@dataclass(frozen=True)
class Result:
    """What the caller gets, and the log of it."""

    payload: bytes
    is_error: bool
    log: str


@dataclass
class Child:
    """A process with its two ways to us."""

    process: Process
    api: RuntimeApi
    server: RuntimeServer
    output: OutputReader
    started: float = field(default_factory=monotonic)
    cold: bool = True
    over_memory: bool = False
    ready_at: float = 0.0

    def exit_code(self) -> int:
        """How it ended."""
        return faults.KILLED if self.over_memory or self.api.exit_code is None else self.api.exit_code


class Environment:
    """Runs one invocation at a time."""

    def __init__(
        self,
        plan: Plan,
        pool: Pool,
        watch: memory.MemoryWatch,
        write: Callable[[float, str], None],
        scratch: Path | None = None,
    ) -> None:
        """Make one; `start` starts its process.

        :param write: takes the time and the text of each line of the log
        :param scratch: where its /tmp is made; in the system's folder for such when None
        """
        self._plan = plan
        self._pool = pool
        self._watch = watch
        self._log = Journal(write)
        self._tmp = tempfile.mkdtemp(prefix="nuage-tmp-", dir=scratch)
        self._child: Child | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def start(self, wait: float = 0.0) -> None:
        """Start initialising.

        :param wait: seconds to wait for the end of it, at most
        """
        self._boot().api.initialised.wait(wait)

    def stop(self) -> None:
        """End the process, and remove the environment's /tmp."""
        with self._lock:
            self._stopped = True
            child, self._child = self._child, None
        if child is not None:
            self._end(child)
        shutil.rmtree(self._tmp, ignore_errors=True)

    def invoke(self, invocation: Invocation) -> Result:
        """Run the function once. Whatever happens to it is the result."""
        child = self._child
        if child is not None and child.api.exit_code is not None:
            self._end(child)
            child = None
        child = child or self._boot()
        init = self._initialise(child, invocation)
        init_ms = (child.ready_at - child.started) * 1000 if child.cold else None
        if init is not None:
            return self._failed_init(child, invocation, init, init_ms or 0.0)
        turn, used = self._run(child, invocation)
        if not child.cold and turn.exit_code is not None and not turn.fetched:
            # it ended by itself after its last answer, just now: this invocation has not begun
            self._end(child)
            return self.invoke(invocation)
        child.cold = False
        return self._report(child, turn, used, init_ms)

    def _boot(self) -> Child:
        self._warn_of_other_python()
        process = self._pool.take()
        api = RuntimeApi(faults.MAX_RESPONSE)
        server = RuntimeServer(api)
        marker = secrets.token_hex(16)
        child = Child(process, api, server, OutputReader(process.output, marker, self._log.add))

        def exited(code: int) -> None:
            self._pool.ended(process)
            server.close()
            api.process_exited(code)

        process.on_exit(exited)
        with self._lock:
            self._child = child
            stopped = self._stopped
        if stopped:
            self._end(child)
        else:
            process.assign(self._plan.assignment(marker, server.address, self._tmp))
        return child

    def _warn_of_other_python(self) -> None:
        if self._plan.runtime != LAB_PYTHON:
            now = wall()
            text = f"This function is written for {self._plan.runtime}; the lab runs it on {LAB_PYTHON}."
            self._log.add(now, f"[WARNING]\t{report.iso(now)}\t\t{text}")

    def _initialise(self, child: Child, invocation: Invocation) -> Fault | Answer | None:
        """Wait until the process is ready; what went wrong otherwise."""
        left = child.started + INIT_LIMIT + invocation.timeout - monotonic()
        in_time = child.api.initialised.wait(left if child.cold else None)
        child.ready_at = child.ready_at or monotonic()
        if not in_time:
            self._end(child)
            return faults.timed_out(invocation.request_id, invocation.timeout, report.iso(wall()))
        if child.api.init_error is not None:
            child.output.wait_for_end(LAST_WORDS)
            return child.api.init_error
        if child.api.exit_code is not None:
            return faults.exited(invocation.request_id, child.exit_code())
        return None

    def _failed_init(
        self, child: Child, invocation: Invocation, failure: Fault | Answer, init_ms: float
    ) -> Result:
        child.output.wait_for_end(LAST_WORDS)
        self._end(child)
        now, request_id = wall(), invocation.request_id
        if isinstance(failure, Fault):
            payload, status = failure.payload(), failure.status
        else:
            payload, status = with_request_id(failure.body, request_id), "error"
        self._log.add(now, report.init_report_line(init_ms, failure.error_type))
        self._log.add(now, report.start_line(request_id, self._plan.version))
        if isinstance(failure, Fault) and failure.log_line:
            self._log.add(now, failure.log_line)
        summary = report.Report(request_id, 0.0, self._plan.memory_mb, 0, init_ms, status, failure.error_type)
        self._log.add(now, report.end_line(request_id))
        self._log.add(now, summary.line())
        return Result(payload, True, self._log.cut())

    def _run(self, child: Child, invocation: Invocation) -> tuple[Turn, int]:
        """Let the function run until its end or its time-out; the most bytes it used, too."""
        limit = self._plan.memory_mb * MEGABYTE
        watched = memory.Watched(child.process.pid, limit, lambda: self._exceeded(child))
        self._watch.watch(watched)
        start = report.start_line(invocation.request_id, self._plan.version)
        turn = child.api.offer(invocation, lambda: self._log.add(wall(), start))
        turn.done.wait(invocation.timeout)
        self._watch.forget(watched)
        return turn, max(watched.highest, memory.peak(child.process.pid))

    def _report(self, child: Child, turn: Turn, used: int, init_ms: float | None) -> Result:
        payload, fault = self._conclude(child, turn)
        now, request_id = wall(), turn.invocation.request_id
        if not turn.fetched:
            self._log.add(now, report.start_line(request_id, self._plan.version))
        if fault is not None and fault.log_line:
            self._log.add(now, fault.log_line)
        timed_out = fault is not None and fault.status == "timeout"
        summary = report.Report(
            request_id,
            duration_ms=(turn.invocation.timeout if timed_out else turn.duration) * 1000,
            memory_size_mb=self._plan.memory_mb,
            max_memory_bytes=used,
            init_ms=init_ms,
            status=fault.status if fault else "",
            error_type=fault.error_type if fault and not timed_out else "",
        )
        self._log.add(now, report.end_line(request_id))
        self._log.add(now, summary.line())
        is_error = fault is not None or (turn.answer is not None and turn.answer.is_error)
        return Result(payload, is_error, self._log.cut())

    def _conclude(self, child: Child, turn: Turn) -> tuple[bytes, Fault | None]:
        """The payload of an invocation that has ended, or has run out of time."""
        invocation = turn.invocation
        if turn.answer is not None:
            child.output.wait_for_mark(invocation.request_id, LAST_WORDS)
            if not turn.answer.too_large:
                return turn.answer.body, None
            fault = faults.response_too_large()
            self._end(child)  # its client takes the refusal of an answer for the end
        elif turn.done.is_set():
            child.output.wait_for_end(LAST_WORDS)
            fault = faults.exited(invocation.request_id, child.exit_code())
            self._end(child)
        else:
            fault = faults.timed_out(invocation.request_id, invocation.timeout, report.iso(wall()))
            self._end(child)
            child.output.wait_for_end(LAST_WORDS)
        return fault.payload(), fault

    def _exceeded(self, child: Child) -> None:
        child.over_memory = True
        child.process.kill()

    def _end(self, child: Child) -> None:
        with self._lock:
            if self._child is child:
                self._child = None
        self._pool.ended(child.process)
        child.server.close()
