"""How many tags a bucket can have."""

from __future__ import annotations

import pytest
from localstack.aws.api import CommonServiceException

from nuage.s3.tags import MOST, check_count


def tags(count: int) -> list[dict[str, str]]:
    return [{"Key": f"key{number}", "Value": "v"} for number in range(count)]


@pytest.mark.parametrize("count", [0, 1, MOST])
def test_fifty_are_allowed(count: int) -> None:
    check_count(tags(count))


def test_a_key_counts_once() -> None:
    # a tag that is given a new value stands among those that are there and those that are given
    check_count([*tags(MOST), {"Key": "key7", "Value": "another"}])


def test_one_more_is_refused() -> None:
    with pytest.raises(CommonServiceException) as caught:
        check_count(tags(MOST + 1))
    assert (caught.value.code, caught.value.status_code) == ("BadRequest", 400)
    assert caught.value.message == "Bucket tag count cannot be greater than 50"
