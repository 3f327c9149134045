"""ListDatabases: 50 a page at most."""

from __future__ import annotations

from nuage.athena.api.call import Call, page
from nuage.athena.api.data_catalogs import ask_all, database, find
from nuage.athena.api.errors import require
from nuage.athena.state import Document


def list_databases(call: Call, request: Document) -> Document:
    """ListDatabases: 50 a page at most."""
    require(request, "CatalogName")
    find(call, request["CatalogName"])
    shown, rest = page(ask_all(call, "GetDatabases", "DatabaseList"), request, 50)
    return {"DatabaseList": [database(found) for found in shown], **rest}
