"""Result files read back: the .csv of a query and the .txt of SHOW and DESCRIBE."""

from __future__ import annotations

import re

# a value in quotes, or nothing (NULL); then a comma or the end of the line
_CELL = re.compile(r'(?:"((?:[^"]|"")*)")?(,|\n|\Z)', re.DOTALL)


def csv_rows(body: bytes) -> list[list[str | None]]:
    """Every row, the header first. Python's csv module does not tell NULL from an empty text."""
    text = body.decode()
    rows: list[list[str | None]] = []
    row: list[str | None] = []
    at = 0
    while at < len(text):
        match = _CELL.match(text, at)
        if match is None:
            raise ValueError(f"no result file of Athena's: character {at}")
        row.append(None if match[1] is None else match[1].replace('""', '"'))
        if match[2] != ",":
            rows.append(row)
            row = []
        at = match.end()
    return rows


def txt_rows(body: bytes, columns: int) -> list[list[str | None]]:
    """Every line. SHOW and DESCRIBE with several columns give one value a row, as the line has it."""
    text = body.decode()
    if not text or not columns:
        return []
    return [[line] for line in text.split("\n")]
