from __future__ import annotations

import os
import socket

import pytest

from nuage.lab import ports
from nuage.lab.problem import Problem
from nuage.lab.servers import choose_ports, server_environment
from nuage.settings import Settings

HOST = "127.0.0.1"


def test_a_taken_port_is_told_with_its_holder_and_the_option() -> None:
    with socket.create_server((HOST, 0)) as listener:
        port = listener.getsockname()[1]
        assert not ports.is_free(HOST, port)
        text = str(ports.taken(port, "--port"))
    assert text.startswith(f"Port {port} is taken by ")
    assert text.endswith("choose another port with --port PORT (--port 0 takes a free one).")
    assert ports.is_free(HOST, port)


def test_the_holder_is_described() -> None:
    with socket.create_server((HOST, 0)) as listener:
        said = ports.holder(listener.getsockname()[1])
    assert said == "another program" or said.startswith(f"process {os.getpid()} (")
    assert ports.describe(2**22 + 1) == f"process {2**22 + 1}"


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(Problem, match=r"192\.0\.2\.1:4566 cannot be listened on: .* leave NUAGE_HOST at 127"):
        ports.is_free("192.0.2.1", 4566)


def test_free_ports_are_chosen() -> None:
    chosen = choose_ports(Settings(port=0, tweets_port=0))
    assert chosen.port != chosen.tweets_port
    assert choose_ports(chosen) == chosen


@pytest.mark.parametrize("name", ["port", "tweets_port"])
def test_a_taken_port_names_its_option(name: str) -> None:
    with socket.create_server((HOST, 0)) as listener:
        taken = {"port": 0, "tweets_port": 0, name: listener.getsockname()[1]}
        with pytest.raises(Problem, match=f"another port with --{name.replace('_', '-')} PORT"):
            choose_ports(Settings(**taken))


def test_one_port_cannot_serve_both() -> None:
    port = ports.free_port(HOST)
    with pytest.raises(Problem, match=f"Both servers cannot listen on port {port}"):
        choose_ports(Settings(port=port, tweets_port=port))


def test_servers_inherit_nothing_of_an_aws_account() -> None:
    inherited = {
        "PATH": "p",
        "AWS_PROFILE": "work",
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "NUAGE_SPEED": "1",
    }
    environment = server_environment(Settings(speed=60), inherited)
    assert environment["PATH"] == "p"
    assert environment["NUAGE_SPEED"] == "60"
    assert not {name for name in environment if name.startswith("AWS_")}


def test_a_lab_without_a_tweet_server_needs_no_port_for_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(port=0, tweets_port=taken.getsockname()[1])
        chosen = choose_ports(settings, "tp4")
    assert chosen.port
    assert chosen.tweets_port == settings.tweets_port
