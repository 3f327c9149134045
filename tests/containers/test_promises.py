"""What docker-compose.yml promises of every container: read from its configuration, and from the engine."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import pytest

from tests.containers.stack import ROOT, Stack, inspect

SERVERS = ("localstack", "tweets", "logs")
ONCE = ("bootstrap", "bootstrap-tp4", "tools")
ALL = (*SERVERS, *ONCE)


@pytest.fixture(scope="session")
def config(docker: None) -> dict[str, Any]:
    """docker-compose.yml as compose reads it, with every profile and no .env."""
    command = ["docker", "compose", "--env-file", "/dev/null", "--profile", "*", "config", "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_these_are_the_services(config: dict[str, Any]) -> None:
    assert sorted(config["services"]) == sorted(ALL)
    optional = {
        name: service["profiles"] for name, service in config["services"].items() if "profiles" in service
    }
    assert optional == {"bootstrap-tp4": ["tp4"], "tools": ["tools"]}


@pytest.mark.parametrize("name", ALL)
def test_no_service_has_rights(config: dict[str, Any], name: str) -> None:
    service = config["services"][name]
    assert service["user"] == "10001:10001"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    for right in (
        "cap_add",
        "devices",
        "group_add",
        "ipc",
        "network_mode",
        "pid",
        "privileged",
        "userns_mode",
    ):
        assert right not in service


@pytest.mark.parametrize("name", ALL)
def test_no_service_sees_the_machines_files(config: dict[str, Any], name: str) -> None:
    """No Docker socket, and nothing else: volumes have names, and hold the lab's state and clock alone."""
    volumes = config["services"][name].get("volumes", [])
    assert {volume["type"] for volume in volumes} <= {"volume"}
    wanted = {"localstack": ["state", "clock"], "tweets": ["state", "clock"]}
    assert [volume["source"] for volume in volumes] == wanted.get(name, [])
    if name == "tweets":
        assert volumes[0]["read_only"] is True
    assert "docker.sock" not in json.dumps(config["services"][name])


@pytest.mark.parametrize("name", ALL)
def test_every_service_is_limited(config: dict[str, Any], name: str) -> None:
    service = config["services"][name]
    assert 0 < int(service["mem_limit"]) <= 3 * 1024**3
    assert 0 < int(service["pids_limit"]) <= 1024
    assert 0 < int(service["cpu_quota"]) <= 200_000
    assert service["logging"]["options"] == {"max-file": "2", "max-size": "10m"}
    assert all("size=" in mount for mount in service["tmpfs"])


def test_ports_are_published_on_the_loopback_interface(config: dict[str, Any]) -> None:
    ports = {
        name: [(port["host_ip"], port["published"], port["target"]) for port in service.get("ports", [])]
        for name, service in config["services"].items()
    }
    assert {name: found for name, found in ports.items() if found} == {
        "localstack": [("127.0.0.1", "4566", 4566)],
        "tweets": [("127.0.0.1", "5002", 5002)],
    }


def test_servers_come_back_and_the_others_end(config: dict[str, Any]) -> None:
    restart = {name: service["restart"] for name, service in config["services"].items()}
    assert restart == {
        **dict.fromkeys(SERVERS, "unless-stopped"),
        "bootstrap": "on-failure:3",
        "bootstrap-tp4": "on-failure:3",
        "tools": "no",
    }


def test_bootstrap_waits_for_health(config: dict[str, Any]) -> None:
    needs = config["services"]["bootstrap"]["depends_on"]
    assert {name: need["condition"] for name, need in needs.items()} == {
        "localstack": "service_healthy",
        "tweets": "service_healthy",
    }


@pytest.mark.parametrize("service", SERVERS)
def test_the_engine_holds_it(compose_lab: Stack, service: str) -> None:
    found = inspect(compose_lab.container(service))
    host = found["HostConfig"]
    assert found["Config"]["User"] == "10001:10001"
    assert host["Privileged"] is False
    assert host["ReadonlyRootfs"] is True
    assert host["CapDrop"] == ["ALL"]
    assert not host["CapAdd"]
    assert host["SecurityOpt"] == ["no-new-privileges:true"]
    assert host["Memory"] > 0
    assert host["PidsLimit"] > 0
    assert host["CpuQuota"] > 0
    assert {mount["Type"] for mount in found["Mounts"]} <= {"volume"}
    assert [item for item in json.dumps(found["Mounts"]).split('"') if "docker.sock" in item] == []
    assert {each["HostIp"] for bound in (host["PortBindings"] or {}).values() for each in bound} <= {
        "127.0.0.1"
    }


# what the process itself finds: its rights by the kernel's account, and where it may write
LOOK = """
import json, os
from pathlib import Path
lines = Path("/proc/self/status").read_text().splitlines()
status = dict(line.split(":\\t", 1) for line in lines if ":\\t" in line)
def writable(folder):
    try:
        path = Path(folder, "probe")
        path.write_text("")
        path.unlink()
        return True
    except OSError:
        return False
places = ["/", "/opt/nuage", "/etc", "/usr/bin", "/var/lib", "/run", "/tmp", "/var/lib/nuage"]
print(json.dumps({
    "uid": os.getuid(), "capabilities": int(status["CapEff"], 16) | int(status["CapBnd"], 16),
    "no_new_privileges": status["NoNewPrivs"], "seccomp": status["Seccomp"],
    "writable": [place for place in places if writable(place)],
    "sockets": [str(path) for folder in ("/run", "/var/run") for path in Path(folder).rglob("*.sock")],
}))
"""


@pytest.mark.parametrize(
    ("service", "writable"),
    [("localstack", ["/tmp", "/var/lib/nuage"]), ("tweets", ["/tmp"]), ("logs", ["/tmp"])],
)
def test_the_process_finds_it_so(compose_lab: Stack, service: str, writable: list[str]) -> None:
    assert json.loads(compose_lab.python(service, LOOK)) == {
        "uid": 10001,
        "capabilities": 0,
        "no_new_privileges": "1",
        "seccomp": "2",
        "writable": writable,
        "sockets": [],
    }


VARIABLE = re.compile(r"\$\{(\w+):-([^}]*)\}")


def test_the_example_names_every_setting_and_its_default() -> None:
    used = dict(VARIABLE.findall((ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    settings = [line.removeprefix("# ").partition("=") for line in lines if re.match(r"# \w+=", line)]
    assert {name: rest.split("#")[0].strip() for name, _, rest in settings} == used
