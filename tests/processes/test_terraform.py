"""Terraform makes, changes and unmakes the second lab, and finds nothing to do in between."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab

MODULE = Path(__file__).with_name("terraform") / "main.tf"
PROVIDER = "registry.terraform.io/hashicorp/aws"
NAME = "terraform-battle-royale"
KEY = "scores/of été & hiver+1.txt"
BEFORE = {
    "write_capacity": 5,
    "open_games_index": False,
    "versioning": "Enabled",
    "tags": {"lab": "tp4"},
    "score": "1",
}
AFTER = {
    "write_capacity": 7,
    "open_games_index": True,
    "versioning": "Suspended",
    "tags": {"lab": "tp4", "term": "été"},
    "score": "2",
}
NO_CHANGES, CHANGES = 0, 2  # exit codes of plan -detailed-exitcode


def missing() -> str | None:
    """Why Terraform cannot be had here, or None."""
    if shutil.which("terraform") is None:
        return "there is no terraform on PATH"
    if mirror() is None:
        return "NUAGE_TERRAFORM_PLUGINS names no folder with a mirror of the AWS provider"
    return None


def mirror() -> Path | None:
    """A folder laid out as `terraform providers mirror` does, from NUAGE_TERRAFORM_PLUGINS or Terraform's own
    variable for its cache, which has the same layout."""
    for variable in ("NUAGE_TERRAFORM_PLUGINS", "TF_PLUGIN_CACHE_DIR"):
        folder = Path(os.environ.get(variable) or os.devnull)
        if (folder / PROVIDER).is_dir():
            return folder
    return None


class Terraform:
    """The module in a folder of its own, with nothing of the user's Terraform or AWS configuration."""

    def __init__(self, folder: Path, endpoint: str) -> None:
        self._folder = folder
        shutil.copy(MODULE, folder)
        configuration = folder / "terraform.rc"
        configuration.write_text(
            "disable_checkpoint = true\n"
            f"provider_installation {{ filesystem_mirror {{ path = {json.dumps(str(mirror()))} }} }}\n"
        )
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))}
        self._environment = kept | {
            "TF_CLI_CONFIG_FILE": str(configuration),
            "TF_IN_AUTOMATION": "1",
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def set(self, values: dict[str, Any]) -> None:
        """Give the module's variables."""
        (self._folder / "terraform.tfvars.json").write_text(json.dumps({"name": NAME, **values}))

    def run(self, *arguments: str, allowed: tuple[int, ...] = (0,)) -> int:
        """Run a command to its end; its exit code."""
        done = subprocess.run(
            ["terraform", *arguments, "-no-color", "-input=false"],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert done.returncode in allowed, done.stdout
        return done.returncode

    def plan(self) -> int:
        """Exit code 0 when there is nothing to do, 2 when there is."""
        return self.run("plan", "-detailed-exitcode", allowed=(NO_CHANGES, CHANGES))


@pytest.fixture
def terraform(lab: Lab, tmp_path: Path) -> Terraform:
    if reason := missing():
        required = "terraform" in os.environ.get("NUAGE_REQUIRE", "").split(",")
        (pytest.fail if required else pytest.skip)(reason)
    return Terraform(tmp_path, lab.endpoint)


@pytest.mark.timeout(600)
def test_apply_plan_change_destroy(lab: Lab, terraform: Terraform) -> None:
    dynamodb, s3 = lab.client("dynamodb"), lab.client("s3")
    key = {"PK": {"S": "USER#johnsonscott"}, "SK": {"S": "#METADATA#johnsonscott"}}

    terraform.set(BEFORE)
    terraform.run("init")
    terraform.run("apply", "-auto-approve")
    assert terraform.plan() == NO_CHANGES
    table = dynamodb.describe_table(TableName=NAME)["Table"]
    assert [index["IndexName"] for index in table["GlobalSecondaryIndexes"]] == ["InvertedIndex"]
    assert s3.get_object(Bucket=NAME, Key=KEY)["Body"].read() == b"1"

    terraform.set(AFTER)
    assert terraform.plan() == CHANGES
    terraform.run("apply", "-auto-approve")
    assert terraform.plan() == NO_CHANGES
    table = dynamodb.describe_table(TableName=NAME)["Table"]
    assert table["ProvisionedThroughput"]["WriteCapacityUnits"] == 7
    assert {index["IndexName"] for index in table["GlobalSecondaryIndexes"]} == {
        "InvertedIndex",
        "OpenGamesIndex",
    }
    assert dynamodb.describe_time_to_live(TableName=NAME)["TimeToLiveDescription"] == {
        "TimeToLiveStatus": "ENABLED",
        "AttributeName": "expires",
    }
    tags = dynamodb.list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"]
    assert {tag["Key"]: tag["Value"] for tag in tags} == AFTER["tags"]
    assert dynamodb.get_item(TableName=NAME, Key=key)["Item"]["score"] == {"N": "2"}
    assert s3.get_bucket_versioning(Bucket=NAME)["Status"] == "Suspended"
    assert s3.get_object(Bucket=NAME, Key=KEY)["Body"].read() == b"2"
    assert {tag["Key"]: tag["Value"] for tag in s3.get_bucket_tagging(Bucket=NAME)["TagSet"]} == AFTER["tags"]

    terraform.run("apply", "-destroy", "-auto-approve")
    with pytest.raises(dynamodb.exceptions.ResourceNotFoundException):
        dynamodb.describe_table(TableName=NAME)
    with pytest.raises(ClientError, match="404"):
        s3.head_bucket(Bucket=NAME)
