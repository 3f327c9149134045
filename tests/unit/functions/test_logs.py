from __future__ import annotations

from typing import Any

from nuage.functions import logs
from nuage.functions.journal import KEPT, Journal
from nuage.functions.logs import LogWriter, Stream, batches
from nuage.functions.metrics import Function, MetricWriter
from tests.unit.functions.test_environment import wait_for

STREAM = Stream("000000000000", "us-east-1", "/aws/lambda/f", "2026/11/21/[$LATEST]0")


class FakeLogs:
    """Keeps what is put, once its group and stream exist."""

    class ResourceNotFoundException(Exception):  # noqa: N818 - AWS's name
        pass

    class ResourceAlreadyExistsException(Exception):  # noqa: N818 - AWS's name
        pass

    def __init__(self) -> None:
        self.exceptions = self
        self.made: list[str] = ["/aws/lambda/f"]
        self.events: list[dict[str, Any]] = []
        self.calls = 0

    def create_log_group(self, **_: str) -> None:
        raise self.ResourceAlreadyExistsException

    def create_log_stream(self, *, logStreamName: str, **_: str) -> None:  # noqa: N803 - AWS's name
        self.made.append(logStreamName)

    def put_log_events(self, *, logStreamName: str, logEvents: list[dict[str, Any]], **_: str) -> None:  # noqa: N803
        self.calls += 1
        if logStreamName not in self.made:
            raise self.ResourceNotFoundException
        self.events += logEvents


def test_lines_are_gathered_and_the_stream_is_made() -> None:
    fake = FakeLogs()
    writer = LogWriter(lambda *_: fake)
    for number in range(20):
        writer.write(STREAM, 1000.5 + number, f"line\t{number}")
    writer.close()
    assert [event["message"] for event in fake.events] == [f"line\t{number}\n" for number in range(20)]
    assert fake.events[0]["timestamp"] == 1000500
    assert fake.calls <= 4  # refused, then written; lines that came late are written once more


def test_one_streams_trouble_is_not_the_others() -> None:
    fake = FakeLogs()

    def client(account: str, region: str) -> Any:
        if region == "nowhere":
            raise RuntimeError("no such region")
        return fake

    writer = LogWriter(client)
    writer.write(Stream("000000000000", "nowhere", "g", "s"), 1, "lost")
    writer.write(STREAM, 2, "kept")
    writer.close()
    assert [event["message"] for event in fake.events] == ["kept\n"]


def test_portions_are_what_one_call_takes() -> None:
    many = [logs._Line(STREAM, float(n), "x") for n in range(logs.MAX_EVENTS + 1)]
    assert [len(portion) for portion in batches(many)] == [logs.MAX_EVENTS, 1]
    large = [logs._Line(STREAM, float(n), "x" * 250_000) for n in range(9)]
    assert [len(portion) for portion in batches(large)] == [3, 3, 3]


def test_events_are_in_order_of_time() -> None:
    lines = [logs._Line(STREAM, 2.0, "b"), logs._Line(STREAM, 1.0, "a"), logs._Line(STREAM, 2.0, "c")]
    assert [event["message"] for event in batches(lines)[0]] == ["a\n", "b\n", "c\n"]


def test_a_journal_writes_all_and_keeps_the_last() -> None:
    written: list[str] = []
    journal = Journal(lambda _time, text: written.append(text))
    journal.add(1.0, "a" * KEPT)
    journal.add(2.0, "b")
    assert journal.cut() == "b\n"
    assert journal.cut() == ""
    assert written == ["a" * KEPT, "b"]


def test_invocations_are_counted_together() -> None:
    calls: list[dict[str, Any]] = []

    class FakeCloudWatch:
        def put_metric_data(self, **request: Any) -> None:
            calls.append(request)

    writer = MetricWriter(lambda *_: FakeCloudWatch())
    function = Function("000000000000", "us-east-1", "f")
    for failed in (False, True, False):
        writer.count(function, is_error=failed)
    wait_for(lambda: calls)
    writer.close()
    (request,) = calls
    assert request["Namespace"] == "AWS/Lambda"
    assert {data["MetricName"]: data["Counts"] for data in request["MetricData"]} == {
        "Invocations": [3.0],
        "Errors": [1.0],
    }
    assert request["MetricData"][0]["Dimensions"] == [{"Name": "FunctionName", "Value": "f"}]
