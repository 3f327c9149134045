"""CreateWorkGroup: settings are enforced unless it says otherwise."""

from __future__ import annotations

import copy
import re

from nuage.athena.api.call import Call
from nuage.athena.api.errors import invalid, require
from nuage.athena.api.work_groups import check
from nuage.athena.state import Document, engine_version

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
    check(wanted)
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
