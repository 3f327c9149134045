"""GetTableMetadata."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.data_catalogs import ask, find, table_metadata
from nuage.athena.api.errors import require
from nuage.athena.state import Document


def get_table_metadata(call: Call, request: Document) -> Document:
    """GetTableMetadata."""
    require(request, "CatalogName", "DatabaseName", "TableName")
    find(call, request["CatalogName"])
    found = ask(call, "GetTable", DatabaseName=request["DatabaseName"], Name=request["TableName"])
    return {"TableMetadata": table_metadata(found["Table"])}
