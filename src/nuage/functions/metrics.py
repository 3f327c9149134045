"""How often functions were invoked and failed, in CloudWatch: AWS/Lambda, Invocations and Errors."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

LOG = logging.getLogger(__name__)
INTERVAL = 1.0  # seconds in which invocations are counted together


@dataclass(frozen=True)
class Function:
    """Which function is counted."""

    account: str
    region: str
    name: str


def cloudwatch_client(account: str, region: str) -> Any:
    """A client that calls CloudWatch as the Lambda service."""
    from localstack.aws.connect import connect_to

    client = connect_to(region_name=region, aws_access_key_id=account).cloudwatch
    return client.request_metadata(service_principal="lambda")


class MetricWriter:
    """One thread that counts, and writes what it has counted."""

    def __init__(self, client: Callable[[str, str], Any] = cloudwatch_client) -> None:
        self._client = client
        self._counts: Counter[tuple[Function, str]] = Counter()
        self._lock = threading.Lock()
        self._counted = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lambda-metrics", daemon=True)
        self._thread.start()

    def count(self, function: Function, *, is_error: bool) -> None:
        """Count an invocation."""
        with self._lock:
            self._counts[function, "Invocations"] += 1
            self._counts[function, "Errors"] += int(is_error)
        self._counted.set()

    def close(self, timeout: float = 2.0) -> None:
        """Stop counting. What was counted in the last moments goes with the emulator's state.

        :param timeout: in seconds
        """
        self._stopped.set()
        self._counted.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._counted.wait()
            if self._stopped.wait(INTERVAL):
                return
            self._counted.clear()
            with self._lock:
                counts, self._counts = self._counts, Counter()
            for function in {function for function, _ in counts}:
                try:
                    self._put(function, counts)
                except Exception:  # a boundary: metrics must not end with one failed call
                    LOG.exception("could not count the invocations of %s", function.name)

    def _put(self, function: Function, counts: Counter[tuple[Function, str]]) -> None:
        dimensions = [{"Name": "FunctionName", "Value": function.name}]
        self._client(function.account, function.region).put_metric_data(
            Namespace="AWS/Lambda",
            MetricData=[
                {
                    "MetricName": name,
                    "Dimensions": dimensions,
                    "Unit": "Count",
                    # one value for each invocation, so that SampleCount and Sum are both right
                    "Values": [1.0],
                    "Counts": [float(counts[function, name])],
                }
                for name in ("Invocations", "Errors")
                if counts[function, name]
            ],
        )
