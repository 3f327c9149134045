"""Types that LocalStack has, put right: it reports updates that it does not do, and empties buckets."""

from __future__ import annotations

import json
from typing import Any

from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceRequest,
)
from localstack.services.events.resource_providers.aws_events_rule import EventsRuleProvider
from localstack.services.logs.resource_providers.aws_logs_loggroup import LogsLogGroupProvider
from localstack.services.s3.resource_providers.aws_s3_bucket import S3BucketProvider

from nuage.cloudformation.kind import Properties, request

RULE = ("Name", "EventBusName", "Description", "ScheduleExpression", "EventPattern", "State", "RoleArn")


class Bucket(S3BucketProvider):
    """AWS::S3::Bucket that is neither taken over nor emptied: LocalStack does both without a word."""

    def create(self, request: ResourceRequest) -> ProgressEvent:
        """Create it; a name that is taken fails, be it by a bucket of the same account."""
        s3, name = request.aws_client_factory.s3, request.desired_state.get("BucketName")
        if name and name in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}:
            return ProgressEvent(
                status=OperationStatus.FAILED, resource_model={}, message=f"{name} already exists"
            )
        return super().create(request)

    def delete(self, request: ResourceRequest) -> ProgressEvent:
        """Delete it if it is empty."""
        request.aws_client_factory.s3.delete_bucket(Bucket=request.desired_state["BucketName"])
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=request.desired_state)


class LogGroup(LogsLogGroupProvider):
    """AWS::Logs::LogGroup, with its retention and tags, which LocalStack forgets."""

    def create(self, request: ResourceRequest) -> ProgressEvent:
        """Create it, then set what there is to set."""
        event = super().create(request)
        _keep(request.aws_client_factory.logs, {}, event.resource_model)
        return event

    def update(self, request: ResourceRequest) -> ProgressEvent:
        """Set retention and tags; nothing else of a log group can change."""
        found = request.previous_state
        model = {**found, **request.desired_state}
        for name in ("RetentionInDays", "Tags"):
            if name not in request.desired_state:
                model.pop(name, None)
        _keep(request.aws_client_factory.logs, found, model)
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)


def _keep(logs: Any, found: Properties, wanted: Properties) -> None:
    """Make retention and tags what they are to be."""
    name = wanted["LogGroupName"]
    if days := wanted.get("RetentionInDays"):
        logs.put_retention_policy(logGroupName=name, retentionInDays=int(days))
    elif found.get("RetentionInDays"):
        logs.delete_retention_policy(logGroupName=name)
    arn = wanted["Arn"].removesuffix(":*")
    tags = {tag["Key"]: str(tag["Value"]) for tag in wanted.get("Tags") or []}
    if gone := [tag["Key"] for tag in found.get("Tags") or [] if tag["Key"] not in tags]:
        logs.untag_resource(resourceArn=arn, tagKeys=gone)
    if tags:
        logs.tag_resource(resourceArn=arn, tags=tags)


class Rule(EventsRuleProvider):
    """AWS::Events::Rule that can be changed: LocalStack's can be created and deleted alone."""

    def update(self, request: ResourceRequest) -> ProgressEvent:
        """PutRule, and the targets as the template has them."""
        found, wanted = request.previous_state, request.desired_state
        name = found["Id"].rpartition("|")[2]
        model = {**wanted, "Id": found["Id"], "Arn": found["Arn"]}
        _change(request.aws_client_factory.events, name, found, wanted)
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)


def _change(events: Any, name: str, found: Properties, wanted: Properties) -> None:
    # a pattern is a document in a template, and a text in the API; events:PutRule replaces all of a rule
    bus = {"EventBusName": wanted["EventBusName"]} if wanted.get("EventBusName") else {}
    request(events, "PutRule", {**{key: _text(wanted.get(key)) for key in RULE}, "Name": name})
    targets = wanted.get("Targets") or []
    kept = {target["Id"] for target in targets}
    if gone := [target["Id"] for target in found.get("Targets") or [] if target["Id"] not in kept]:
        events.remove_targets(Rule=name, Ids=gone, **bus)
    if targets:
        request(events, "PutTargets", {"Rule": name, "Targets": targets, **bus})


def _text(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict) else value
