"""A real Trino as a process: its engine with the memory connector, fetched by Maven (88 MB).

python -m tests.parity.trino.engine            fetches it, if Java and Maven are there
python -m tests.parity.trino.engine record     and writes its answers to tests/parity/trino/recorded
python -m tests.parity.trino.engine "SELECT 1" and answers a statement

426 is the last release that still knows `parse_decimal_literals_as_double`, which Athena has on, and runs on Java 17.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from tests.parity.maven import Jars
from tests.parity.trino import data

VERSION = "426"
JARS = Jars(
    f"trino-{VERSION}",
    [f"io.trino:trino-main:{VERSION}", f"io.trino:trino-memory:{VERSION}"],
    "python -m tests.parity.trino.engine",
)
# small enough for the pipe to hold what is asked while it answers
BATCH = 20
MAIN = Path(__file__).with_name("Answers.java")


class Trino:
    """A running Trino that answers over standard input and output; it listens nowhere."""

    def __init__(self, folder: Path) -> None:
        now = data.NOW.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        self._process = subprocess.Popen(
            ["java", "-Xmx1g", "-cp", f"{folder}/*", str(MAIN), now],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        for table in data.TABLES:
            made = self.ask(table.create())
            assert "error" not in made, made
        return self

    def ask(self, sql: str) -> dict[str, Any]:
        """`{"types": […], "rows": […]}`, or `{"error": name, "message": text}`."""
        return next(self.ask_all([sql]))[1]

    def ask_all(self, statements: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each statement with its answer; it works on several at once."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        for start in range(0, len(statements), BATCH):
            batch = statements[start : start + BATCH]
            self._process.stdin.write("".join(json.dumps(sql) + "\n" for sql in batch))
            self._process.stdin.flush()
            for sql in batch:
                line = self._process.stdout.readline()
                assert line, "Trino has ended"
                yield sql, json.loads(line)

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        assert self._process.stdout is not None
        self._process.stdout.close()


def main(arguments: list[str]) -> None:
    """What the module's docstring says."""
    from tests.parity.trino import recorder

    folder = JARS.fetch()
    if not arguments:
        sys.stdout.write(f"{folder}\n")
        return
    with Trino(folder) as trino:
        if arguments == ["record"]:
            for group in recorder.groups():
                recorder.write(group, dict(trino.ask_all(recorder.statements(group))))
        else:
            for sql in arguments:
                sys.stdout.write(json.dumps(trino.ask(sql), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
