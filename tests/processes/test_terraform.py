"""Terraform makes, changes and unmakes the second lab, and finds nothing to do in between."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab
from tests.processes.terraform_program import CHANGES, NO_CHANGES, Terraform

MODULE = Path(__file__).parent / "terraform" / "table"
NAME = "terraform-battle-royale"
KEY = "scores/of été & hiver+1.txt"
BEFORE = {
    "name": NAME,
    "write_capacity": 5,
    "open_games_index": False,
    "versioning": "Enabled",
    "tags": {"lab": "tp4"},
    "score": "1",
}
AFTER = {
    "name": NAME,
    "write_capacity": 7,
    "open_games_index": True,
    "versioning": "Suspended",
    "tags": {"lab": "tp4", "term": "été"},
    "score": "2",
}


@pytest.fixture
def terraform(lab: Lab, tmp_path: Path) -> Terraform:
    folder = shutil.copytree(MODULE, tmp_path / "module")
    return Terraform(folder, tmp_path, lab.endpoint)


@pytest.mark.timeout(600)
def test_apply_plan_change_destroy(lab: Lab, terraform: Terraform) -> None:
    dynamodb, s3 = lab.client("dynamodb"), lab.client("s3")
    key = {"PK": {"S": "USER#johnsonscott"}, "SK": {"S": "#METADATA#johnsonscott"}}

    terraform.set(BEFORE)
    terraform.init()
    terraform.apply()
    assert terraform.plan() == NO_CHANGES
    table = dynamodb.describe_table(TableName=NAME)["Table"]
    assert [index["IndexName"] for index in table["GlobalSecondaryIndexes"]] == ["InvertedIndex"]
    assert s3.get_object(Bucket=NAME, Key=KEY)["Body"].read() == b"1"

    terraform.set(AFTER)
    assert terraform.plan() == CHANGES
    terraform.apply()
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

    terraform.destroy()
    with pytest.raises(dynamodb.exceptions.ResourceNotFoundException):
        dynamodb.describe_table(TableName=NAME)
    with pytest.raises(ClientError, match="404"):
        s3.head_bucket(Bucket=NAME)
