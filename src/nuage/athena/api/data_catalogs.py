"""The Data Catalog as Athena shows it: AwsDataCatalog, which is Glue. The lab has no Lambda or Hive ones."""

from __future__ import annotations

from functools import partial
from typing import Any

from nuage.athena.api.call import Call
from nuage.athena.api.errors import invalid, metadata
from nuage.athena.session import AwsError, all_pages
from nuage.athena.state import Document


def find(call: Call, name: str) -> Document:
    """A data catalogue by its name, in any case.

    :raises AthenaError: DATACATALOG_NOT_FOUND
    """
    for known, catalog in call.state.catalogs.items():
        if known.lower() == name.lower():
            return catalog
    raise invalid(f"Data Catalog {name} is not found.", "DATACATALOG_NOT_FOUND")


def ask(call: Call, operation: str, **parameters: Any) -> dict[str, Any]:
    """Call Glue as the caller.

    :raises AthenaError: MetadataException, with what Glue said
    """
    try:
        return call.session.glue(operation, **parameters)
    except AwsError as error:
        raise metadata(
            f"{error.message} (Service: AmazonDataCatalog; Status Code: 400; Error Code: {error.code}; "
            f"Request ID: {call.new_id()}; Proxy: null)"
        ) from error


def ask_all(call: Call, operation: str, key: str, **parameters: Any) -> list[dict[str, Any]]:
    """All pages of a list of Glue's; `key` is the list in its answers."""
    return all_pages(partial(ask, call), operation, key, **parameters)


def database(found: Document) -> Document:
    """A Database."""
    made = {"Name": found["Name"], "Parameters": found.get("Parameters") or {}}
    return {**made, **({"Description": found["Description"]} if found.get("Description") else {})}


def table_metadata(found: Document) -> Document:
    """A TableMetadata: Hive's way of a table, with the place and the format among the parameters."""
    descriptor = found.get("StorageDescriptor") or {}
    serde = descriptor.get("SerdeInfo") or {}
    parameters = {
        **(found.get("Parameters") or {}),
        **_present("location", descriptor.get("Location")),
        **_present("inputformat", descriptor.get("InputFormat")),
        **_present("outputformat", descriptor.get("OutputFormat")),
        **_present("serde.serialization.lib", serde.get("SerializationLibrary")),
        **{f"serde.param.{key}": value for key, value in (serde.get("Parameters") or {}).items()},
    }
    return {
        "Name": found["Name"],
        "CreateTime": found["CreateTime"],
        "LastAccessTime": found.get("LastAccessTime", 0),
        "TableType": found.get("TableType", ""),
        "Columns": [_column(column) for column in descriptor.get("Columns") or []],
        "PartitionKeys": [_column(column) for column in found.get("PartitionKeys") or []],
        "Parameters": parameters,
    }


def _present(key: str, value: str | None) -> dict[str, str]:
    return {key: value} if value else {}


def _column(column: Document) -> Document:
    return {key: column[key] for key in ("Name", "Type", "Comment") if column.get(key) is not None}
