"""ListEngineVersions."""

from __future__ import annotations

from nuage.athena.api.call import Call, page
from nuage.athena.state import Document, engine_version


def list_engine_versions(_: Call, request: Document) -> Document:
    """ListEngineVersions."""
    versions = [engine_version("AUTO"), engine_version("Athena engine version 3")]
    shown, rest = page(versions, request, 10)
    return {"EngineVersions": shown, **rest}
