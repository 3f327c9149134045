"""GetDataCatalog."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.data_catalogs import find
from nuage.athena.api.errors import require
from nuage.athena.state import Document


def get_data_catalog(call: Call, request: Document) -> Document:
    """GetDataCatalog."""
    require(request, "Name")
    return {"DataCatalog": find(call, request["Name"])}
