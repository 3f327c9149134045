"""What the operations on work groups share."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.errors import invalid, require
from nuage.athena.session import split_uri
from nuage.athena.state import Document

LEAST_CUTOFF = 10_000_000  # bytes


def find(call: Call, request: Document) -> Document:
    """The work group that a request names.

    :raises AthenaError: when there is none of that name
    """
    require(request, "WorkGroup")
    found = call.state.work_groups.get(request["WorkGroup"])
    if found is None:
        raise invalid(f"WorkGroup {request['WorkGroup']} is not found.")
    return found


def check(configuration: Document) -> None:
    """Refuse a configuration that AWS refuses.

    :raises AthenaError: for the limit of bytes, or for the output location
    """
    cutoff = configuration.get("BytesScannedCutoffPerQuery")
    if cutoff is not None and cutoff < LEAST_CUTOFF:
        raise invalid(
            f"1 validation error detected: Value '{cutoff}' at 'configuration.bytesScannedCutoffPerQuery' "
            f"failed to satisfy constraint: Member must have value greater than or equal to {LEAST_CUTOFF}"
        )
    location = (configuration.get("ResultConfiguration") or {}).get("OutputLocation")
    if location:
        try:
            split_uri(location)
        except ValueError:
            raise invalid("outputLocation is not a valid S3 path.") from None
