"""ListWorkGroups: by name, 50 a page at most."""

from __future__ import annotations

from nuage.athena.api.call import Call, page
from nuage.athena.state import Document


def list_work_groups(call: Call, request: Document) -> Document:
    """ListWorkGroups: by name, 50 a page at most."""
    keys = ("Name", "State", "Description", "CreationTime")
    summaries = [
        {**{key: group[key] for key in keys}, "EngineVersion": group["Configuration"]["EngineVersion"]}
        for _, group in sorted(call.state.work_groups.items())
    ]
    shown, rest = page(summaries, request, 50)
    return {"WorkGroups": shown, **rest}
