"""What carries a lab's tags in this account and region, service by service.

Each service is asked for what it has and for the tags of each: AWS's Resource Groups Tagging API leaves out
IAM's roles, learns of changes late, and an emulator need not have it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from bootstrap import tags
from bootstrap.bucket import Bucket
from bootstrap.clients import Clients, Place
from bootstrap.database import Database
from bootstrap.errors import DENIED, code
from bootstrap.function import Function
from bootstrap.glue_table import GlueTable
from bootstrap.log_group import LogGroup
from bootstrap.role import Role
from bootstrap.rule import Rule
from bootstrap.state import Resource
from bootstrap.table import Table
from bootstrap.tags import Tags, Wanted
from bootstrap.work_group import PRIMARY, OutputLocation

# what goes away while we look, or is not ours to look at, is not ours to remove
GONE = {
    "404",
    "EntityNotFoundException",
    "NoSuchBucket",
    "NoSuchEntity",
    "NoSuchTagSet",
    "PermanentRedirect",
    "ResourceNotFoundException",
}


def find(clients: Clients, place: Place, wanted: Wanted) -> list[Resource]:
    """Everything with these tags, in the order in which it has to go: what runs by itself first."""
    buckets = list(_buckets(clients, place, wanted))
    return [
        *_rules(clients, wanted),
        *_functions(clients, wanted),
        *_log_groups(clients, wanted),
        *_glue(clients, wanted),
        *_output_location(clients, {bucket.name for bucket in buckets}),
        *buckets,
        *_tables(clients, place, wanted),
        *_roles(clients, wanted),
    ]


def _rules(clients: Clients, wanted: Wanted) -> Iterator[Resource]:
    for rule in _pages(clients.events, "list_rules", "Rules"):
        if wanted.covers(_tags(clients.events.list_tags_for_resource, "Tags", ResourceARN=rule["Arn"])):
            yield Rule(rule["Name"], "")


def _functions(clients: Clients, wanted: Wanted) -> Iterator[Resource]:
    for function in _pages(clients.functions, "list_functions", "Functions"):
        if wanted.covers(_tags(clients.functions.list_tags, "Tags", Resource=function["FunctionArn"])):
            yield Function(function["FunctionName"], "", "", "", 0, 0, {})


def _log_groups(clients: Clients, wanted: Wanted) -> Iterator[Resource]:
    for group in _pages(clients.logs, "describe_log_groups", "logGroups", logGroupNamePrefix="/aws/lambda/"):
        arn = group["arn"].removesuffix(":*")  # as ListTagsForResource wants it
        if wanted.covers(_tags(clients.logs.list_tags_for_resource, "tags", resourceArn=arn)):
            yield LogGroup(group["logGroupName"], 0)


def _glue(clients: Clients, wanted: Wanted) -> Iterator[Resource]:
    databases = list(_pages(clients.glue, "get_databases", "DatabaseList"))
    for database in databases:
        for table in _pages(clients.glue, "get_tables", "TableList", DatabaseName=database["Name"]):
            if wanted.covers(table.get("Parameters", {})):
                yield GlueTable(database["Name"], table["Name"], "")
    for database in databases:
        if wanted.covers(database.get("Parameters", {})):
            yield Database(database["Name"])


def _output_location(clients: Clients, buckets: set[str]) -> Iterator[Resource]:
    """Athena's output location, where it leads into a bucket that goes."""
    group = clients.athena.get_work_group(WorkGroup=PRIMARY)["WorkGroup"]
    location = group.get("Configuration", {}).get("ResultConfiguration", {}).get("OutputLocation", "")
    if location.removeprefix("s3://").partition("/")[0] in buckets:
        yield OutputLocation(location)


def _buckets(clients: Clients, place: Place, wanted: Wanted) -> Iterator[Bucket]:
    for bucket in clients.s3.list_buckets()["Buckets"]:
        name = bucket["Name"]
        if not wanted.covers(_tags(clients.s3.get_bucket_tagging, "TagSet", Bucket=name)):
            continue
        region = clients.s3.get_bucket_location(Bucket=name)["LocationConstraint"] or "us-east-1"
        if region == place.region:
            yield Bucket(name, region)


def _tables(clients: Clients, place: Place, wanted: Wanted) -> Iterator[Resource]:
    for name in _pages(clients.dynamodb, "list_tables", "TableNames"):
        arn = place.arn("dynamodb", f"table/{name}")
        if wanted.covers(_tags(clients.dynamodb.list_tags_of_resource, "Tags", ResourceArn=arn)):
            yield Table(name, 0, 0)


def _roles(clients: Clients, wanted: Wanted) -> Iterator[Resource]:
    for role in _pages(clients.iam, "list_roles", "Roles"):
        if role["Path"].startswith("/aws-"):
            continue  # AWS's own: service-linked and reserved ones
        if wanted.covers(_tags(clients.iam.list_role_tags, "Tags", RoleName=role["RoleName"])):
            yield Role(role["RoleName"])


def _pages(client: Any, operation: str, key: str, **request: Any) -> Iterator[Any]:
    """What a service lists, page after page."""
    for page in client.get_paginator(operation).paginate(**request):
        yield from page.get(key, [])


def _tags(call: Callable[..., Any], key: str, **request: str) -> Tags:
    """The tags of a resource; none when it is gone by now, or we may not read them."""
    try:
        found = call(**request).get(key, {})
    except ClientError as error:
        if code(error) in GONE | DENIED:
            return {}
        raise
    return found if isinstance(found, dict) else tags.read(found)
