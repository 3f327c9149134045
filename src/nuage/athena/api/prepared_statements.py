"""What the operations on prepared statements share."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.errors import AthenaError, not_found, require
from nuage.athena.state import Document


def missing(name: str, group: str) -> AthenaError:
    """The error for a statement that is not there."""
    return not_found(f"PreparedStatement {name} was not found in workGroup {group}", name)


def made(call: Call, request: Document) -> Document:
    """A PreparedStatement, from the request that makes or changes it."""
    statement = {
        "StatementName": request["StatementName"],
        "QueryStatement": request["QueryStatement"],
        "WorkGroupName": request["WorkGroup"],
        "LastModifiedTime": call.now,
    }
    if request.get("Description") is not None:
        statement["Description"] = request["Description"]
    return statement


def find(call: Call, request: Document) -> Document:
    """The prepared statement that a request names.

    :raises AthenaError: ResourceNotFoundException
    """
    require(request, "StatementName", "WorkGroup")
    call.work_group(request["WorkGroup"])
    found = call.state.prepared.get((request["WorkGroup"], request["StatementName"]))
    if found is None:
        raise missing(request["StatementName"], request["WorkGroup"])
    return found
