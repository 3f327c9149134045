"""Tags of buckets through S3 Control, as Terraform's provider reads and writes them since 6.23.

Source: Amazon S3 API Reference, S3 Control: TagResource, UntagResource, ListTagsForResource.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import Lab
from tests.scenarios.iam_world import ACCOUNT, World, allow, deny, refused

Tags = dict[str, str]


def control(client: Any, label: bool = False) -> Any:
    """A client whose calls reach an IP address.

    SDKs put the account before the host of an endpoint. The one of Go, which Terraform uses, leaves it out
    before an IP address; boto3 does not, and no name server knows 000000000000.127.0.0.1.

    :param label: whether the account stays in the Host header, as it is with an endpoint that has a name
    """

    def connect(request: Any, **_: Any) -> None:
        named = urlsplit(request.url).netloc
        account, _, host = named.partition(".")
        request.url = request.url.replace(f"//{named}/", f"//{host}/", 1)
        assert account.isdigit()
        if label:
            request.headers["Host"] = named

    # the address that is signed, or the one that is connected to when all is signed
    client.meta.events.register(f"{'before-send' if label else 'before-sign'}.s3-control", connect)
    return client


@pytest.fixture(params=[False, True], ids=["no host label", "host label"])
def s3control(lab: Lab, request: pytest.FixtureRequest) -> Any:
    return control(lab.client("s3control"), request.param)


@pytest.fixture
def s3(lab: Lab) -> Any:
    return lab.client("s3")


@pytest.fixture
def world(lab: Lab) -> World:
    return World(lab)


def tag_list(tags: Tags) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def target(bucket: str, account: str = ACCOUNT) -> dict[str, str]:
    return {"AccountId": account, "ResourceArn": f"arn:aws:s3:::{bucket}"}


def listed(s3control: Any, bucket: str) -> Tags:
    found = s3control.list_tags_for_resource(**target(bucket))["Tags"]
    return {tag["Key"]: tag["Value"] for tag in found}


def of_bucket(s3: Any, bucket: str) -> Tags:
    return {tag["Key"]: tag["Value"] for tag in s3.get_bucket_tagging(Bucket=bucket)["TagSet"]}


def new(s3: Any, **configuration: Any) -> str:
    name = f"control-{uuid.uuid4()}"
    s3.create_bucket(Bucket=name, **configuration)
    return name


def test_tags_of_creation_are_there_without_a_location(s3: Any, s3control: Any) -> None:
    bucket = new(s3, CreateBucketConfiguration={"Tags": tag_list({"lab": "tp4", "term": "été"})})
    assert listed(s3control, bucket) == of_bucket(s3, bucket) == {"lab": "tp4", "term": "été"}
    assert s3.get_bucket_location(Bucket=bucket)["LocationConstraint"] is None


def test_tags_of_creation_are_there_with_a_location(s3: Any, s3control: Any) -> None:
    configuration = {"LocationConstraint": "us-west-2", "Tags": tag_list({"a": "1"})}
    bucket = new(s3, CreateBucketConfiguration=configuration)
    assert listed(s3control, bucket) == {"a": "1"}
    assert s3.get_bucket_location(Bucket=bucket)["LocationConstraint"] == "us-west-2"


def test_both_ways_act_on_the_same_tags(s3: Any, s3control: Any) -> None:
    bucket = new(s3)
    assert listed(s3control, bucket) == {}
    s3control.tag_resource(**target(bucket), Tags=tag_list({"a": "1", "b": "2"}))
    s3control.tag_resource(**target(bucket), Tags=tag_list({"b": "3", "c/d:e": "é =+-"}))
    assert of_bucket(s3, bucket) == listed(s3control, bucket) == {"a": "1", "b": "3", "c/d:e": "é =+-"}
    s3control.untag_resource(**target(bucket), TagKeys=["a", "c/d:e", "never there"])
    assert of_bucket(s3, bucket) == {"b": "3"}
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tag_list({"z": "26"})})
    assert listed(s3control, bucket) == {"z": "26"}
    s3control.untag_resource(**target(bucket), TagKeys=["z"])
    refused("NoSuchTagSet", 404, "The TagSet does not exist", s3.get_bucket_tagging, Bucket=bucket)
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tag_list({"y": "25"})})
    s3.delete_bucket_tagging(Bucket=bucket)
    assert listed(s3control, bucket) == {}


def test_a_bucket_made_anew_has_no_tags_of_the_earlier_one(s3: Any, s3control: Any) -> None:
    bucket = new(s3)
    s3control.tag_resource(**target(bucket), Tags=tag_list({"a": "1"}))
    s3.delete_bucket(Bucket=bucket)
    missing = partial(refused, "NoSuchResource", 404, "The specified resource doesn't exist.")
    missing(s3control.list_tags_for_resource, **target(bucket))
    missing(s3control.tag_resource, **target(bucket), Tags=tag_list({"a": "1"}))
    missing(s3control.untag_resource, **target(bucket), TagKeys=["a"])
    s3.create_bucket(Bucket=bucket)
    assert listed(s3control, bucket) == {}


def test_a_bucket_has_fifty_tags_at_most(s3: Any, s3control: Any) -> None:
    fifty = {f"key{number}": "v" for number in range(50)}
    bucket = new(s3, CreateBucketConfiguration={"Tags": tag_list(fifty)})
    s3control.tag_resource(**target(bucket), Tags=tag_list({"key7": "another"}))
    too_many = partial(refused, "BadRequest", 400, "Bucket tag count cannot be greater than 50")
    too_many(s3control.tag_resource, **target(bucket), Tags=tag_list({"one more": "v"}))
    more = tag_list(fifty | {"one more": "v"})
    too_many(s3.put_bucket_tagging, Bucket=bucket, Tagging={"TagSet": more})
    too_many(partial(new, s3), CreateBucketConfiguration={"Tags": more})
    assert listed(s3control, bucket) == fifty | {"key7": "another"}


@pytest.mark.parametrize(
    ("tags", "text"),
    [
        ({"aws:reserved": "v"}, 'User-defined tag keys can\'t start with "aws:".'),
        ({"no!": "v"}, "This request contains a tag key or value that isn't valid."),
    ],
)
def test_bad_tags_are_refused_at_creation_and_later(s3: Any, s3control: Any, tags: Tags, text: str) -> None:
    bucket = new(s3)
    said = refused("InvalidTag", 400, None, s3control.tag_resource, **target(bucket), Tags=tag_list(tags))
    assert said.startswith(text)
    refused("InvalidTag", 400, None, partial(new, s3), CreateBucketConfiguration={"Tags": tag_list(tags)})
    assert listed(s3control, bucket) == {}


def test_another_account_and_other_resources_are_refused(s3: Any, s3control: Any) -> None:
    bucket = new(s3)
    other = target(bucket, account="111111111111")
    refused("AccessDenied", 403, "Access Denied", s3control.list_tags_for_resource, **other)
    point = f"arn:aws:s3:us-east-1:{ACCOUNT}:accesspoint/x"
    text = f"ListTagsForResource is there for buckets alone, not for {point}"
    call: Callable[..., Any] = s3control.list_tags_for_resource
    refused("NotImplemented", 501, text, call, AccountId=ACCOUNT, ResourceArn=point)


def test_each_operation_is_an_action_of_its_own(world: World, s3: Any) -> None:
    mine, other = new(s3), new(s3)
    arn = f"arn:aws:s3:::{mine}"
    _, clients = world.user(allow(["s3:ListTagsForResource", "s3:TagResource"], arn))
    by_user = control(clients("s3control"))
    by_user.tag_resource(**target(mine), Tags=tag_list({"a": "1"}))
    assert listed(by_user, mine) == {"a": "1"}
    said = refused("AccessDenied", 403, None, by_user.untag_resource, **target(mine), TagKeys=["a"])
    assert f'is not authorized to perform: s3:UntagResource on resource: "{arn}" because' in said
    said = refused("AccessDenied", 403, None, by_user.list_tags_for_resource, **target(other))
    assert f's3:ListTagsForResource on resource: "arn:aws:s3:::{other}"' in said


def test_a_bucket_with_tags_demands_to_tag(world: World, s3: Any) -> None:
    _, clients = world.user(allow("s3:CreateBucket"))
    tagged = {"CreateBucketConfiguration": {"Tags": tag_list({"a": "1"})}}
    # the words that have Terraform's provider create the bucket without tags, and tag it the old way
    said = refused("AccessDenied", 403, None, partial(new, clients("s3")), **tagged)
    assert "is not authorized to perform: s3:TagResource on resource" in said
    new(clients("s3"))


def test_a_policy_may_demand_a_tag_of_new_buckets(world: World) -> None:
    _, clients = world.user(
        allow(["s3:CreateBucket", "s3:TagResource"]),
        deny("s3:CreateBucket", Condition={"StringNotEquals": {"aws:RequestTag/lab": ["tp2", "tp4"]}}),
    )
    refused("AccessDenied", 403, None, partial(new, clients("s3")))
    wrong = {"CreateBucketConfiguration": {"Tags": tag_list({"lab": "tp3"})}}
    refused("AccessDenied", 403, None, partial(new, clients("s3")), **wrong)
    new(clients("s3"), CreateBucketConfiguration={"Tags": tag_list({"lab": "tp4", "Other": "x"})})
