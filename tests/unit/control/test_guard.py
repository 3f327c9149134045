"""Who may control the lab."""

from __future__ import annotations

import pytest

from nuage.control.guard import is_local_name, is_near, why_refused
from nuage.control.requests import Request


def asked(peer: str = "127.0.0.1", **headers: str) -> str | None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return why_refused(
        Request("POST", "/_nuage/reset", headers={"host": "127.0.0.1:4566", **named}, peer=peer)
    )


def test_a_program_on_this_machine_may() -> None:
    assert asked() is None


def test_a_program_in_the_container_network_may() -> None:
    assert asked("172.18.0.3", host="localstack:4566") is None


def test_a_page_of_the_lab_itself_may() -> None:
    assert asked(origin="http://127.0.0.1:4566", sec_fetch_site="same-origin") is None


def test_an_address_that_the_user_types_may() -> None:
    assert asked(sec_fetch_site="none") is None


@pytest.mark.parametrize(
    "origin",
    ["https://example.org", "null", "http://127.0.0.1:8000", "http://localhost:4566", "127.0.0.1:4566"],
)
def test_a_page_of_another_site_may_not(origin: str) -> None:
    assert asked(origin=origin) == f"a page of another site ({origin}) may not control the lab"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_nor_one_whose_browser_sends_no_origin(site: str) -> None:
    assert asked(sec_fetch_site=site) == "a page of another site may not control the lab"


@pytest.mark.parametrize(
    "host", ["rebound.example.org", "rebound.example.org:4566", "", "[::1", "a.localhost.example"]
)
def test_a_name_that_may_be_anybodys_is_refused(host: str) -> None:
    assert asked(host=host) == (
        f"the host name {host!r} may be anybody's; call the lab by its address, such as 127.0.0.1, "
        "or by the name of its container"
    )


def test_somebody_on_the_internet_may_not() -> None:
    assert asked("93.184.215.14") == "93.184.215.14 is not on this machine nor in its container network"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "::1",
        "10.0.0.7",
        "172.17.0.1",
        "192.168.1.4",
        "::ffff:127.0.0.1",
        "fe80::1%eth0",
    ],
)
def test_near(address: str) -> None:
    assert is_near(address)


@pytest.mark.parametrize("address", ["", "8.8.8.8", "::", "::ffff:8.8.8.8", "2606:4700::1111", "localhost"])
def test_not_near(address: str) -> None:
    assert not is_near(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1:4566",
        "[::1]:4566",
        "localhost",
        "LOCALHOST:80",
        "s3.localhost:4566",
        "localstack",
        "host.docker.internal",
    ],
)
def test_local_names(host: str) -> None:
    assert is_local_name(host)


@pytest.mark.parametrize(
    "host", ["example.org", "localhost.example.org", "127.0.0.1.example.org", "localhost/x", "a@b", "x:y:z@w"]
)
def test_other_names(host: str) -> None:
    assert not is_local_name(host)
