"""UpdateWorkGroup: what is not named stays as it is."""

from __future__ import annotations

import copy

from nuage.athena.api.call import Call
from nuage.athena.api.work_groups import check, find
from nuage.athena.state import Document, engine_version


def update_work_group(call: Call, request: Document) -> Document:
    """UpdateWorkGroup: what is not named stays as it is."""
    with call.state.lock:
        found = copy.deepcopy(find(call, request))
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
        check(configuration)
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
