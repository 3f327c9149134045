"""Tags that products tell, and resources that have none."""

from __future__ import annotations

import pytest

from nuage.iam import resource_tags, work_groups

TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/t"


def test_what_a_product_tells_becomes_condition_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource_tags, "READERS", {})
    asked = []

    def tags_of(account: str, region: str, arn: str) -> dict[str, str]:
        asked.append((account, region, arn))
        return {"Stage": "prod"}

    assert resource_tags.keys(TABLE) == {}
    resource_tags.learn("dynamodb", tags_of)
    assert resource_tags.keys(TABLE) == {"aws:resourcetag/stage": "prod"}
    assert asked == [("000000000000", "us-east-1", TABLE)]


@pytest.mark.parametrize("arn", ["*", "arn:aws:s3:::bucket/key", "arn:aws:iam::aws:policy/ReadOnlyAccess"])
def test_these_have_no_tags(arn: str) -> None:
    assert resource_tags.keys(arn) == {}


def test_work_groups_are_asked_of_who_knows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_groups._Source, "ask", work_groups._Source.__dict__["ask"])
    work_groups.learn(lambda account, region, made: f"{account} {region} {made}")
    assert work_groups.work_group("0", "us-east-1", "id") == "0 us-east-1 id"
