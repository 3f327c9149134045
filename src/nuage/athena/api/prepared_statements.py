"""Prepared statements: Create, Get, BatchGet, List, Update and DeletePreparedStatement."""

from __future__ import annotations

from nuage.athena.api.call import Call, page
from nuage.athena.api.errors import AthenaError, invalid, not_found, require
from nuage.athena.state import Document


def _missing(name: str, group: str) -> AthenaError:
    return not_found(f"PreparedStatement {name} was not found in workGroup {group}", name)


def create_prepared_statement(call: Call, request: Document) -> Document:
    """CreatePreparedStatement."""
    require(request, "StatementName", "WorkGroup", "QueryStatement")
    key = (request["WorkGroup"], request["StatementName"])
    call.work_group(key[0])
    with call.state.lock:
        if key in call.state.prepared:
            raise invalid(f"PreparedStatement {key[1]} already exists in workGroup {key[0]}")
        call.state.prepared[key] = _made(call, request)
    return {}


def _made(call: Call, request: Document) -> Document:
    made = {
        "StatementName": request["StatementName"],
        "QueryStatement": request["QueryStatement"],
        "WorkGroupName": request["WorkGroup"],
        "LastModifiedTime": call.now,
    }
    if request.get("Description") is not None:
        made["Description"] = request["Description"]
    return made


def _find(call: Call, request: Document) -> Document:
    require(request, "StatementName", "WorkGroup")
    call.work_group(request["WorkGroup"])
    found = call.state.prepared.get((request["WorkGroup"], request["StatementName"]))
    if found is None:
        raise _missing(request["StatementName"], request["WorkGroup"])
    return found


def get_prepared_statement(call: Call, request: Document) -> Document:
    """GetPreparedStatement."""
    return {"PreparedStatement": _find(call, request)}


def batch_get_prepared_statement(call: Call, request: Document) -> Document:
    """BatchGetPreparedStatement."""
    require(request, "PreparedStatementNames", "WorkGroup")
    group = request["WorkGroup"]
    call.work_group(group)
    found = {name: call.state.prepared.get((group, name)) for name in request["PreparedStatementNames"]}
    return {
        "PreparedStatements": [statement for statement in found.values() if statement],
        "UnprocessedPreparedStatementNames": [
            {
                "StatementName": name,
                "ErrorCode": "STATEMENT_NOT_FOUND",
                "ErrorMessage": _missing(name, group).message,
            }
            for name, statement in found.items()
            if statement is None
        ],
    }


def list_prepared_statements(call: Call, request: Document) -> Document:
    """ListPreparedStatements: by name, 50 a page at most."""
    require(request, "WorkGroup")
    call.work_group(request["WorkGroup"])
    found = sorted(
        (key[1], statement["LastModifiedTime"])
        for key, statement in list(call.state.prepared.items())
        if key[0] == request["WorkGroup"]
    )
    shown, rest = page([{"StatementName": n, "LastModifiedTime": t} for n, t in found], request, 50)
    return {"PreparedStatements": shown, **rest}


def update_prepared_statement(call: Call, request: Document) -> Document:
    """UpdatePreparedStatement."""
    require(request, "QueryStatement")
    with call.state.lock:
        _find(call, request)
        call.state.prepared[(request["WorkGroup"], request["StatementName"])] = _made(call, request)
    return {}


def delete_prepared_statement(call: Call, request: Document) -> Document:
    """DeletePreparedStatement."""
    with call.state.lock:
        _find(call, request)
        del call.state.prepared[(request["WorkGroup"], request["StatementName"])]
    return {}
