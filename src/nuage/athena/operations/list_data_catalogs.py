"""ListDataCatalogs."""

from __future__ import annotations

from nuage.athena.api.call import Call, page
from nuage.athena.state import Document


def list_data_catalogs(call: Call, request: Document) -> Document:
    """ListDataCatalogs."""
    summaries = [{"CatalogName": c["Name"], "Type": c["Type"]} for c in call.state.catalogs.values()]
    shown, rest = page(summaries, request, 50)
    return {"DataCatalogsSummary": shown, **rest}
