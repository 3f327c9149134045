"""The syntax of JSON_EXISTS, JSON_VALUE, JSON_QUERY, JSON_OBJECT and JSON_ARRAY, which have clauses.

https://trino.io/docs/current/functions/json.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from sqlglot import exp


class SqlJson(exp.Expression):
    """A call of one of these functions: its name, its arguments, and what its clauses say."""

    arg_types: ClassVar[dict[str, bool]] = {
        "this": True,
        "expressions": False,
        "returning": False,
        "options": False,
        "default_empty": False,
        "default_error": False,
    }


# --- syntax; `parser` is sqlglot's, behind the opening parenthesis ------------------------------------------


def _path_call(name: str) -> Callable[[Any], SqlJson]:
    def parse(parser: Any) -> SqlJson:
        options = {"name": name, "empty": "NULL", "error": "FALSE" if name == "json_exists" else "NULL"}
        options |= {"wrapper": "NONE", "quotes": "KEEP"}
        start = parser._prev.start
        arguments = [parser._parse_disjunction()]
        parser._match_text_seq("FORMAT", "JSON")
        parser._match_text_seq(",")
        arguments.append(parser._parse_string())
        made = SqlJson(this=name, expressions=arguments, options=options)
        made.meta["start"] = start
        if parser._match_text_seq("RETURNING"):
            made.set("returning", parser._parse_types())
            parser._match_text_seq("FORMAT", "JSON")
        while _clause(parser, made, options):
            pass
        return made

    return parse


def _clause(parser: Any, made: SqlJson, options: dict[str, str]) -> bool:
    """One clause behind the path, if there is another."""
    words = parser._match_text_seq
    if words("WITHOUT"):
        words("ARRAY")
        return bool(words("WRAPPER"))
    if words("WITH"):
        options["wrapper"] = "CONDITIONAL" if words("CONDITIONAL") else "ALWAYS"
        words("UNCONDITIONAL")
        words("ARRAY")
        return bool(words("WRAPPER"))
    for quotes in ("KEEP", "OMIT"):
        if words(quotes, "QUOTES"):
            options["quotes"] = quotes
            words("ON", "SCALAR", "STRING")
            return True
    default = None
    if words("DEFAULT"):
        behaviour, default = "DEFAULT", parser._parse_bitwise()
    else:
        spellings = (
            ("NULL",),
            ("ERROR",),
            ("TRUE",),
            ("FALSE",),
            ("UNKNOWN",),
            ("EMPTY", "ARRAY"),
            ("EMPTY", "OBJECT"),
        )
        behaviour = next((" ".join(spelling) for spelling in spellings if words(*spelling)), "")
        if not behaviour:
            return False
    for when in ("empty", "error"):
        if words("ON", when.upper()):
            options[when] = behaviour
            made.set(f"default_{when}", default)
            return True
    return False


def _object(parser: Any) -> SqlJson:
    words = parser._match_text_seq
    pairs: list[Any] = []
    start = parser._prev.start
    while parser._curr.text not in (")", "NULL", "ABSENT", "WITH", "WITHOUT", "RETURNING") or pairs == []:
        if parser._curr.text == ")":
            break
        words("KEY")
        key = parser._parse_bitwise()
        if not words("VALUE"):
            words(":")
        pairs.append(exp.Tuple(expressions=[key, parser._parse_disjunction()]))
        if not words(","):
            break
    return _constructor(parser, "json_object", pairs, start, absent=False)


def _array(parser: Any) -> SqlJson:
    start, values = parser._prev.start, []
    while parser._curr.text != ")":
        values.append(parser._parse_disjunction())
        if not parser._match_text_seq(","):
            break
    return _constructor(parser, "json_array", values, start, absent=True)


def _constructor(parser: Any, name: str, values: list[Any], start: int, *, absent: bool) -> SqlJson:
    words = parser._match_text_seq
    if words("NULL", "ON", "NULL"):
        absent = False
    elif words("ABSENT", "ON", "NULL"):
        absent = True
    words("WITHOUT", "UNIQUE", "KEYS")
    made = SqlJson(this=name, expressions=values, options={"name": name, "absent": "yes" if absent else ""})
    made.meta["start"] = start
    return made


PARSERS: dict[str, Callable[[Any], SqlJson]] = {
    "JSON_EXISTS": _path_call("json_exists"),
    "JSON_VALUE": _path_call("json_value"),
    "JSON_QUERY": _path_call("json_query"),
    "JSON_OBJECT": _object,
    "JSON_ARRAY": _array,
}
