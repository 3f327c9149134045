"""GetNamedQuery."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.named_queries import find, shown
from nuage.athena.state import Document


def get_named_query(call: Call, request: Document) -> Document:
    """GetNamedQuery."""
    return {"NamedQuery": shown(find(call, request))}
