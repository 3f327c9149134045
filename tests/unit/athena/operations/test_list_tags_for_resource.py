"""ListTagsForResource."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account

ARN = "arn:aws:athena:us-east-1:000000000000:workgroup/primary"


def test_none_is_an_empty_list(account: Account) -> None:
    # Terraform asks for the tags of every work group
    assert account("ListTagsForResource", ResourceARN=ARN) == {"Tags": []}


def test_a_data_catalogue_has_tags_too(account: Account) -> None:
    arn = ARN.replace("workgroup/primary", "datacatalog/AwsDataCatalog")
    account("TagResource", ResourceARN=arn, Tags=[{"Key": "a", "Value": "1"}])
    assert account("ListTagsForResource", ResourceARN=arn) == {"Tags": [{"Key": "a", "Value": "1"}]}
