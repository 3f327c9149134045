"""infra/cdk: both labs written by CDK Terrain, and made, changed, used and unmade by the real Terraform."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bootstrap.package import build
from tests.conftest import Lab
from tests.processes.cdk import synthesize
from tests.processes.labs import RATE, ROOT, Game, Tweets, tweets
from tests.processes.terraform_program import NO_CHANGES, Terraform

PREFIX = "cdktest-"


@pytest.mark.timeout(900)
def test_the_first_lab(lab: Lab, tmp_path: Path) -> None:
    package = tmp_path / "function.zip"
    build(ROOT / "lambda", package)
    options = ("--prefix", PREFIX, "--package", str(package), "--rate", RATE)
    stacks = synthesize("requirements", "infra.cdk", tmp_path, *options)
    terraform = Terraform(stacks / "tp2", tmp_path, lab.endpoint)
    made = Tweets(lab, PREFIX)
    with tweets() as url:
        terraform.environment["TF_VAR_tweet_url"] = url
        terraform.init()
        terraform.apply()
        assert terraform.plan() == NO_CHANGES
        assert terraform.outputs()["table"] == "cdktest_tweets.tweets"
        made.works()

        synthesize("requirements", "infra.cdk", tmp_path, *options, "--memory", "192", "--tag", "student=été")
        terraform.apply()
        assert terraform.plan() == NO_CHANGES
        function = lab.client("lambda").get_function(FunctionName=made.function)
        assert function["Configuration"]["MemorySize"] == 192
        assert function["Tags"] == {"lab": "tp2", "student": "été"}
        terraform.destroy()
    assert made.remains() == []


@pytest.mark.timeout(600)
def test_the_second_lab(lab: Lab, tmp_path: Path) -> None:
    options = ("--prefix", PREFIX)
    stacks = synthesize("requirements", "infra.cdk", tmp_path, *options, "--without-indexes")
    terraform = Terraform(stacks / "tp4", tmp_path, lab.endpoint)
    made = Game(lab, PREFIX)
    terraform.init()
    terraform.apply()
    assert terraform.plan() == NO_CHANGES
    assert made.indexes() == set()

    synthesize("requirements", "infra.cdk", tmp_path, *options, "--write-capacity", "7")
    terraform.apply()
    assert terraform.plan() == NO_CHANGES
    assert made.description()["ProvisionedThroughput"]["WriteCapacityUnits"] == 7
    assert made.versioning() == "Enabled"
    made.works()
    terraform.destroy()
    assert made.remains() == []


@pytest.mark.timeout(600)
def test_no_role_is_created_where_one_is_named(tmp_path: Path) -> None:
    stacks = synthesize("requirements", "infra.cdk", tmp_path, "--role-name", "LabRole")
    written = json.loads((stacks / "tp2" / "cdk.tf.json").read_text(encoding="utf-8"))
    assert [kind for kind in written["resource"] if kind.startswith("aws_iam")] == []
    assert written["data"]["aws_iam_role"]["given"]["name"] == "LabRole"
    function = written["resource"]["aws_lambda_function"]["store_tweet"]
    assert function["role"] == "${data.aws_iam_role.given.arn}"


@pytest.mark.timeout(600)
def test_the_code_of_the_lab_sheet(lab: Lab, tmp_path: Path) -> None:
    stacks = synthesize("requirements-bindings", "infra.cdk.sheet", tmp_path)
    # the bindings name the release of the provider that they were made from; a mirror may have another
    file = stacks / "sheet" / "cdk.tf.json"
    written = json.loads(file.read_text(encoding="utf-8"))
    assert written["terraform"]["required_providers"]["aws"]["version"].startswith("6.")
    written["terraform"]["required_providers"]["aws"]["version"] = ">= 5.100"
    file.write_text(json.dumps(written), encoding="utf-8")

    terraform = Terraform(stacks / "sheet", tmp_path, lab.endpoint)
    terraform.init()
    terraform.apply()
    assert terraform.plan() == NO_CHANGES
    s3, dynamodb = lab.client("s3"), lab.client("dynamodb")
    buckets = [each["Name"] for each in s3.list_buckets()["Buckets"]]
    (bucket,) = [name for name in buckets if name.startswith("my-cdtf-test-bucket")]
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    table = dynamodb.describe_table(TableName="sheet-battle-royale")["Table"]
    assert [index["IndexName"] for index in table["GlobalSecondaryIndexes"]] == ["InvertedIndex"]
    terraform.destroy()
    assert bucket not in [each["Name"] for each in s3.list_buckets()["Buckets"]]
    with pytest.raises(dynamodb.exceptions.ResourceNotFoundException):
        dynamodb.describe_table(TableName="sheet-battle-royale")
