"""The real `nuage` program, in processes of its own: up, down, and what is left when it is killed."""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from nuage.lab.record import Record
from tests.conftest import SESSION
from tests.processes.program import HOST, PATIENCE, Program, Running

kills = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path / "home")
    yield program
    program.run("down")


@pytest.fixture
def up(program: Program) -> Iterator[Running]:
    """A lab in the foreground, without resources."""
    running = program.start("up", "--no-bootstrap")
    running.wait_for("^function's log")
    yield running
    running.close()


def gone(processes: list[psutil.Process]) -> bool:
    """Whether all have ended by the deadline."""
    _, alive = psutil.wait_procs(processes, PATIENCE)
    return not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


def family(record: Record) -> list[psutil.Process]:
    """The servers of a lab, and the processes they have started."""
    servers = [process for name, process in record.alive().items() if name != "up"]
    return [*servers, *(child for server in servers for child in server.children(recursive=True))]


@kills
def test_a_tweet_lands_and_a_killed_up_leaves_nothing_running(program: Program) -> None:
    running = program.start("up")
    try:
        running.wait_for(r"^  \+ target store-tweet of every-minute: created")
        assert re.search(r"tweets/\d+-[-0-9a-f]+\.json  @\w+: .", running.wait_for(" stored "))
        code, output = program.run("up")
        assert code == 2
        assert output == (
            f"Error: A lab is running already at http://127.0.0.1:{program.port}. `nuage status` looks at "
            "it, `nuage down` stops it, `nuage up --fresh` starts it anew, and --port with --tweets-port "
            "runs another beside it.\n"
        )
        code, output = program.run("status")
        assert code == 0
        assert f"well at http://127.0.0.1:{program.port} (process " in output
        assert re.search(r"tweets stored   [1-9]\d* in s3://tweets-000000000000", output)
        assert "REPORT RequestId: " in program.run("logs")[1]
        assert program.run("fire", "every-minute")[0] == 0
        code, output = program.run("query", "SELECT count(id) > 0 AS stored FROM tweets", "--json")
        assert (code, output.splitlines()[0]) == (0, '{"stored":true}')
        servers = family(program.record())
        assert len(servers) > 2  # the function's processes among them
        running.process.kill()
        assert gone(servers)
    finally:
        running.close()
    code, output = program.run("up", "--no-bootstrap", "--for", "0")
    assert code == 0
    assert output.startswith(f"Removed {program.folder.record_file}: the lab it speaks of was ended without")
    assert not program.folder.record_file.exists()


@kills
def test_a_killed_emulator_ends_the_lab_with_a_line(program: Program, up: Running) -> None:
    record = program.record()
    servers = family(record)
    assert record.emulator is not None
    os.kill(record.emulator.pid, signal.SIGKILL)
    assert up.end() == 2
    assert up.lines[-1].startswith("Error: The AWS emulator ended by itself (signal 9). ")
    assert gone(servers)
    assert not program.folder.record_file.exists()


@kills
def test_a_signal_stops_the_lab_cleanly(program: Program, up: Running) -> None:
    servers = family(program.record())
    up.process.send_signal(signal.SIGINT)
    assert up.end() == 0
    assert up.lines[-1] == "Stopped. What it held was in memory and is gone; `nuage up` starts anew."
    assert gone(servers)


def test_down_stops_a_lab_in_the_background(program: Program) -> None:
    code, output = program.run("up", "--detach", "--no-bootstrap")
    assert code == 0
    assert f"Look at it with `nuage status --port {program.port}`" in output
    servers = family(program.record())
    assert (
        "12 to create, 0 to change, 1 already there. Next: nuage bootstrap apply"
        in program.run("bootstrap", "plan")[1]
    )
    code, output = program.run("down")
    assert code == 0
    assert "Stopped the AWS emulator (process " in output
    assert "Stopped the tweet server (process " in output
    assert gone(servers)
    assert program.run("down")[1].startswith(f"No lab of yours is running on port {program.port}.")


@pytest.mark.parametrize(("command", "option"), [("up", "--port"), ("emulator", "--port")])
def test_a_taken_port_is_told(program: Program, command: str, option: str) -> None:
    with socket.create_server((HOST, program.port)):
        code, output = program.run(command)
    assert code == 2
    assert output.startswith(f"Error: Port {program.port} is taken by ")
    assert output.endswith(f"choose another port with {option} PORT ({option} 0 takes a free one).\n")


def test_the_tour_ends_well(program: Program) -> None:
    code, output = program.run("demo")
    assert code == 0, output
    assert "is not authorized to perform: s3:PutObject on resource: " in output
    assert "because no identity-based policy allows the s3:PutObject action" in output
    assert output.count("   s3://tweets-000000000000/tweets/") >= 10
    assert re.search(r"7\. The hashtags used most.*\n(   \S+ +█+ \d+\n)*   \d+ rows?, .* scanned\n", output)
    assert output.endswith("That was all of it; nothing is left behind. Your own lab: `nuage up`\n")
    assert not program.folder.path.exists()


def test_the_tour_of_the_second_lab_ends_well(program: Program) -> None:
    code, output = program.run("demo", "--lab", "tp4")
    assert code == 0, output
    for line in (
        "count, by a scan:       835 items, 14.5 units",
        "a game, all of it:      51 items, 1 units",
        "its players:            50 items, 1 units",
        "games of johnsonscott:  4 items, 0.5 units (InvertedIndex)",
        "open on any map:        9 items, 0.5 units: the index is sparse, so scanning it is cheap",
        "restored: scores.txt says '50 players' again, and has 4 versions, the delete marker among them",
    ):
        assert f"   {line}\n" in output
    assert output.endswith("nothing is left behind. Your own lab: `nuage up --lab tp4`\n")
    assert not program.folder.path.exists()


def test_up_with_the_second_lab_and_steps_left_to_the_student(program: Program) -> None:
    code, output = program.run(
        "up", "--lab", "tp4", "--without", "items", "--without", "versioning", "--for", "0"
    )
    assert code == 0, output
    assert "  + index OpenGamesIndex of battle-royale: created\n" in output
    assert "  . versioning of objects-000000000000: left out\n" in output
    assert "  . items of battle-royale: left out\n" in output
    assert "s3://objects-000000000000" in output


def test_the_second_lab_has_no_tweet_server_and_tells_of_its_own_things(program: Program) -> None:
    running = program.start("up", "--lab", "tp4", "--without", "inverted-index")
    try:
        running.wait_for("^look again")
        running.wait_for(r"table battle-royale is there, with 835 items$")
        running.wait_for(r"next   add the index InvertedIndex, or let `nuage bootstrap apply")
        record = program.record()
        assert (record.tweets, sorted(record.alive())) == (None, ["emulator", "up"])
        code, output = program.run("status")
        assert (code, "tweet" in output) == (0, False)
        assert re.search(r"^table +battle-royale: 835 items$", output, re.MULTILINE)
        client = SESSION.client(
            "s3", endpoint_url=record.endpoint, aws_access_key_id="test", aws_secret_access_key="test",
            region_name="us-east-1",
        )  # fmt: skip
        client.put_object(Bucket="objects-000000000000", Key="scores.txt", Body=b"50")
        running.wait_for(r"stored scores\.txt, 2 bytes$")
        assert program.run("bootstrap", "apply", "--lab", "tp4")[0] == 0
        running.wait_for(r"index InvertedIndex is (CREATING|ACTIVE)$")
        running.wait_for(r"next   ask the sheet's questions: ")
        assert "tweet" not in "\n".join(running.lines)
    finally:
        running.close()
