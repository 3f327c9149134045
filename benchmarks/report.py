"""What a run shows: a table with ratios on the screen, as JSON, and as Markdown."""

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measures.base import Column
from benchmarks.run import Results

FOLDER = Path(__file__).parent / "results"
IN_TURNS = "All peers ran at the same time and were measured in turns; the best round counts."


def figure(value: float | str | None, column: Column) -> str:
    """A value as people read it.

    >>> figure(1234.5, Column("PutObject", "/s", True))
    '1234 /s'
    >>> figure("needs Docker", Column("p50", "ms", False))
    'needs Docker'
    """
    if not isinstance(value, float):
        return value or ""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {column.unit}"


def ratio(ours: float | str | None, theirs: float | str | None, column: Column) -> str:
    """How many times better the first is: above 1 it is.

    >>> ratio(200.0, 100.0, Column("PutObject", "/s", True))
    '2.0x'
    >>> ratio(2.0, 1.0, Column("start", "s", False))
    '0.5x'
    """
    if not isinstance(ours, float) or not isinstance(theirs, float) or not ours or not theirs:
        return ""
    times = ours / theirs if column.higher_is_better else theirs / ours
    return f"{times:.1f}x" if times >= 0.1 else f"{times:.2f}x"


def rows(results: Results) -> tuple[list[str], list[list[str]]]:
    """The table: headings, then a row a column of a measure."""
    peers = list(results.versions)
    ours, others = peers[0], peers[1:]
    headings = ["", *peers, *[f"better than {peer}" for peer in others]]
    body = [
        [
            column.name,
            *[figure(values.get(peer), column) for peer in peers],
            *[ratio(values.get(ours), values.get(peer), column) for peer in others],
        ]
        for column, values in results.values.items()
    ]
    return headings, body


def show(results: Results, console: Console) -> None:
    """Print the table."""
    headings, body = rows(results)
    table = Table(title="Side by side, in one run")
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="left" if number == 0 else "right")
    for row in body:
        table.add_row(*row)
    console.print(table)
    for peer, version in results.versions.items():
        console.print(f"{peer}: {version}")


def save(
    results: Results, folder: Path = FOLDER, product: str = "", how: str = IN_TURNS
) -> tuple[Path, Path]:
    """Write `<date>.json` and README.md, and return their paths.

    :param product: of a benchmark of one product: `<product>-<date>.json` and `<product>.md` then
    :param how: a sentence about the run
    """
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)  # a run of the benchmark takes place in real time
    system = f"{platform.system()} {platform.machine()}"
    machine = f"{system}, {os.cpu_count()} cores, Python {platform.python_version()}"
    document = {
        "date": now.isoformat(timespec="seconds"),
        "machine": machine,
        "versions": results.versions,
        "values": {
            column.name: {"unit": column.unit, "higher_is_better": column.higher_is_better, **values}
            for column, values in results.values.items()
        },
    }
    as_json = folder / f"{product}{'-' if product else ''}{now:%Y-%m-%d}.json"
    as_json.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    as_markdown = folder / f"{product or 'README'}.md"
    command = f"python -m benchmarks{'.' if product else ''}{product}"
    as_markdown.write_text(markdown(results, f"{now:%Y-%m-%d}", machine, command, how), encoding="utf-8")
    return as_json, as_markdown


def markdown(
    results: Results,
    date: str,
    machine: str,
    command: str = "python -m benchmarks",
    how: str = IN_TURNS,
) -> str:
    """The table as Markdown."""
    headings, body = rows(results)
    lines = [
        "# Side by side",
        "",
        f"Measured on {date} ({machine}) by `{command}`, which writes this file.",
        how,
        "",
        "| " + " | ".join(headings) + " |",
        "|---" + "|---:" * (len(headings) - 1) + "|",
        *["| " + " | ".join(row) + " |" for row in body],
        "",
        *[f"- {peer}: {version}" for peer, version in results.versions.items()],
    ]
    return "\n".join(lines) + "\n"
