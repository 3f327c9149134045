"""The AWS endpoint answers, keeps objects, and refuses what it does not know with 501."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Lab


def test_an_object_comes_back_as_it_was_put(lab: Lab) -> None:
    s3 = lab.client("s3")
    s3.create_bucket(Bucket="endpoint-bucket")
    s3.put_object(Bucket="endpoint-bucket", Key="a key/é.json", Body=b'{"a": 1}')
    assert s3.get_object(Bucket="endpoint-bucket", Key="a key/é.json")["Body"].read() == b'{"a": 1}'


def test_a_service_that_is_not_there_says_so(lab: Lab) -> None:
    with pytest.raises(ClientError) as caught:
        lab.client("redshift-data").list_databases(Database="x", ClusterIdentifier="y")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
