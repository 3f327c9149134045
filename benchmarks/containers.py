"""The lab in containers beside the embedded one, in one run: `python -m benchmarks.containers [--no-build]`.

Both start from nothing and are set up by bootstrap, at speed 60; then both run side by side.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import click
import psutil
from rich.console import Console

from benchmarks.measures.base import Column
from benchmarks.process import free_port
from benchmarks.report import save, show
from benchmarks.run import Results

ROOT = Path(__file__).parents[1]
IMAGE = "nuage-bench"
SPEED = "60"
BUILD = Column("build, packages and all", "s", higher_is_better=False)
REBUILD = Column("build, Nuage's code changed", "s", higher_is_better=False)
SIZES = {
    "lab": Column("image of LocalStack and bootstrap, base included", "MB", higher_is_better=False),
    "tweets": Column("image of the tweet server, base included", "MB", higher_is_better=False),
    "base": Column("the base image alone", "MB", higher_is_better=False),
}
ALIKE = Column("files that differ in a second build", "files", higher_is_better=False)
START = Column("start to bootstrapped", "s", higher_is_better=False)
REST = Column("memory at rest, before bootstrap", "MB", higher_is_better=False)
LOADED = Column("memory under the lab", "MB", higher_is_better=False)
STOP = Column("stop", "s", higher_is_better=False)
# seconds in which a lab may finish what it does after its start
SETTLE = 5.0
HOW = f"One lab after the other, at speed {SPEED}; the best round counts."
# every file of an image that is not the engine's: its kind, mode, owner, date and digest
CENSUS = (
    "find /opt /var/lib/nuage /etc/passwd /etc/group -printf '%p %y %m %U:%G %T@ %l\\n' | sort; "
    "find /opt -type f -exec sha256sum {} + | sort"
)


class Lab(Protocol):
    """A way to run the lab."""

    name: str

    def start(self, bootstrapped: bool) -> None:
        """Start it, and wait until it answers, and until bootstrap has ended where that is wanted."""

    def stop(self) -> None:
        """Stop it, and wait for that."""

    def memory(self) -> float:
        """What its processes take, in MB."""


class Embedded:
    """`nuage up`, with a home and ports of its own."""

    name = "embedded"

    def __init__(self, folder: Path) -> None:
        self._home = folder / "home"
        self._port = free_port()
        self._environment = {
            **os.environ,
            "NUAGE_HOME": str(self._home),
            "NUAGE_PORT": str(self._port),
            "NUAGE_TWEETS_PORT": str(free_port()),
            "NUAGE_SPEED": SPEED,
        }

    def start(self, bootstrapped: bool) -> None:
        """Start it in the background."""
        self._nuage("up", "--detach", *([] if bootstrapped else ["--no-bootstrap"]))

    def stop(self) -> None:
        """Stop it."""
        self._nuage("down")

    def memory(self) -> float:
        """Resident memory of both servers, and of the functions' processes."""
        record = json.loads((self._home / str(self._port) / "lab.json").read_text(encoding="utf-8"))
        servers = [psutil.Process(record[name]["pid"]) for name in ("emulator", "tweets")]
        family = [each for server in servers for each in (server, *server.children(recursive=True))]
        return sum(member.memory_info().rss for member in family) / 1e6

    def _nuage(self, *arguments: str) -> None:
        run([sys.executable, "-m", "nuage", *arguments], self._environment)


class Containers:
    """`docker compose up`, as a project of its own."""

    name = "containers"

    def __init__(self, folder: Path) -> None:
        settings = {
            "COMPOSE_PROJECT_NAME": "nuage-bench",
            "NUAGE_IMAGE": IMAGE,
            "NUAGE_PORT": "0",
            "NUAGE_TWEETS_PORT": "0",
            "NUAGE_SPEED": SPEED,
        }
        environment = folder / "env"
        environment.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
        self._compose = ["docker", "compose", "--env-file", str(environment)]

    def start(self, bootstrapped: bool) -> None:
        """Start it in the background; `logs` starts when bootstrap has ended well."""
        services = [] if bootstrapped else ["localstack", "tweets"]
        run([*self._compose, "up", "--detach", *([] if bootstrapped else ["--wait"]), *services])

    def stop(self) -> None:
        """Stop it, and take its volumes away."""
        run([*self._compose, "down", "--volumes"])

    def memory(self) -> float:
        """What the engine counts for all containers of the stack, pages of files included."""
        ids = run([*self._compose, "ps", "--quiet"]).split()
        lines = run(["docker", "stats", "--no-stream", "--format", "{{.MemUsage}}", *ids]).splitlines()
        return sum(megabytes(line.split(" / ")[0]) for line in lines)


def megabytes(text: str) -> float:
    """What the engine says of an amount of memory.

    >>> megabytes("1.5GiB")
    1610.612736
    """
    units = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
    match = re.fullmatch(r"([\d.]+)(\w+)", text)
    if match is None:
        raise ValueError(f"the engine says {text!r}, which is no amount of memory")
    return float(match[1]) * units[match[2]] / 1e6


def run(command: Sequence[str], environment: dict[str, str] | None = None) -> str:
    """Run a program to its end; what it printed."""
    return subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def seconds(action: Callable[[], object]) -> float:
    """How long something takes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def build(results: Results, console: Console) -> None:
    """Build both images twice, the second time from nothing but pip's cache."""

    def make(target: str, *options: str) -> None:
        run(["docker", "build", "--quiet", "--target", target, "--tag", f"{IMAGE}:{target}", *options, "."])

    def census() -> set[str]:
        command = ["docker", "run", "--rm", "--user", "0", f"{IMAGE}:lab", "sh", "-c", CENSUS]
        return set(run(command).splitlines())

    console.print("[dim]building, twice[/dim]")
    make("lab")
    first = census()
    results.add(BUILD, "containers", seconds(lambda: make("lab", "--no-cache")))
    make("tweets")
    results.add(ALIKE, "containers", float(len(first ^ census())))
    probe = ROOT / "src" / "nuage" / "_built_again.py"
    probe.write_text('"""Nothing: it makes the image of the code another one."""\n', encoding="utf-8")
    try:
        results.add(REBUILD, "containers", seconds(lambda: make("lab")))
    finally:
        probe.unlink()
    for target, column in SIZES.items():
        make(target)
        size = run(["docker", "image", "inspect", "--format", "{{.Size}}", f"{IMAGE}:{target}"])
        results.add(column, "containers", float(size) / 1e6)


@click.command()
@click.option("--build/--no-build", "builds", default=True, help="Whether to measure the build as well.")
@click.option("--rounds", default=3, show_default=True, help="How often each lab is started.")
@click.option("--minutes", default=30, show_default=True, help="Lab minutes before memory is looked at.")
@click.option("--save/--no-save", "keep", default=True, help="Write benchmarks/results/.")
def main(builds: bool, rounds: int, minutes: int, keep: bool) -> None:
    """Measure the lab in containers beside the embedded one."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=140)  # a log has no width of its own
    results = Results(versions={"embedded": "`nuage up`", "containers": run(["docker", "--version"]).strip()})
    if builds:
        build(results, console)
    run(["docker", "build", "--quiet", "--target", "tweets", "--tag", f"{IMAGE}:tweets", "."])
    run(["docker", "build", "--quiet", "--target", "lab", "--tag", f"{IMAGE}:lab", "."])
    with tempfile.TemporaryDirectory(prefix="bench-containers-") as folder:
        for lab in (Embedded(Path(folder)), Containers(Path(folder))):
            measure(lab, results, rounds, minutes, console)
    show(results, console)
    if keep and builds:
        for path in save(results, product="containers", how=HOW):
            console.print(f"written: {path}")


def measure(lab: Lab, results: Results, rounds: int, minutes: int, console: Console) -> None:
    """Start and stop one lab some times, and look at its memory."""
    for turn in range(rounds):
        console.print(f"[dim]{lab.name}, round {turn + 1}[/dim]")
        try:
            lab.start(bootstrapped=False)
            time.sleep(SETTLE)
            results.add(REST, lab.name, lab.memory())
            lab.stop()
            results.add(START, lab.name, seconds(lambda: lab.start(bootstrapped=True)))
            time.sleep(minutes * 60 / float(SPEED))
            results.add(LOADED, lab.name, lab.memory())
        finally:
            results.add(STOP, lab.name, seconds(lab.stop))


if __name__ == "__main__":
    main()
