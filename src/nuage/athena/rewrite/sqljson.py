"""What JSON_EXISTS, JSON_VALUE, JSON_QUERY, JSON_OBJECT and JSON_ARRAY mean; `jsonsyntax` reads them.

https://trino.io/docs/current/functions/json.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from nuage.athena.rewrite.conversion import NoConversionError, convert, json_of
from nuage.athena.rewrite.datatypes import read_type
from nuage.athena.rewrite.jsonsyntax import SqlJson
from nuage.athena.rewrite.nodes import Coerce, escaped, literal_text, quoted, set_type, template, type_of
from nuage.athena.rewrite.scope import Scope
from nuage.athena.types import BOOLEAN, VARCHAR, Type

if TYPE_CHECKING:
    from nuage.athena.rewrite.expressions import Expressions


def analyze_call(node: SqlJson, scope: Scope, analyze: Expressions) -> exp.Expression:
    """The engine's expression for a call, typed."""
    name, options = str(node.this), node.args["options"]
    if name in ("json_object", "json_array"):
        return _constructed(node, scope, analyze)
    path = literal_text(node.expressions[1]) or ""
    document = analyze.expect(
        analyze(node.expressions[0], scope), VARCHAR, f"Cannot read JSON from {{}} in {name}()"
    )
    given = [document, exp.Literal.string(path)]
    if name == "json_exists":
        return template(f"nuage_udf_json_exists({{0}}, {{1}}, '{options['error']}')", *given, kind=BOOLEAN)
    returning = node.args.get("returning")
    kind = read_type(returning, analyze.context) if returning is not None else VARCHAR
    if name == "json_query":
        if not kind.is_text:
            raise analyze.context.refuse(f"JSON_QUERY RETURNING {kind}", node)
        head = f"nuage_udf_json_query({{0}}, {{1}}, '{options['wrapper']}', '{options['quotes']}'"
    else:
        head = f"nuage_udf_json_value({{0}}, {{1}}, '{kind.base}'"
    call = f"{head}, '{options['empty']}', '{options['error']}')"
    result = analyze.context.alias("found")
    try:
        value = convert(f'substr("{result}", 2)', VARCHAR, kind)
    except NoConversionError as error:
        raise analyze.context.refuse(f"{name.upper()} RETURNING {kind}", node) from error
    given += [_instead(node, when, kind, scope, analyze) for when in ("empty", "error")]
    # a value that cannot become the type is an error, too
    made = "{3}" if kind == VARCHAR else f"coalesce(TRY({escaped(value)}), {{3}})"
    value = escaped(value) if kind == VARCHAR else made
    text = (
        f'list_extract(list_transform([{call}], lambda "{result}": CASE left("{result}", 1) '
        f"WHEN 'V' THEN {value} WHEN 'E' THEN {{2}} WHEN 'X' THEN {{3}} END), 1)"
    )
    return template(text, *given, kind=kind)


def _instead(node: SqlJson, when: str, kind: Type, scope: Scope, analyze: Expressions) -> exp.Expression:
    """What is given when nothing was found, or on an error."""
    default = node.args.get(f"default_{when}")
    if default is not None:
        return set_type(Coerce(this=analyze(default, scope)), kind)
    texts = {"EMPTY ARRAY": "'[]'", "EMPTY OBJECT": "'{{}}'"}
    return template(texts.get(node.args["options"][when], "NULL"), kind=kind)


def _constructed(node: SqlJson, scope: Scope, analyze: Expressions) -> exp.Expression:
    """JSON_OBJECT and JSON_ARRAY: texts that are put together of texts."""
    values: list[exp.Expression] = []
    parts: list[str] = []
    for item in node.expressions:
        key, value = item.expressions if isinstance(item, exp.Tuple) else (None, item)
        typed = analyze(value, scope)
        at = len(values)
        values.append(typed)
        inner = json_of("\0", type_of(typed))
        nested = isinstance(value, SqlJson)
        shown = (
            f"{{{at}}}"
            if nested
            else f"CAST(to_json({escaped(inner)}) AS VARCHAR)".replace("\0", f"{{{at}}}")
        )
        if key is not None:
            values.append(analyze.expect(analyze(key, scope), VARCHAR, "Cannot take {} for a key"))
            shown = f"CAST(to_json({{{at + 1}}}) AS VARCHAR) || ':' || coalesce({shown}, 'null')"
        else:
            shown = f"coalesce({shown}, 'null')"
        parts.append(
            f"CASE WHEN {{{at}}} IS NULL THEN NULL ELSE {shown} END"
            if node.args["options"]["absent"]
            else shown
        )
    opening, closing = ("{{", "}}") if node.this == "json_object" else ("[", "]")
    listed = f'list_filter([{", ".join(parts)}], lambda "e": "e" IS NOT NULL)'
    body = f"coalesce(list_aggregate({listed}, 'string_agg', ','), '')" if parts else "''"
    return template(f"{quoted(opening)} || {body} || {quoted(closing)}", *values, kind=VARCHAR)
