"""One-tweet objects, and what is asked of them: through S3 and Athena, or of DuckDB over one file."""

from __future__ import annotations

import http.client
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, count, islice
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from benchmarks.clients import client
from mock_tweet_server.stream import tweet

QUERIES = Path(__file__).parent.parent / "queries" / "athena"
FIRST_MINUTE = 28_000_000
WRITERS = 8  # connections that put objects at once
POLL = 0.002  # seconds between two looks at an execution
DATABASE, BUCKET, RESULTS = "bench", "bench-tweets", "bench-results"
Rows = list[list[str]]


class WrongAnswerError(Exception):
    """A query answered something else than the tweets say."""


class Tweets:
    """The tweets, made once for all peers: object `n` is the tweet of minute `n`."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []
        self._hashtags: list[list[str]] = []
        self._minutes = count(FIRST_MINUTE)

    def __getitem__(self, at: int) -> bytes:
        while len(self._bodies) <= at:
            made = tweet(1, next(self._minutes) * 60)
            self._bodies.append(json.dumps(made).encode())
            self._hashtags.append([tag["text"].lower() for tag in made["entities"]["hashtags"]])
        return self._bodies[at]

    def top_hashtags(self, objects: int) -> Rows:
        """What the ten top hashtags of the first objects are, counted in Python."""
        found = Counter(chain.from_iterable(islice(self._hashtags, objects)))
        ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [[tag, str(uses)] for tag, uses in ordered[:10]]


class Target(Protocol):
    """Where tweets are put, and asked about."""

    def put(self, bodies: Sequence[bytes], start: int) -> Iterator[int]:
        """Put tweets, the first of which is number `start`; tells after each how many are there."""

    def table(self, name: str) -> None:
        """Make a table over all of them, of which nothing is kept from earlier queries."""

    def ask(self, question: str, table: str) -> Rows:
        """The rows that answer a question: `count` or `top_hashtags`."""


def question_text(question: str) -> str:
    """A query of the repository, without its comment."""
    text = (QUERIES / f"{question}.sql").read_text(encoding="utf-8")
    return re.sub(r"^--.*\n", "", text, flags=re.MULTILINE).strip()


class AthenaTarget:
    """Objects in S3, and Athena's API."""

    def __init__(self, endpoint: str, seconds: float) -> None:
        self._endpoint = urlsplit(endpoint)
        self._seconds = seconds
        self._athena = client(endpoint, "athena")
        s3 = client(endpoint, "s3")
        for bucket in (BUCKET, RESULTS):
            s3.create_bucket(Bucket=bucket)
        client(endpoint, "glue").create_database(DatabaseInput={"Name": DATABASE})

    def put(self, bodies: Sequence[bytes], start: int) -> Iterator[int]:
        """PutObject from several connections at once, without boto3: it would take most of the time."""
        batches = [range(at, len(bodies), WRITERS) for at in range(WRITERS)]
        done = count(1)
        finished: list[int] = []

        def write(batch: range) -> None:
            connection = http.client.HTTPConnection(
                self._endpoint.hostname or "", self._endpoint.port, timeout=60
            )
            for at in batch:
                key = f"tweets/{start + at:07}.json"
                connection.request("PUT", f"/{BUCKET}/{key}", body=bodies[at], headers=_SIGNED)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    raise RuntimeError(f"PutObject answered {answer.status}")
                finished.append(next(done))
            connection.close()

        with ThreadPoolExecutor(WRITERS) as pool:
            futures = [pool.submit(write, batch) for batch in batches]
            while not all(future.done() for future in futures):
                yield len(finished)
                time.sleep(0.05)
            for future in futures:
                future.result()
        yield len(finished)

    def table(self, name: str) -> None:
        """CREATE EXTERNAL TABLE, as the lab has it."""
        text = question_text("00_create_table").replace("default.tweets", name)
        self._run(re.sub(r"LOCATION '[^']*'", f"LOCATION 's3://{BUCKET}/tweets/'", text))

    def ask(self, question: str, table: str) -> Rows:
        """From StartQueryExecution to GetQueryResults."""
        execution = self._run(question_text(question).replace("default.tweets", table))
        answer = self._athena.get_query_results(QueryExecutionId=execution)
        rows = [[field.get("VarCharValue") for field in row["Data"]] for row in answer["ResultSet"]["Rows"]]
        return rows[1:]

    def _run(self, sql: str) -> str:
        execution: str = self._athena.start_query_execution(
            QueryString=sql,
            QueryExecutionContext={"Database": DATABASE},
            ResultConfiguration={"OutputLocation": f"s3://{RESULTS}/"},
        )["QueryExecutionId"]
        deadline = time.perf_counter() + self._seconds
        while True:
            found = self._athena.get_query_execution(QueryExecutionId=execution)["QueryExecution"]["Status"]
            if found["State"] == "SUCCEEDED":
                return execution
            if found["State"] in ("FAILED", "CANCELLED"):
                raise RuntimeError(found.get("StateChangeReason", found["State"]))
            if time.perf_counter() > deadline:
                raise RuntimeError(f"no answer in {self._seconds:g} s")
            time.sleep(POLL)


_SIGNED = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=" + "0" * 64,
    "X-Amz-Date": "20260101T000000Z",
    "X-Amz-Content-SHA256": "UNSIGNED-PAYLOAD",
}


class FileTarget:
    """One NDJSON file, and DuckDB: columns are declared, so that it need not guess them."""

    _FROM = (
        "read_json('tweets.ndjson', format = 'newline_delimited', columns = {id: 'BIGINT', entities: "
        "'STRUCT(hashtags STRUCT(text VARCHAR, indices INTEGER[])[])'}) AS tweets"
    )

    def __init__(self, endpoint: str, seconds: float) -> None:
        address = urlsplit(endpoint)
        self._connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=seconds)

    def put(self, bodies: Sequence[bytes], start: int) -> Iterator[int]:  # noqa: ARG002 - they go to the end
        """Append lines."""
        self._call("PUT", b"".join(body + b"\n" for body in bodies))
        yield len(bodies)

    def table(self, name: str) -> None:
        """Nothing: the file is read for each query."""

    def ask(self, question: str, table: str) -> Rows:  # noqa: ARG002 - there is one
        """The rows, as texts."""
        answer = self._call("POST", question_text(question).replace("default.tweets", self._FROM).encode())
        return [[str(value) for value in row] for row in json.loads(answer)]

    def _call(self, method: str, body: bytes) -> Any:
        self._connection.request(method, "/", body=body)
        answer = self._connection.getresponse()
        data = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{method} answered {answer.status}")
        return data
