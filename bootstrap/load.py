"""The items of the table, loaded in batches."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import click
from boto3.dynamodb.types import TypeSerializer
from botocore.exceptions import ClientError

from bootstrap import progress
from bootstrap.clients import Clients
from bootstrap.errors import BootstrapError, code
from bootstrap.items_file import Contents, Key, Line
from bootstrap.state import MISSING, State, compare
from bootstrap.table import PARTITION_KEY, SORT_KEY
from bootstrap.waiting import Patience

T = TypeVar("T")

BATCH = 25  # DynamoDB Developer Guide, quotas: requests in a BatchWriteItem
SERIALIZE = TypeSerializer().serialize
PATIENCE = Patience(deadline=300.0)
# what DynamoDB has no capacity for now is offered again after 0.05 s, 0.1 s, ... but at most 5 s
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 5.0


@dataclass(frozen=True)
class Load:
    """The items of a file in a table. Loaded ones are kept as they are, whatever has become of them."""

    table: str
    contents: Contents
    say: Callable[[str], None] = click.echo
    patience: Patience = PATIENCE

    @property
    def label(self) -> str:
        """Its kind and name."""
        return f"items of {self.table}"

    def look(self, clients: Clients) -> State:
        """Compare by key which are there; and say which lines of the file are bad."""
        for problem in self.contents.bad:
            self.say(f"! {problem}: left out")
        there = self._keys(clients)
        if there is None:
            return MISSING
        missing = [line for line in self.contents.lines if line.key not in there]
        total = len(self.contents.lines)
        if missing and len(missing) == total:
            return MISSING
        return compare([f"{total - len(missing)} of {total} are there"] if missing else [])

    def create(self, clients: Clients) -> None:
        """Put those that are not there. One that DynamoDB refuses is said, and the rest goes on."""
        there = self._keys(clients) or set()
        lines = [line for line in self.contents.lines if line.key not in there]
        with progress.bar(f"loading {self.table}", len(lines)) as advance:
            for batch in _batches(list(self._serialized(lines))):
                self._write(clients, batch)
                advance(len(batch))

    def update(self, clients: Clients) -> None:
        """The same: only what is missing is put."""
        self.create(clients)

    def destroy(self, clients: Clients) -> None:
        """Delete those of the file."""
        lines = self.contents.lines
        requests = [{"DeleteRequest": {"Key": _key(line.key)}} for line in lines]
        with progress.bar(f"emptying {self.table}", len(lines)) as advance:
            for batch in _batches(requests):
                self._send(clients, batch)
                advance(len(batch))

    def _keys(self, clients: Clients) -> set[Key] | None:
        """The keys in the table; None when it is not there. DynamoDB has no cheaper way to find out."""
        pages = clients.dynamodb.get_paginator("scan").paginate(
            TableName=self.table, ProjectionExpression=f"{PARTITION_KEY}, {SORT_KEY}"
        )
        try:
            return {
                (item[PARTITION_KEY]["S"], item[SORT_KEY]["S"]) for page in pages for item in page["Items"]
            }
        except clients.dynamodb.exceptions.ResourceNotFoundException:
            return None

    def _serialized(self, lines: list[Line]) -> Iterator[tuple[Line, dict[str, Any]]]:
        for line in lines:
            try:
                yield line, {name: SERIALIZE(value) for name, value in line.item.items()}
            except (TypeError, decimal.DecimalException) as error:
                self._refused(line, f"a number that DynamoDB cannot hold ({type(error).__name__})")

    def _write(self, clients: Clients, batch: list[tuple[Line, dict[str, Any]]]) -> None:
        try:
            self._send(clients, [{"PutRequest": {"Item": item}} for _, item in batch])
        except ClientError as error:
            if code(error) != "ValidationException":
                raise
            # one item that is not allowed makes DynamoDB refuse its whole batch
            for line, item in batch:
                self._write_alone(clients, line, item)

    def _write_alone(self, clients: Clients, line: Line, item: dict[str, Any]) -> None:
        try:
            clients.dynamodb.put_item(TableName=self.table, Item=item)
        except ClientError as error:
            if code(error) != "ValidationException":
                raise
            self._refused(line, str(error.response["Error"]["Message"]))

    def _send(self, clients: Clients, requests: list[dict[str, Any]]) -> None:
        """Write a batch, and again what there was no capacity for.

        :raises BootstrapError: when there is none for too long
        """
        end, pause = self.patience.now() + self.patience.deadline, FIRST_PAUSE
        while requests:
            answer = clients.dynamodb.batch_write_item(RequestItems={self.table: requests})
            requests = answer["UnprocessedItems"].get(self.table, [])
            if requests and self.patience.now() > end:
                raise BootstrapError(
                    f"the table {self.table} takes no more items. Give it more capacity with "
                    "--set write_capacity=25, then run it again: what is loaded already is kept."
                )
            if requests:
                self.patience.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _refused(self, line: Line, why: str) -> None:
        self.say(f"! {self.contents.name}, line {line.number}: {why}: left out")


def _key(key: Key) -> dict[str, Any]:
    return {PARTITION_KEY: {"S": key[0]}, SORT_KEY: {"S": key[1]}}


def _batches(everything: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(everything), BATCH):
        yield everything[start : start + BATCH]
