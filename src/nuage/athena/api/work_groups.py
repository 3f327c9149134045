"""Work groups: CreateWorkGroup, GetWorkGroup, UpdateWorkGroup, DeleteWorkGroup, ListWorkGroups."""

from __future__ import annotations

import copy
import re

from nuage.athena.api.call import Call, page
from nuage.athena.api.errors import invalid, require
from nuage.athena.session import split_uri
from nuage.athena.state import PRIMARY, Document, engine_version

LEAST_CUTOFF = 10_000_000  # bytes
_NAME = r"[a-zA-Z0-9._-]{1,128}"
_DEFAULTS: Document = {
    "EnforceWorkGroupConfiguration": True,
    "PublishCloudWatchMetricsEnabled": True,
    "RequesterPaysEnabled": False,
}


def create_work_group(call: Call, request: Document) -> Document:
    """CreateWorkGroup: settings are enforced unless it says otherwise."""
    require(request, "Name")
    name = request["Name"]
    if not re.fullmatch(_NAME, name):
        raise invalid(
            f"1 validation error detected: Value '{name}' at 'name' failed to satisfy constraint: Member "
            "must satisfy regular expression pattern: [a-zA-Z0-9._-]{1,128}"
        )
    wanted = copy.deepcopy(dict(request.get("Configuration") or {}))
    _check(wanted)
    selected = (wanted.get("EngineVersion") or {}).get("SelectedEngineVersion") or "AUTO"
    configuration = {
        "ResultConfiguration": {}, **_DEFAULTS, **wanted, "EngineVersion": engine_version(selected)
    }  # fmt: skip
    with call.state.lock:
        if name in call.state.work_groups:
            raise invalid("WorkGroup is already created")
        call.state.work_groups[name] = {
            "Name": name,
            "State": "ENABLED",
            "Configuration": configuration,
            "Description": request.get("Description") or "",
            "CreationTime": call.now,
        }
        _tag(call, name, request)
    return {}


def _tag(call: Call, name: str, request: Document) -> None:
    tags = {tag["Key"]: tag.get("Value", "") for tag in request.get("Tags") or ()}
    if tags:
        call.state.tags[call.state.arn(f"workgroup/{name}")] = tags


def _check(configuration: Document) -> None:
    cutoff = configuration.get("BytesScannedCutoffPerQuery")
    if cutoff is not None and cutoff < LEAST_CUTOFF:
        raise invalid(
            f"1 validation error detected: Value '{cutoff}' at 'configuration.bytesScannedCutoffPerQuery' "
            f"failed to satisfy constraint: Member must have value greater than or equal to {LEAST_CUTOFF}"
        )
    location = (configuration.get("ResultConfiguration") or {}).get("OutputLocation")
    if location:
        try:
            split_uri(location)
        except ValueError:
            raise invalid("outputLocation is not a valid S3 path.") from None


def get_work_group(call: Call, request: Document) -> Document:
    """GetWorkGroup."""
    require(request, "WorkGroup")
    found = call.state.work_groups.get(request["WorkGroup"])
    if found is None:
        raise invalid(f"WorkGroup {request['WorkGroup']} is not found.")
    return {"WorkGroup": found}


def list_work_groups(call: Call, request: Document) -> Document:
    """ListWorkGroups: by name, 50 a page at most."""
    keys = ("Name", "State", "Description", "CreationTime")
    summaries = [
        {**{key: group[key] for key in keys}, "EngineVersion": group["Configuration"]["EngineVersion"]}
        for _, group in sorted(call.state.work_groups.items())
    ]
    shown, rest = page(summaries, request, 50)
    return {"WorkGroups": shown, **rest}


def update_work_group(call: Call, request: Document) -> Document:
    """UpdateWorkGroup: what is not named stays as it is."""
    with call.state.lock:
        found = copy.deepcopy(get_work_group(call, request)["WorkGroup"])
        updates = dict(request.get("ConfigurationUpdates") or {})
        configuration = found["Configuration"]
        results = updates.pop("ResultConfigurationUpdates", None)
        if results is not None:
            _update_results(configuration, dict(results))
        if updates.pop("RemoveBytesScannedCutoffPerQuery", False):
            configuration.pop("BytesScannedCutoffPerQuery", None)
        if updates.pop("RemoveCustomerContentEncryptionConfiguration", False):
            configuration.pop("CustomerContentEncryptionConfiguration", None)
        version = updates.pop("EngineVersion", None)
        if version is not None:
            configuration["EngineVersion"] = engine_version(version.get("SelectedEngineVersion") or "AUTO")
        configuration.update(updates)
        _check(configuration)
        for key in ("Description", "State"):
            if request.get(key) is not None:
                found[key] = request[key]
        call.state.work_groups[found["Name"]] = found
    return {}


def _update_results(configuration: Document, updates: Document) -> None:
    results = configuration.setdefault("ResultConfiguration", {})
    for key in ("OutputLocation", "EncryptionConfiguration", "ExpectedBucketOwner", "AclConfiguration"):
        if updates.get(f"Remove{key}"):
            results.pop(key, None)
        elif updates.get(key) is not None:
            results[key] = updates[key]


def delete_work_group(call: Call, request: Document) -> Document:
    """DeleteWorkGroup: `primary` stays; one that has been used needs RecursiveDeleteOption."""
    name = get_work_group(call, request)["WorkGroup"]["Name"]
    if name == PRIMARY:
        raise invalid("The primary workgroup cannot be deleted")
    state = call.state
    with state.lock:
        named = [key for key, query in state.named_queries.items() if query["WorkGroup"] == name]
        prepared = [key for key in state.prepared if key[0] == name]
        ran = [key for key, execution in state.executions.items() if execution.work_group == name]
        if (named or prepared or ran) and not request.get("RecursiveDeleteOption"):
            raise invalid(f"WorkGroup {name} is not empty")
        for key in named:
            del state.named_queries[key]
        for pair in prepared:
            del state.prepared[pair]
        for key in ran:
            state.executions.pop(key).stop(call.life.monotonic(), call.now)
        del state.work_groups[name]
        state.tags.pop(state.arn(f"workgroup/{name}"), None)
    return {}


def list_engine_versions(_: Call, request: Document) -> Document:
    """ListEngineVersions."""
    versions = [engine_version("AUTO"), engine_version("Athena engine version 3")]
    shown, rest = page(versions, request, 10)
    return {"EngineVersions": shown, **rest}
