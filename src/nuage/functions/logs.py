"""Functions' logs, written into CloudWatch Logs by the service, as LocalStack does.

On AWS the function's role needs the permission to write them; here the service writes them always, so
that a student whose role lacks it is not left without a log.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nuage import clock

LOG = logging.getLogger(__name__)
LINGER = 0.2  # seconds in which lines gather for one call
MAX_EVENTS = 10_000  # in one PutLogEvents
MAX_BYTES = 1_000_000  # in one PutLogEvents; AWS allows 1,048,576 with 26 for each event


@dataclass(frozen=True)
class Stream:
    """Where an environment's log goes."""

    account: str
    region: str
    group: str
    name: str


@dataclass(frozen=True)
class _Line:
    stream: Stream
    time: float
    text: str


def logs_client(account: str, region: str) -> Any:
    """A client of the Logs service that calls it as the Lambda service."""
    from localstack.aws.connect import connect_to

    client = connect_to(region_name=region, aws_access_key_id=account).logs
    return client.request_metadata(service_principal="lambda")


class LogWriter:
    """One thread that gathers lines and writes them, stream by stream."""

    def __init__(self, client: Callable[[str, str], Any] = logs_client) -> None:
        self._client = client
        self._lines: queue.SimpleQueue[_Line | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="lambda-logs", daemon=True)
        self._thread.start()

    def write(self, stream: Stream, time: float, text: str) -> None:
        """Take a line; it is written soon.

        :param time: wall time, in seconds since the epoch
        """
        self._lines.put(_Line(stream, time, text))

    def close(self, timeout: float = 2.0) -> None:
        """Write what is left.

        :param timeout: in seconds
        """
        self._lines.put(None)
        self._thread.join(timeout)

    def _run(self) -> None:
        ended = False
        while not ended:
            lines = [self._lines.get()]
            if lines[0] is not None:
                clock.sleep(LINGER)
            while not self._lines.empty():
                lines.append(self._lines.get())
            ended = None in lines
            gathered: dict[Stream, list[_Line]] = defaultdict(list)
            for line in lines:
                if line is not None:
                    gathered[line.stream].append(line)
            for stream, of_stream in gathered.items():
                try:
                    self._put(stream, of_stream)
                except Exception:  # a boundary: one stream's trouble must not end all logging
                    LOG.exception("could not write the log of %s", stream.group)

    def _put(self, stream: Stream, lines: list[_Line]) -> None:
        client = self._client(stream.account, stream.region)
        for events in batches(lines):
            target = {"logGroupName": stream.group, "logStreamName": stream.name}
            try:
                client.put_log_events(**target, logEvents=events)
            except client.exceptions.ResourceNotFoundException:
                self._create(client, stream)
                client.put_log_events(**target, logEvents=events)

    def _create(self, client: Any, stream: Stream) -> None:
        exists = client.exceptions.ResourceAlreadyExistsException
        for create, arguments in (
            (client.create_log_group, {"logGroupName": stream.group}),
            (client.create_log_stream, {"logGroupName": stream.group, "logStreamName": stream.name}),
        ):
            try:
                create(**arguments)
            except exists:
                continue


def batches(lines: list[_Line]) -> list[list[dict[str, Any]]]:
    """The lines as events, in order of time, in portions that one PutLogEvents takes."""
    portions: list[list[dict[str, Any]]] = [[]]
    size = 0
    for line in sorted(lines, key=lambda line: line.time):
        event = {"timestamp": int(line.time * 1000), "message": f"{line.text}\n"}
        needed = len(line.text.encode()) + 27
        if len(portions[-1]) == MAX_EVENTS or (size + needed > MAX_BYTES and portions[-1]):
            portions.append([])
            size = 0
        size += needed
        portions[-1].append(event)
    return portions
