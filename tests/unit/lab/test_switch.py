"""Which setting decides where calls go: every rank of AWS's order, held against where boto3 really goes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from click.testing import CliRunner

from nuage.cli.main import nuage
from nuage.lab import whoami
from nuage.lab.problem import Problem
from nuage.lab.switch import SERVICES, Configuration, endpoints, is_local

CONFIG = """
[default]
region = eu-west-3
[profile lab]
region = us-east-1
endpoint_url = http://127.0.0.1:1
[profile parts]
region = us-east-1
endpoint_url = http://127.0.0.1:1
services = own
[services own]
s3 =
  endpoint_url = http://127.0.0.1:2
eventbridge =
  endpoint_url = http://127.0.0.1:3
[profile ignoring]
region = us-east-1
endpoint_url = http://127.0.0.1:1
ignore_configured_endpoint_urls = true
"""


@pytest.fixture(autouse=True)
def nobodys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    config = tmp_path / "config"
    config.write_text(CONFIG)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def found(
    monkeypatch: pytest.MonkeyPatch, option: str = "", **environment: str
) -> dict[str, tuple[str, str]]:
    import os

    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    session = botocore.session.Session()
    configuration = Configuration.of(session, dict(os.environ))

    def make(service: str) -> Any:
        return session.create_client(service, region_name="us-east-1", endpoint_url=option or None)

    return {e.service: (e.address, e.decided_by) for e in endpoints(configuration, make, option)}


AWS_S3, DEFAULT = "https://s3.amazonaws.com", "default"  # S3's name in its first region
HERE = "http://127.0.0.1:9"


@pytest.mark.parametrize(
    ("environment", "option", "s3", "events"),
    [
        ({}, "", (AWS_S3, DEFAULT), ("https://events.us-east-1.amazonaws.com", DEFAULT)),
        ({"AWS_ENDPOINT_URL": HERE}, "", (HERE, "AWS_ENDPOINT_URL"), (HERE, "AWS_ENDPOINT_URL")),
        (
            {"AWS_ENDPOINT_URL": HERE, "AWS_ENDPOINT_URL_EVENTBRIDGE": HERE + "1"},
            "",
            (HERE, "AWS_ENDPOINT_URL"),
            (HERE + "1", "AWS_ENDPOINT_URL_EVENTBRIDGE"),
        ),
        (
            {"AWS_PROFILE": "lab"},
            "",
            ("http://127.0.0.1:1", "endpoint_url of profile lab"),
            ("http://127.0.0.1:1", "endpoint_url of profile lab"),
        ),
        (
            {"AWS_PROFILE": "parts"},
            "",
            ("http://127.0.0.1:2", "services own of profile parts"),
            ("http://127.0.0.1:3", "services own of profile parts"),
        ),
        (
            {"AWS_PROFILE": "parts", "AWS_ENDPOINT_URL": HERE},
            "",
            (HERE, "AWS_ENDPOINT_URL"),
            (HERE, "AWS_ENDPOINT_URL"),
        ),
        (
            {"AWS_ENDPOINT_URL": HERE, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"},
            "",
            (AWS_S3, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"),
            ("https://events.us-east-1.amazonaws.com", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"),
        ),
        (
            {"AWS_PROFILE": "ignoring"},
            "",
            (AWS_S3, "ignore_configured_endpoint_urls of profile ignoring"),
            ("https://events.us-east-1.amazonaws.com", "ignore_configured_endpoint_urls of profile ignoring"),
        ),
        (
            {"AWS_ENDPOINT_URL": HERE, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"},
            HERE + "2",
            (HERE + "2", "--endpoint"),
            (HERE + "2", "--endpoint"),
        ),
    ],
)
def test_what_decides_is_where_boto3_goes(
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    option: str,
    s3: tuple[str, str],
    events: tuple[str, str],
) -> None:
    answer = found(monkeypatch, option, **environment)
    assert set(answer) == set(SERVICES)
    assert (answer["s3"], answer["events"]) == (s3, events)


def test_each_services_variable_is_botocores(monkeypatch: pytest.MonkeyPatch) -> None:
    variables = {f"AWS_ENDPOINT_URL_{name.upper()}": f"{HERE}/{name}" for name in SERVICES.values()}
    for service, (address, decided_by) in found(monkeypatch, **variables).items():
        name = SERVICES[service]
        assert (address, decided_by) == (f"{HERE}/{name}", f"AWS_ENDPOINT_URL_{name.upper()}")


def test_a_profile_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem, match="There is no AWS profile nope"):
        found(monkeypatch, AWS_PROFILE="nope")


def test_names_are_not_looked_up() -> None:
    assert is_local("http://localhost:1")
    assert not is_local("http://localhost.example.com")


def look(monkeypatch: pytest.MonkeyPatch, send_keys: bool = False, **environment: str) -> whoami.Found:
    import os

    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return whoami.look(botocore.session.Session(), dict(os.environ), "", send_keys)


def test_without_keys_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = look(monkeypatch)
    assert (answer.place, answer.account) == ("AWS", "")
    assert whoami.line(answer) == (
        "AWS  https://sts.eu-west-3.amazonaws.com  region eu-west-3  not known: there are no keys. For AWS, "
        "run `aws configure` or paste your session's; for the lab, `nuage env`  (decided by default)"
    )


def test_real_keys_are_not_sent_to_a_lab(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr("botocore.httpsession.URLLib3Session.send", lambda *_: sent.append("sent"))
    answer = look(
        monkeypatch,
        AWS_ENDPOINT_URL=HERE,
        AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY="secret",
    )
    assert answer.problem.startswith(
        "the key AKIA…MPLE looks like a real account's, and was not sent to a lab."
    )
    assert sent == []


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = look(monkeypatch, AWS_ENDPOINT_URL=HERE, AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test")
    assert answer.problem == "nobody answers at http://127.0.0.1:9: `nuage up` starts the lab"


def test_as_json_and_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"AWS_ENDPOINT_URL": HERE, "AWS_ENDPOINT_URL_S3": AWS_S3}.items():
        monkeypatch.setenv(name, value)
    result = CliRunner().invoke(nuage, ["whoami", "--json"])
    assert result.exit_code == 2
    answer = json.loads(result.stdout)
    assert (answer["place"], answer["account"], answer["region"]) == ("MIXED", None, "eu-west-3")
    assert answer["endpoints"]["s3"] == {
        "url": AWS_S3,
        "local": False,
        "decided_by": "AWS_ENDPOINT_URL_S3",
    }
    line = CliRunner().invoke(nuage, ["whoami"]).stdout
    assert line.splitlines()[1] == f"  s3: {AWS_S3}  (decided by AWS_ENDPOINT_URL_S3)"
