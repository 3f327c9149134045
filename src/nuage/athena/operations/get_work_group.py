"""GetWorkGroup."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.work_groups import find
from nuage.athena.state import Document


def get_work_group(call: Call, request: Document) -> Document:
    """GetWorkGroup."""
    return {"WorkGroup": find(call, request)}
