"""Databases: CreateDatabase, GetDatabase, GetDatabases, UpdateDatabase, DeleteDatabase."""

from __future__ import annotations

from typing import Any

from nuage.glue.catalog import Catalog, folded
from nuage.glue.errors import already_exists
from nuage.glue.operations.tags import forget_tags, set_tags
from nuage.glue.pages import page

Request = dict[str, Any]


def create_database(catalog: Catalog, request: Request) -> Request:
    """CreateDatabase."""
    wanted = request.get("DatabaseInput") or {}
    catalog.put_database(wanted)
    set_tags(catalog, catalog.arn(f"database/{folded(wanted.get('Name'))}"), request.get("Tags"))
    return {}


def get_database(catalog: Catalog, request: Request) -> Request:
    """GetDatabase."""
    return {"Database": catalog.describe_database(catalog.database(request.get("Name")))}


def get_databases(catalog: Catalog, request: Request) -> Request:
    """GetDatabases: by name, 100 a page at most."""
    with catalog.lock:
        found = sorted(catalog.backend.databases.items())
    shown, rest = page([database for _, database in found], request, 100)
    return {"DatabaseList": [catalog.describe_database(database) for database in shown], **rest}


def update_database(catalog: Catalog, request: Request) -> Request:
    """UpdateDatabase: the whole input is replaced; a new name renames the database."""
    wanted = request.get("DatabaseInput") or {}
    name = folded(wanted.get("Name"))
    with catalog.lock:
        found = catalog.database(request.get("Name"))
        if name != found.name and name in catalog.backend.databases:
            raise already_exists("Database")
        del catalog.backend.databases[found.name]
        found.name, found.input = name, dict(wanted)
        catalog.backend.databases[name] = found
        for table in found.tables.values():
            table.database_name = name
            for version in table.versions.values():
                version["DatabaseName"] = name
    return {}


def delete_database(catalog: Catalog, request: Request) -> Request:
    """DeleteDatabase: its tables go with it."""
    with catalog.lock:
        found = catalog.database(request.get("Name"))
        del catalog.backend.databases[found.name]
    forget_tags(catalog, catalog.arn(f"database/{found.name}"))
    return {}
