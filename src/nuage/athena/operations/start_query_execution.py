"""StartQueryExecution. The order of the checks is measured: reference, section 3.2."""

from __future__ import annotations

import re
from typing import Any

from nuage.athena import statements as s
from nuage.athena.api.call import Call
from nuage.athena.api.errors import AthenaError, invalid, require
from nuage.athena.api.reuse import reusable
from nuage.athena.ddl.parse import parse
from nuage.athena.errors import MalformedQueryError
from nuage.athena.executions import SUCCEEDED, Execution, Timeline, plain_database
from nuage.athena.rewrite.dialect import parse_query
from nuage.athena.session import AwsError, split_uri
from nuage.athena.state import CATALOG, PRIMARY, Document

MOST_CHARACTERS = 262_144
NO_OUTPUT = (
    "No output location provided. An output location is required either through the Workgroup result "
    "configuration setting or as an API input."
)


def start_query_execution(call: Call, request: Document) -> Document:
    """StartQueryExecution: refuses what AWS refuses at once, and puts the rest into the queue."""
    require(request, "QueryString")
    sql = str(request["QueryString"])
    token = _token(request)
    group = call.work_group(request.get("WorkGroup"))
    if group["State"] != "ENABLED":
        raise invalid("WorkGroup is disabled.")
    result = _result_configuration(group, request)
    output = _output(result)
    if not 1 <= len(sql) <= MOST_CHARACTERS:
        raise invalid(
            "1 validation error detected: Value at 'queryString' failed to satisfy constraint: Member must "
            f"have length {'greater than or equal to 1' if not sql else 'less than or equal to 262144'}"
        )
    context = _context(request)
    statement = _parsed(call, sql, context)
    key = f"{token}"
    with call.state.lock:
        known = call.state.executions.get(call.state.tokens.get(key, ""))
        if known is not None:
            return _repeated(known, sql, context, result)
        execution = _execution(call, request, group, statement, output, result, context)
        _check_bucket(call, output)
        call.state.tokens[key] = execution.id
        call.state.remember(execution)
    source = reusable(call, execution)
    if source is not None:
        _reuse(call, execution, source)
    else:
        call.life.begin(execution, call.session, call.state)
    return {"QueryExecutionId": execution.id}


def _token(request: Document) -> str:
    token = request.get("ClientRequestToken")
    if not token:
        raise invalid("clientRequestToken is null or empty")
    if not 32 <= len(token) <= 128:
        bound = "greater than or equal to 32" if len(token) < 32 else "less than or equal to 128"
        raise invalid(
            f"1 validation error detected: Value '{token}' at 'clientRequestToken' failed to satisfy "
            f"constraint: Member must have length {bound}"
        )
    return str(token)


def _result_configuration(group: Document, request: Document) -> Document:
    """The request's settings, or the work group's where these are enforced or the request has none.

    https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html
    """
    own = dict(request.get("ResultConfiguration") or {})
    groups = dict(group["Configuration"].get("ResultConfiguration") or {})
    if group["Configuration"].get("EnforceWorkGroupConfiguration"):
        return groups
    return own if own.get("OutputLocation") else {**groups, **own}


def _output(result: Document) -> str:
    location = result.get("OutputLocation")
    if not location:
        raise invalid(NO_OUTPUT)
    try:
        bucket, _ = split_uri(location)
    except ValueError:
        raise invalid("outputLocation is not a valid S3 path.") from None
    if not re.fullmatch(r"[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]", bucket):
        raise invalid("outputLocation is not a valid S3 path.")
    return str(location).rstrip("/") + "/"


def _context(request: Document) -> dict[str, str]:
    given = request.get("QueryExecutionContext") or {}
    context = {key: str(given[key]) for key in ("Database", "Catalog") if given.get(key) is not None}
    if "Catalog" in context:
        context["Catalog"] = context["Catalog"].lower()
        if context["Catalog"] != CATALOG.lower():
            raise invalid(f"Catalog '{context['Catalog']}' does not exist", "DATACATALOG_NOT_FOUND")
    return context


def _parsed(call: Call, sql: str, context: dict[str, str]) -> s.Statement:
    try:
        statement = parse(sql)
        for query in _queries(statement):
            parse_query(query)
    except MalformedQueryError as error:
        raise invalid(str(error), MalformedQueryError.code) from error
    name = getattr(statement, "name", None)
    if isinstance(name, s.Name) and name.catalog is not None and name.catalog.lower() != CATALOG.lower():
        raise invalid(f"Catalog '{name.catalog}' does not exist", "DATACATALOG_NOT_FOUND")
    if isinstance(statement, s.Describe | s.ShowColumns):
        _check_table(call, statement.name, context)
    return statement


def _queries(statement: s.Statement) -> list[str]:
    """The queries in a statement, whose syntax is checked before anything runs."""
    if isinstance(statement, s.Select):
        return [statement.sql]
    if isinstance(statement, s.Ctas | s.CreateView | s.InsertInto | s.Unload | s.Explain):
        return [statement.query]
    return []


def _check_table(call: Call, name: s.Name, context: dict[str, str]) -> None:
    """DESCRIBE and SHOW COLUMNS of a table that is not there are refused at once."""
    database = name.database or plain_database(context.get("Database"))
    try:
        call.session.glue("GetTable", DatabaseName=database, Name=name.table)
    except AwsError as error:
        if error.code == "EntityNotFoundException":
            raise invalid(
                "Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: "
                f"EntityNotFoundException; Request ID: {call.new_id()}; Proxy: null)"
            ) from error
        # a refusal of another kind ends the execution, which tells why


def _repeated(known: Execution, sql: str, context: dict[str, str], result: Document) -> Document:
    same = (
        known.query == sql
        and known.context == context
        and known.result_configuration.get("OutputLocation") == result.get("OutputLocation")
    )
    if not same:
        raise invalid("Idempotent parameters do not match", "IDEMPOTENT_PARAMETER_MISMATCH")
    return {"QueryExecutionId": known.id}


def _check_bucket(call: Call, output: str) -> None:
    bucket, _ = split_uri(output)
    try:
        call.session.files.location(bucket)
    except AwsError as error:
        raise invalid(f"Unable to verify/create output bucket {bucket}") from error


def _execution(
    call: Call,
    request: Document,
    group: Document,
    statement: s.Statement,
    output: str,
    result: Document,
    context: dict[str, str],
) -> Execution:
    made = call.new_id()
    execution = Execution(
        id=made,
        query=str(request["QueryString"]),
        statement=statement,
        work_group=request.get("WorkGroup") or PRIMARY,
        output=output,
        timeline=Timeline(call.life.monotonic()),
        submitted_at=call.now,
        context=context,
        result_configuration=result,
        parameters=tuple(request.get("ExecutionParameters") or ()),
        reuse=_reuse_configuration(request),
        bytes_limit=group["Configuration"].get("BytesScannedCutoffPerQuery"),
    )
    execution.location = f"{output}{_file(statement, made)}"
    return execution


def _file(statement: s.Statement, made: str) -> str:
    """The result file of a statement (reference, section 3.5)."""
    if isinstance(statement, s.Select | s.Execute):
        return f"{made}.csv"
    if isinstance(statement, s.Ctas):
        return f"tables/{made}"
    return made if isinstance(statement, s.InsertInto | s.Unload) else f"{made}.txt"


def _reuse_configuration(request: Document) -> dict[str, Any] | None:
    by_age = (request.get("ResultReuseConfiguration") or {}).get("ResultReuseByAgeConfiguration")
    if by_age is None:
        return None
    age = by_age.get("MaxAgeInMinutes")
    age = 60 if age is None else int(age)
    if not 0 <= age <= 10080:
        raise AthenaError(
            "InvalidRequestException",
            f"1 validation error detected: Value '{age}' at 'resultReuseConfiguration."
            "resultReuseByAgeConfiguration.maxAgeInMinutes' failed to satisfy constraint: Member must have "
            f"value {'greater than or equal to 0' if age < 0 else 'less than or equal to 10080'}",
            AthenaErrorCode="INVALID_INPUT",
            ErrorCode="INVALID_INPUT",
        )
    return {"Enabled": bool(by_age.get("Enabled")), "MaxAgeInMinutes": age}


def _reuse(call: Call, execution: Execution, source: Execution) -> None:
    """Answer with the results of another execution: nothing runs, nothing is scanned."""
    now = call.life.monotonic()
    execution.start(now)
    execution.timeline.planned = execution.timeline.executed = now
    execution.outcome, execution.location, execution.reused = source.outcome, source.location, True
    execution.measures.output_rows = source.measures.output_rows
    execution.finish(SUCCEEDED, now, call.now)
