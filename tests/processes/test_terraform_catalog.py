"""Terraform's resources of Athena and of Glue's Data Catalog: all that the lab serves."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab
from tests.processes.terraform_program import CHANGES, NO_CHANGES, Terraform

MODULE = Path(__file__).parent / "terraform" / "catalog"
NAME = "tfcatalog"
BEFORE: dict[str, Any] = {
    "name": NAME,
    "comment": "before",
    "tags": {"lab": "tp2"},
    "columns": {"player": "string", "score": "int"},
    "statement": "SELECT 1",
    "scan_limit": 20_000_000,
    "data_catalogs": False,
}
AFTER = BEFORE | {
    "comment": "after été",
    "tags": {"lab": "tp2", "term": "été"},
    "columns": {"joined": "array<struct<day:date>>", "player": "string", "score": "bigint"},
    "statement": "SELECT * FROM scores WHERE player = ?",
    "scan_limit": 30_000_000,
}


@pytest.fixture
def terraform(lab: Lab, tmp_path: Path) -> Terraform:
    folder = shutil.copytree(MODULE, tmp_path / "module")
    return Terraform(folder, tmp_path, lab.endpoint)


@pytest.mark.timeout(600)
def test_apply_plan_change_refuse_destroy(lab: Lab, terraform: Terraform) -> None:
    glue, athena = lab.client("glue"), lab.client("athena")

    terraform.set(BEFORE)
    terraform.init()
    terraform.apply()
    assert terraform.plan() == NO_CHANGES
    assert table(glue, "scores")["PartitionKeys"] == [
        {"Name": "day", "Type": "string", "Comment": "of the game"},
        {"Name": "map", "Type": "string", "Comment": ""},
    ]
    assert columns(glue) == {"player": "string", "score": "int"}
    assert indexes(glue, "scores") == {"by_day": "ACTIVE"}
    assert indexes(glue, "plain") == {"by_year": "ACTIVE"}
    partition = glue.get_partition(DatabaseName=f"{NAME}_games", TableName="plain", PartitionValues=["2026"])[
        "Partition"
    ]
    assert partition["Parameters"] == {"note": "before"}
    made = glue.get_database(Name=f"{NAME}_statement")["Database"]
    assert made["Description"] == "made by a statement"
    assert made["Parameters"]["owner"] == "lab"

    terraform.set(AFTER)
    assert terraform.plan() == CHANGES
    terraform.apply()
    assert terraform.plan() == NO_CHANGES
    assert terraform.outputs() == {"statement": AFTER["statement"], "columns": 3}
    assert columns(glue) == AFTER["columns"]
    database = glue.get_database(Name=f"{NAME}_games")["Database"]
    assert (database["Description"], database["Parameters"]) == ("after été", {"owner": "after été"})
    arn = f"arn:aws:glue:us-east-1:000000000000:database/{NAME}_games"
    assert glue.get_tags(ResourceArn=arn)["Tags"] == AFTER["tags"]
    group = athena.get_work_group(WorkGroup=f"{NAME}-games")["WorkGroup"]
    assert group["Configuration"]["BytesScannedCutoffPerQuery"] == 30_000_000
    assert group["Description"] == "after été"
    prepared = athena.get_prepared_statement(StatementName="best_of", WorkGroup=f"{NAME}-games")
    assert prepared["PreparedStatement"]["QueryStatement"] == AFTER["statement"]

    # catalogues of others and of functions are not here, and Terraform is told so at once
    terraform.set(AFTER | {"data_catalogs": True})
    said = terraform.refused()
    for name in ("other-glue", "other-lambda"):
        assert f"creating Athena Data Catalog ({name})" in said
    assert said.count("StatusCode: 501") == 2
    assert "no handler for operation 'CreateDataCatalog' on service 'athena'" in said

    terraform.destroy()
    for name in ("games", "statement"):
        with pytest.raises(glue.exceptions.EntityNotFoundException):
            glue.get_database(Name=f"{NAME}_{name}")
    with pytest.raises(ClientError, match="is not found"):
        athena.get_work_group(WorkGroup=f"{NAME}-games")
    with pytest.raises(ClientError, match="404"):
        lab.client("s3").head_bucket(Bucket=f"{NAME}-data")


def table(glue: Any, name: str) -> dict[str, Any]:
    found: dict[str, Any] = glue.get_table(DatabaseName=f"{NAME}_games", Name=name)["Table"]
    return found


def columns(glue: Any) -> dict[str, str]:
    return {
        column["Name"]: column["Type"] for column in table(glue, "scores")["StorageDescriptor"]["Columns"]
    }


def indexes(glue: Any, name: str) -> dict[str, str]:
    found = glue.get_partition_indexes(DatabaseName=f"{NAME}_games", TableName=name)
    return {i["IndexName"]: i["IndexStatus"] for i in found["PartitionIndexDescriptorList"]}
