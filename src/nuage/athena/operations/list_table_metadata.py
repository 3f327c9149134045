"""ListTableMetadata: those whose whole name Expression matches, 50 a page at most."""

from __future__ import annotations

import re

from nuage.athena.api.call import Call, page
from nuage.athena.api.data_catalogs import ask_all, find, table_metadata
from nuage.athena.api.errors import invalid, require
from nuage.athena.state import Document


def list_table_metadata(call: Call, request: Document) -> Document:
    """ListTableMetadata: those whose whole name Expression matches, 50 a page at most."""
    require(request, "CatalogName", "DatabaseName")
    find(call, request["CatalogName"])
    tables = ask_all(call, "GetTables", "TableList", DatabaseName=request["DatabaseName"])
    expression = request.get("Expression")
    if expression:
        try:
            pattern = re.compile(re.sub(r"(?<![.\])\\}])\*", ".*", expression))
        except re.error as error:
            raise invalid(f"Invalid expression: {expression}") from error
        tables = [table for table in tables if pattern.fullmatch(table["Name"])]
    shown, rest = page(tables, request, 50)
    return {"TableMetadataList": [table_metadata(table) for table in shown], **rest}
