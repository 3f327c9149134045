"""infra/terraform: both labs by the real Terraform, made, changed, used and unmade."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bootstrap.columns import COLUMNS
from bootstrap.package import build
from bootstrap.role import TRUST
from tests.conftest import Lab
from tests.processes.labs import RATE, ROOT, Game, Tweets, tweets
from tests.processes.terraform_program import CHANGES, NO_CHANGES, Terraform

MODULES = ("tp2", "tp4")
PREFIX = "tftest-"
LAB_ROLE = "tftest-LabRole"


def module(name: str, folder: Path, endpoint: str) -> Terraform:
    """A copy of a module with what it reads beside it: Terraform writes where it runs."""
    copy = shutil.copytree(ROOT / "infra" / "terraform" / name, folder / "infra" / "terraform" / name)
    shutil.copytree(ROOT / "queries" / "athena", folder / "queries" / "athena")
    terraform = Terraform(copy, folder, endpoint)
    terraform.init()
    return terraform


@pytest.mark.timeout(600)
def test_they_are_formatted_and_valid(tmp_path: Path) -> None:
    for name in MODULES:
        (tmp_path / name).mkdir()
        terraform = module(name, tmp_path / name, "http://127.0.0.1:9")
        terraform.run("fmt", "-check", "-diff", "-no-color")
        (tmp_path / name / "function.zip").write_bytes(b"")
        terraform.run("validate", "-no-color")


@pytest.mark.timeout(900)
def test_the_first_lab(lab: Lab, tmp_path: Path) -> None:
    terraform = module("tp2", tmp_path, lab.endpoint)
    made = Tweets(lab, PREFIX)
    build(ROOT / "lambda", tmp_path / "function.zip")
    with tweets() as url:
        terraform.set({"tweet_url": url, "prefix": PREFIX, "rate": RATE, "s3_access": False})
        terraform.apply()
        assert terraform.plan() == NO_CHANGES
        assert terraform.outputs()["table"] == "tftest_tweets.tweets"
        described = lab.client("glue").get_table(DatabaseName=made.database, Name="tweets")["Table"]
        columns = described["StorageDescriptor"]["Columns"]
        assert {column["Name"]: column["Type"] for column in columns} == COLUMNS
        # part 3.3 of the lab sheet: the function may not write yet
        refused = made.invoke()
        assert refused["errorType"] == "ClientError"
        assert "is not authorized to perform: s3:PutObject on resource" in refused["errorMessage"]

        changed = {
            "tweet_url": url,
            "prefix": PREFIX,
            "memory": 192,
            "log_days": 14,
            "scan_limit": 20_000_000,
        }
        terraform.set(changed | {"rate": "rate(6 days)", "tags": {"student": "été"}})
        assert terraform.plan() == CHANGES
        terraform.apply()
        assert terraform.plan() == NO_CHANGES
        made.works()
        tags = lab.client("s3").get_bucket_tagging(Bucket=made.bucket)["TagSet"]
        assert {tag["Key"]: tag["Value"] for tag in tags} == {"lab": "tp2", "student": "été"}
        assert lab.client("events").describe_rule(Name=made.rule)["ScheduleExpression"] == "rate(6 days)"

        # a Learner Lab: the role is there already, and none is created
        role = lab_role(lab, made.bucket)
        terraform.set(changed | {"rate": RATE, "role_name": LAB_ROLE})
        terraform.apply()
        assert terraform.plan() == NO_CHANGES
        assert terraform.outputs()["role"] == role
        made.works()
        assert made.role not in made.remains()

        terraform.destroy()
    assert made.remains() == []
    delete_lab_role(lab)


@pytest.mark.timeout(600)
def test_the_second_lab(lab: Lab, tmp_path: Path) -> None:
    terraform = module("tp4", tmp_path, lab.endpoint)
    made = Game(lab, PREFIX)
    before: dict[str, Any] = {"prefix": PREFIX, "inverted_index": False, "open_games_index": False}
    terraform.set(before)
    terraform.apply()
    assert terraform.plan() == NO_CHANGES
    assert made.indexes() == set()
    assert made.versioning() == "Enabled"

    terraform.set({"prefix": PREFIX, "write_capacity": 7, "tags": {"student": "été"}})
    assert terraform.plan() == CHANGES
    terraform.apply()
    assert terraform.plan() == NO_CHANGES
    assert made.indexes() == {"InvertedIndex", "OpenGamesIndex"}
    assert made.description()["ProvisionedThroughput"]["WriteCapacityUnits"] == 7
    made.works()

    terraform.set({"prefix": PREFIX, "versioning": "Suspended", "open_games_index": False})
    terraform.apply()
    assert terraform.plan() == NO_CHANGES
    assert made.versioning() == "Suspended"
    assert made.indexes() == {"InvertedIndex"}

    terraform.destroy()
    assert made.remains() == []


def lab_role(lab: Lab, bucket: str) -> str:
    """What a Learner Lab has: a role for everything. Its ARN."""
    iam = lab.client("iam")
    arn: str = iam.create_role(RoleName=LAB_ROLE, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    allowed = {"Effect": "Allow", "Action": ["s3:*", "logs:*"], "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    iam.put_role_policy(RoleName=LAB_ROLE, PolicyName="all", PolicyDocument=document)
    return arn


def delete_lab_role(lab: Lab) -> None:
    iam = lab.client("iam")
    iam.delete_role_policy(RoleName=LAB_ROLE, PolicyName="all")
    iam.delete_role(RoleName=LAB_ROLE)
