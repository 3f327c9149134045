"""Every way a query can fail, with Athena's category, type and text. The engine's errors are mapped here too.

Codes: https://docs.aws.amazon.com/athena/latest/ug/error-reference.html and section 3.3 of the
reference notes.
"""

from __future__ import annotations

import re

USER = 2
# ErrorType by the name that starts the message; what is not listed is 1100, "generic user error"
ERROR_TYPES = {
    "COLUMN_NOT_FOUND": 1006,
    "CATALOG_NOT_FOUND": 1006,
    "DIVISION_BY_ZERO": 1001,
    "FUNCTION_NOT_FOUND": 1303,
    "INVALID_FUNCTION_ARGUMENT": 1106,
    "NOT_SUPPORTED": 1200,
    "SCHEMA_NOT_FOUND": 1301,
    "TABLE_ALREADY_EXISTS": 1110,
    "TABLE_NOT_FOUND": 1301,
    "TYPE_MISMATCH": 1002,
}
GENERIC = 1100


class QueryError(Exception):
    """A failed query: `name: [line L:C: ]message`, as StateChangeReason carries it."""

    category = USER
    retryable = False

    def __init__(self, name: str, message: str, position: tuple[int, int] | None = None) -> None:
        self.name = name
        self.message = message
        self.position = position
        super().__init__(self.reason)

    @property
    def reason(self) -> str:
        """The text of StateChangeReason and of AthenaError.ErrorMessage."""
        where = f"line {self.position[0]}:{self.position[1]}: " if self.position else ""
        return f"{self.name}: {where}{self.message}"

    @property
    def error_type(self) -> int:
        """AthenaError.ErrorType."""
        return ERROR_TYPES.get(self.name, GENERIC)


class HiveError(QueryError):
    """A failed Hive-side statement: `FAILED: …`, without a position. `reply` is AthenaError.ErrorMessage
    if it differs.
    """

    def __init__(self, reason: str, error_type: int = 1006, reply: str | None = None) -> None:
        self._reason = reason
        self._type = error_type
        self.reply = reply or reason
        super().__init__("FAILED", reason)

    @property
    def reason(self) -> str:
        """The whole text, as Hive gave it."""
        return self._reason

    @property
    def error_type(self) -> int:
        """AthenaError.ErrorType."""
        return self._type


class HiveParseError(HiveError):
    """`FAILED: ParseException …`: of category 1, whoever wrote the statement (reference, section 3.3)."""

    category = 1

    def __init__(self, reason: str) -> None:
        super().__init__(reason, 1003)


class MalformedQueryError(Exception):
    """Refused by StartQueryExecution itself (InvalidRequestException, MALFORMED_QUERY): no execution is
    created.
    """

    code = "MALFORMED_QUERY"


class QueryCancelledError(Exception):
    """The query was stopped while it ran."""


def not_supported(message: str, position: tuple[int, int] | None = None) -> QueryError:
    """NOT_SUPPORTED, 2/1200."""
    return QueryError("NOT_SUPPORTED", message, position)


# --- what the engine says, and what Athena says
# ---------------------------------------------------------------

# raised on purpose by a rewritten query: error('NUAGE|NAME|message')
RAISED = re.compile(r"NUAGE\|([A-Z_]+)\|(.*?)\|END", re.DOTALL)
_INTEGER_NAMES = {"INT8": "tinyint", "INT16": "smallint", "INT32": "integer", "INT64": "bigint"}

_ENGINE_ERRORS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), name, text)
    for pattern, name, text in (
        (r"[Dd]ivision by zero", "DIVISION_BY_ZERO", "Division by zero"),
        (
            r"Overflow in addition of INT64 \((\S+) \+ (\S+?)\)",
            "NUMERIC_VALUE_OUT_OF_RANGE",
            r"bigint addition overflow: \1 + \2",
        ),
        (
            r"Overflow in subtraction of INT64 \((\S+) - (\S+?)\)",
            "NUMERIC_VALUE_OUT_OF_RANGE",
            r"bigint subtraction overflow: \1 - \2",
        ),
        (
            r"Overflow in multiplication of INT64 \((\S+) \* (\S+?)\)",
            "NUMERIC_VALUE_OUT_OF_RANGE",
            r"bigint multiplication overflow: \1 * \2",
        ),
        (
            r"Overflow in addition of INT32 \((\S+) \+ (\S+?)\)",
            "NUMERIC_VALUE_OUT_OF_RANGE",
            r"integer addition overflow: \1 + \2",
        ),
        (
            r"Overflow in subtraction of INT32 \((\S+) - (\S+?)\)",
            "NUMERIC_VALUE_OUT_OF_RANGE",
            r"integer subtraction overflow: \1 - \2",
        ),
        (
            r"Overflow in multiplication of INT32 \((\S+) \* (\S+?)\)",
            "NUMERIC_VALUE_OUT_OF_RANGE",
            r"integer multiplication overflow: \1 * \2",
        ),
        (
            r"value (-?[\d.]+) can't be cast because the value is out of range .* type INT32",
            "NUMERIC_VALUE_OUT_OF_RANGE",
            r"Out of range for integer: \1",
        ),
        (
            r"Like pattern must not end with escape character",
            "INVALID_FUNCTION_ARGUMENT",
            "Escape character must be followed by '%', '_' or the escape character itself",
        ),
        (r"Unknown TimeZone '(.*?)'", "INVALID_FUNCTION_ARGUMENT", r"Time zone not supported: \1"),
        (
            r"[Ii]nvalid input for hex|[Hh]ex digit",
            "INVALID_FUNCTION_ARGUMENT",
            "String is not a valid hex string",
        ),
        (r"Could not decode string .* as base64", "INVALID_FUNCTION_ARGUMENT", "Illegal base64 character"),
        (
            r"More than one row returned by a subquery",
            "SUBQUERY_MULTIPLE_ROWS",
            "Scalar sub-query has returned multiple rows",
        ),
        (r"Map keys must be unique", "INVALID_FUNCTION_ARGUMENT", "Duplicate map keys are not allowed"),
        (r"[Mm]ap keys can ?not be NULL", "INVALID_FUNCTION_ARGUMENT", "map key cannot be null"),
        (
            r"(?:Out of Memory|failed to allocate|could not allocate)",
            "EXCEEDED_LOCAL_MEMORY_LIMIT",
            "Query exhausted resources at this scale factor",
        ),
        # what the engine says of an argument, and not of a file that it was given to load
        (r"^Invalid Input Error: (?!.*\bfile\b)([^\n]+)", "INVALID_FUNCTION_ARGUMENT", r"\1"),
        (
            r"Overflow|out of range|can't be cast because the value|Could not cast value",
            "NUMERIC_VALUE_OUT_OF_RANGE",
            "",
        ),
    )
)


def from_engine(message: str) -> QueryError:
    """Athena's words for a message of the engine."""
    raised = RAISED.search(message)
    if raised:
        return QueryError(raised[1], raised[2])
    first = message.split("\n\n")[0].strip()
    conversion = re.search(r"Could not convert string '(.*?)' to (\w+)", message, re.DOTALL)
    if conversion:
        target = _INTEGER_NAMES.get(conversion[2], conversion[2].lower())
        return QueryError(
            "INVALID_CAST_ARGUMENT",
            f"Cannot cast '{conversion[1]}' to {target.upper() if target != 'integer' else 'INT'}",
        )
    for pattern, name, text in _ENGINE_ERRORS:
        match = pattern.search(message)
        if match:
            return QueryError(name, match.expand(text) if text else first)
    return QueryError("GENERIC_INTERNAL_ERROR", first)
