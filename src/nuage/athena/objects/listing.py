"""Which objects under a LOCATION hold rows.

https://docs.aws.amazon.com/athena/latest/ug/tables-location-format.html and other-notable-limitations.html:
all below the prefix, at any depth; names that begin with `_` or `.` are hidden, archived objects are passed
over. That folders of such names hide what is in them is Hive's rule, not documented by Athena.
"""

from __future__ import annotations

from collections.abc import Iterable

from nuage.athena.objects.store import ARCHIVED, Location, ObjectInfo


def data_objects(listing: Iterable[ObjectInfo], location: Location) -> list[ObjectInfo]:
    """Those objects of a location that hold rows."""
    skip = len(location.prefix)
    return [
        found
        for found in listing
        if found.size and found.storage_class not in ARCHIVED and is_visible(found.key[skip:])
    ]


def is_visible(relative: str) -> bool:
    """Whether a key, below its LOCATION, names a file that is read: no folder marker, no hidden name."""
    if not relative or relative.endswith("/"):
        return False
    if "_" not in relative and "." not in relative:
        return True
    return not (relative[0] in "_." or "/_" in relative or "/." in relative)
