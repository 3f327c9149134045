"""The pytest plug-in, as suites of other people's use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nuage.lab.ports import free_port
from tests.conftest import Lab
from tests.processes.other_suite import OtherSuite

FIXTURES = """
import os
import boto3

def names(s3):
    return [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]

def test_a_client_needs_no_environment(nuage_client):
    nuage_client("s3").create_bucket(Bucket="first")
    assert "AWS_ENDPOINT_URL" not in os.environ

def test_the_lab_is_the_sessions(nuage_client, nuage_resource):
    assert names(nuage_client("s3")) == ["first"]
    assert [bucket.name for bucket in nuage_resource("s3").buckets.all()] == ["first"]

def test_a_reset_empties_it(nuage_reset, nuage_env):
    assert names(boto3.client("s3")) == []
    assert os.environ["AWS_ACCESS_KEY_ID"] == nuage_env["AWS_ACCESS_KEY_ID"] == "test"
    assert "AWS_PROFILE" not in os.environ

def test_the_environment_is_back(nuage_endpoint):
    assert os.environ["AWS_ACCESS_KEY_ID"] == "a-real-key"
    assert "AWS_ENDPOINT_URL" not in os.environ
    assert nuage_endpoint.startswith("http://127.0.0.1:")

def test_a_session_finds_it_by_the_environment(nuage_session, nuage_endpoint):
    assert nuage_session.client("s3").meta.endpoint_url == nuage_endpoint

def test_another_caller(nuage_client):
    sts = nuage_client("sts", aws_access_key_id="111122223333", aws_secret_access_key="any")
    assert sts.get_caller_identity()["Account"] == "111122223333"

def test_files_outlive_the_lab(tmp_path, nuage):
    assert "nuage-" not in str(tmp_path)
"""
REAL = {"AWS_PROFILE": "a-real-account", "AWS_ACCESS_KEY_ID": "a-real-key", "AWS_REGION": "eu-west-3"}


@pytest.fixture
def suite(tmp_path: Path) -> OtherSuite:
    return OtherSuite(tmp_path)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("where", ["in-process", "process"])
def test_the_fixtures_where_warnings_are_errors(suite: OtherSuite, where: str) -> None:
    suite.write(test_fixtures=FIXTURES)
    output = suite.passes(7, f"--nuage={where}", "-W", "error", **REAL)
    assert "leaked" not in output  # DuckDB's objects, at the end of the process


@pytest.mark.timeout(600)
def test_a_lab_that_runs_already(suite: OtherSuite, lab: Lab) -> None:
    suite.write(
        test_running=f"""
def test_it_is_that_one(nuage_endpoint, nuage_client):
    assert nuage_endpoint == {lab.endpoint!r}
    assert nuage_client("sts").get_caller_identity()["Account"] == "000000000000"
"""
    )
    suite.passes(1, f"--nuage={lab.endpoint}/")


@pytest.mark.timeout(600)
def test_speed_and_iam_are_options(suite: OtherSuite) -> None:
    suite.write(
        test_options="""
import json, urllib.request

def test_the_clock(nuage_endpoint):
    with urllib.request.urlopen(nuage_endpoint + "/_nuage/rules") as answer:
        assert json.load(answer)["speed"] == 90

def test_a_user_without_policies_may_do_all(nuage_client):
    iam = nuage_client("iam")
    iam.create_user(UserName="nobody")
    key = iam.create_access_key(UserName="nobody")["AccessKey"]
    nobody = {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}
    nuage_client("s3", **nobody).create_bucket(Bucket="anybodys")

def test_a_rule_runs_on_demand(nuage, nuage_client):
    nuage_client("events").put_rule(Name="rule", ScheduleExpression="rate(1 day)")
    assert nuage.fire("rule")["rule"] == "rule"
"""
    )
    suite.passes(3, "--nuage=process", "--nuage-speed=90", "--nuage-iam=off")


@pytest.mark.timeout(600)
def test_each_worker_has_a_lab_of_its_own(suite: OtherSuite, tmp_path: Path) -> None:
    suite.write(
        test_workers="""
import pathlib, time, pytest

@pytest.mark.parametrize("number", range(2))
def test_it(number, nuage_endpoint, nuage_client):
    nuage_client("s3").create_bucket(Bucket="same-name")
    pathlib.Path(f"seen-{number}").write_text(nuage_endpoint)
    deadline = time.monotonic() + 300
    # both at once: one worker alone would take both, one after the other
    while not pathlib.Path(f"seen-{1 - number}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.1)
"""
    )
    suite.passes(2, "-n", "2", "--nuage=process")
    seen = {(tmp_path / f"seen-{number}").read_text() for number in range(2)}
    assert len(seen) == 2


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("options", "text"),
    [
        (
            ["--nuage=nowhere"],
            "nuage=nowhere is not allowed: expected in-process, process, container, or the",
        ),
        (["--nuage-speed=fast"], "nuage_speed=fast is not allowed: expected above 0, to 3600"),
        (["--nuage-iam=perhaps"], "nuage_iam=perhaps is not allowed: expected on or off"),
        (["--nuage=http://127.0.0.1:9", "--nuage-iam=off"], "speed and iam are decided when a lab starts"),
    ],
)
def test_a_bad_option_is_told_before_any_test_runs(suite: OtherSuite, options: list[str], text: str) -> None:
    suite.write(test_nothing="def test_it(): pass")
    code, output = suite.run(*options)
    assert (code, text in output) == (4, True), output
    assert "Traceback" not in output


@pytest.mark.timeout(600)
def test_a_lab_that_does_not_answer_is_told_in_a_line(suite: OtherSuite) -> None:
    address = f"http://127.0.0.1:{free_port('127.0.0.1')}"
    suite.write(test_it="def test_it(nuage): pass")
    code, output = suite.run(f"--nuage={address}")
    assert (code, f"nuage: no lab answers at {address}: start one with `nuage up`" in output) == (1, True), (
        output
    )
    code, output = suite.run(f"--nuage={address}", "-o", "nuage_environment=true")
    assert (code, f"nuage: no lab answers at {address}" in output) == (4, True), output
    assert "Traceback" not in output


def test_a_bad_setting_is_told_in_a_line(suite: OtherSuite) -> None:
    suite.write(test_it="def test_it(nuage): pass")
    code, output = suite.run(NUAGE_ATHENA_WORKERS="many")
    assert (code, "NUAGE_ATHENA_WORKERS=many is not allowed: expected 1 to 64" in output) == (1, True), output


def test_a_suite_that_does_not_use_it_does_not_load_it(suite: OtherSuite) -> None:
    suite.write(
        test_nothing="""
import sys

def test_nothing_heavy_is_imported():
    heavy = {"boto3", "botocore", "click", "duckdb", "flask", "localstack", "psutil"}
    assert heavy & set(sys.modules) == set()
"""
    )
    output = suite.passes(1, "-W", "error")
    assert "nuage" not in output


def test_help_lists_the_options(suite: OtherSuite) -> None:
    output = suite.run("--help")[1]
    for name in ("--nuage=WHERE", "--nuage-speed=FACTOR", "nuage_reset (bool)", "nuage_environment (bool)"):
        assert name in output
