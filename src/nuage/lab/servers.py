"""Starting and stopping the lab's two servers."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from nuage import clock
from nuage.lab import http, ports
from nuage.lab.clients import region_of
from nuage.lab.problem import Problem
from nuage.lab.process import ProcessId, spawn, stop
from nuage.lab.record import Folder, Record
from nuage.settings import Settings, as_environment

# real seconds; a cold disk on an old laptop takes its time
START_TIMEOUT = 60.0
STOP_TIMEOUT = 15.0

NAMES = {"emulator": "the AWS emulator", "tweets": "the tweet server"}

Say = Callable[[str], None]


@dataclass
class Servers:
    """The two servers of a lab, as the process that started them sees them."""

    folder: Folder
    record: Record
    processes: dict[str, subprocess.Popen[bytes]]

    def dead(self) -> str | None:
        """What to say when one has ended without being asked; None while both run."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                how = _how(process.returncode)
                return f"{_capital(name)} ended by itself ({how}). {self._tail(name)}"
        return None

    def wait(self, timeout: float = START_TIMEOUT) -> None:
        """Wait until both answer.

        :param timeout: in seconds
        :raises Problem: when one ends, or does not answer in time
        """
        deadline = clock.monotonic() + timeout
        waiting = {name: health_url(self.record, name) for name in self.processes}
        while waiting:
            if problem := self.dead():
                raise Problem(problem)
            waiting = {name: url for name, url in waiting.items() if not answers(url)}
            if waiting and clock.monotonic() > deadline:
                name = next(iter(waiting))
                raise Problem(f"{_capital(name)} did not answer within {timeout:.0f} s. {self._tail(name)}")
            if waiting:
                clock.sleep(0.05)

    def stop(self) -> None:
        """End both, and wait for them."""
        for process in self.processes.values():
            if process.stdin is not None:
                # the end of the pipe asks them to end; it is the one way that Windows has, too
                with suppress(OSError):
                    process.stdin.close()
        for process in self.processes.values():
            if process.stdin is not None:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(STOP_TIMEOUT)
            with suppress(psutil.NoSuchProcess):
                if process.poll() is None:
                    stop(psutil.Process(process.pid), STOP_TIMEOUT)
            process.wait()
        self.folder.forget()

    def release(self) -> None:
        """Let both run on after us."""
        for process in self.processes.values():
            process.returncode = 0  # they are nobody's children to wait for now

    def _tail(self, name: str) -> str:
        log = self.folder.log(name)
        lines = last_lines(log, 1)
        said = f"It said last: {lines[0]} " if lines else ""
        return f"{said}The whole log is in {log}; `nuage doctor` looks for what is wrong."


def start(settings: Settings, folder: Folder, inherited: Mapping[str, str], attached: bool) -> Servers:
    """Start both servers. The folder is there, and its ports are free.

    :param inherited: the environment to start from
    :param attached: they end when we do
    :raises Problem: when another lab has begun here in the meantime
    """
    me = ProcessId.of(psutil.Process().pid)
    record = Record(
        host=settings.host,
        port=settings.port,
        tweets_port=settings.tweets_port,
        speed=settings.speed,
        clock_origin=settings.clock_origin,
        region=region_of(inherited),
        state=None if settings.state is None else str(settings.state),
        up=me,
    )
    if not folder.claim(record):
        raise Problem(f"Another `nuage up` began on port {settings.port}. See `nuage status`.")
    environment = server_environment(settings, inherited)
    folder.turn_logs()
    watch = ["--watch-stdin"] if attached else []
    processes = {name: spawn([name, *watch], environment, folder.log(name), attached) for name in NAMES}
    servers = Servers(folder, record, processes)
    try:
        servers.record = replace(
            record,
            up=me if attached else None,
            emulator=ProcessId.of(processes["emulator"].pid),
            tweets=ProcessId.of(processes["tweets"].pid),
        )
        folder.write(servers.record)
    except (psutil.Error, Problem):
        servers.stop()
        raise
    return servers


def server_environment(settings: Settings, inherited: Mapping[str, str]) -> dict[str, str]:
    """The environment of a server: ours and our settings, without any trace of a real AWS account."""
    kept = {name: value for name, value in inherited.items() if not name.startswith("AWS_")}
    return kept | as_environment(settings)


def choose_ports(settings: Settings) -> Settings:
    """Settings with real ports in the place of 0.

    :raises Problem: when a port is taken
    """
    port = settings.port or ports.free_port(settings.host)
    tweets_port = settings.tweets_port or ports.free_port(settings.host)
    if port == tweets_port:
        raise Problem(f"Both servers cannot listen on port {port}. Choose another with --tweets-port PORT.")
    if not ports.is_free(settings.host, port):
        raise ports.taken(port, "--port")
    if not ports.is_free(settings.host, tweets_port):
        raise ports.taken(tweets_port, "--tweets-port")
    return replace(settings, port=port, tweets_port=tweets_port)


def stop_recorded(folder: Folder, say: Say) -> bool:
    """Stop the lab that is written down, whoever started it. False when there is none.

    :param say: gets a line for each process
    """
    record = folder.read()
    if record is None:
        return False
    alive = record.alive()
    if not alive:
        clear_stale(folder, say)
        return False
    # `up` first: asked to end, it ends its servers itself
    for name in [name for name in ("up", "emulator", "tweets") if name in alive]:
        if alive[name].is_running():
            stop(alive[name], STOP_TIMEOUT)
        say(f"Stopped {NAMES.get(name, '`nuage up`')} (process {alive[name].pid}).")
    folder.forget()
    return True


def clear_stale(folder: Folder, say: Say) -> None:
    """Remove the record of a lab whose processes are gone."""
    folder.forget()
    say(f"Removed {folder.record_file}: the lab it speaks of was ended without being stopped.")


def health_url(record: Record, name: str) -> str:
    """Where a server says that it is well."""
    if name == "emulator":
        return f"{record.endpoint}/_localstack/health"
    return f"http://{record.host}:{record.tweets_port}/health"


def answers(url: str) -> bool:
    """Whether a server says that it is well."""
    answer = http.call(url, timeout=1.0)
    return answer is not None and answer.status == 200


def last_lines(path: Path, count: int) -> list[str]:
    """The last lines of a log that are not empty."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return [line for line in text.splitlines() if line.strip()][-count:]


def _capital(name: str) -> str:
    return f"T{NAMES[name][1:]}"


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
