"""GetDatabase."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.data_catalogs import ask, database, find
from nuage.athena.api.errors import require
from nuage.athena.state import Document


def get_database(call: Call, request: Document) -> Document:
    """GetDatabase."""
    require(request, "CatalogName", "DatabaseName")
    find(call, request["CatalogName"])
    return {"Database": database(ask(call, "GetDatabase", Name=request["DatabaseName"])["Database"])}
