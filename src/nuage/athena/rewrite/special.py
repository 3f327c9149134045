"""Special forms: calls that are no functions of a table, since their types or their evaluation have
rules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sqlglot import exp

from nuage.athena.rewrite import functions
from nuage.athena.rewrite.nodes import Call, Template, set_type, template, type_of
from nuage.athena.rewrite.scope import Scope
from nuage.athena.types import INTEGER, INTEGERS, VARCHAR, Type, field_name, row_of, trino_text

if TYPE_CHECKING:
    from nuage.athena.rewrite.expressions import Expressions


def raw(text: str) -> Template:
    """Engine SQL without arguments; braces are taken literally."""
    return template(text.replace("{", "{{").replace("}", "}}"))


def raw_typed(text: str, kind: Type) -> Template:
    """Engine SQL without arguments, of a type."""
    return set_type(raw(text), kind)


def row(items: Sequence[exp.Expression], names: Sequence[str | None] = ()) -> exp.Expression:
    """ROW(…): a struct whose anonymous fields are named by position."""
    kind = row_of(*zip(names or [None] * len(items), map(type_of, items), strict=True))
    fields = ", ".join(
        '"' + field_name(kind, i).replace('"', '""').replace("{", "{{").replace("}", "}}") + f'" := {{{i}}}'
        for i in range(len(items))
    )
    return template(f"struct_pack({fields})", *items, kind=kind)


def _coalesce(
    args: list[exp.Expression], node: exp.Expression, scope: Scope, analyze: Expressions
) -> exp.Expression:
    values = analyze.unify(
        [analyze(a, scope) for a in args],
        node,
        "All COALESCE operands must be the same type or coercible to a common type. Cannot find "
        "common type between {} and {}",
    )
    return template("coalesce({args})", *values, kind=type_of(values[0]))


def _nullif(
    args: list[exp.Expression], node: exp.Expression, scope: Scope, analyze: Expressions
) -> exp.Expression:
    first = analyze(args[0], scope)
    same = analyze(exp.EQ(this=args[0].copy(), expression=args[1]), scope)
    return template("CASE WHEN {1} THEN NULL ELSE {0} END", first, same, kind=type_of(first))


def _if(
    args: list[exp.Expression], node: exp.Expression, scope: Scope, analyze: Expressions
) -> exp.Expression:
    made = exp.If(this=args[0], true=args[1], false=args[2] if len(args) > 2 else None)
    return analyze(made, scope)


def _try(
    args: list[exp.Expression], node: exp.Expression, scope: Scope, analyze: Expressions
) -> exp.Expression:
    return trying(analyze(args[0], scope), analyze)


VOLATILE = ("rand", "random", "shuffle", "uuid")


def trying(value: exp.Expression, analyze: Expressions) -> exp.Expression:
    """TRY(value). The engine takes no aggregates and no random functions inside: they are computed before.

    That is Trino's own order too: an aggregate's error is not caught by a TRY around it.
    """
    outside = list(_outermost(value))
    if not outside:
        return template("TRY({0})", value, kind=type_of(value))
    name = analyze.context.alias("tried")
    fields = ", ".join(f'"a{i}" := {{{i}}}' for i in range(len(outside)))
    given = template(f"struct_pack({fields})", *(call.copy() for call in outside))
    for index, call in enumerate(outside):
        made = template(f"struct_extract(\"{name}\", 'a{index}')", kind=type_of(call))
        if call is value:
            value = made
        else:
            call.replace(made)
    text = f'list_extract(list_transform([{{0}}], lambda "{name}": TRY({{1}})), 1)'
    return template(text, given, value, kind=type_of(value))


def _outermost(node: exp.Expression) -> Iterator[exp.Expression]:
    if isinstance(node, Call) and (node.args.get("aggregate") or node.args["name"] in VOLATILE):
        yield node
        return
    for child in node.iter_expressions():
        yield from _outermost(child)


def _row(
    args: list[exp.Expression], node: exp.Expression, scope: Scope, analyze: Expressions
) -> exp.Expression:
    return row([analyze(a, scope) for a in args])


def _typeof(
    args: list[exp.Expression], node: exp.Expression, scope: Scope, analyze: Expressions
) -> exp.Expression:
    return set_type(exp.Literal.string(trino_text(type_of(analyze(args[0], scope)))), VARCHAR)


def _grouping(
    args: list[exp.Expression], node: exp.Expression, scope: Scope, analyze: Expressions
) -> exp.Expression:
    values = [analyze(a, scope) for a in args]
    return set_type(template("CAST(grouping({args}) AS INTEGER)", *values), INTEGER)


def _extreme(name: str) -> functions.Special:
    """greatest and least: NULL if one argument is, where the engine skips it."""

    def build_extreme(
        args: list[exp.Expression], node: exp.Expression, scope: Scope, analyze: Expressions
    ) -> exp.Expression:
        values = analyze.unify(
            [analyze(a, scope) for a in args], node, "Cannot find common type between {} and {}"
        )
        missing = " OR ".join(f"{{{i}}} IS NULL" for i in range(len(values)))
        return template(
            f"CASE WHEN {missing} THEN NULL ELSE {name}({{args}}) END", *values, kind=type_of(values[0])
        )

    return build_extreme


def _format(
    args: list[exp.Expression], node: exp.Expression, scope: Scope, analyze: Expressions
) -> exp.Expression:
    """format(pattern, …): the arguments go to the formatter as JSON, each with its type."""
    values = [analyze(a, scope) for a in args]
    for value in values[1:]:
        if type_of(value).args:
            raise analyze.context.error(
                "NOT_SUPPORTED", f"Type not supported for formatting: {type_of(value)}", value
            )
    # as text, what JSON would not keep to the digit
    as_text = ("decimal", "json", "timestamp", "time", "date", "uuid")
    items = ", ".join(
        f"to_json(CAST({{{i}}} AS VARCHAR))" if type_of(v).base in as_text else f"to_json({{{i}}})"
        for i, v in enumerate(values[1:], 1)
    )
    kinds = ",".join(type_of(v).base for v in values[1:])
    text = f"nuage_udf_format({{0}}, CAST(to_json([{items}]) AS VARCHAR), '{kinds}')"
    return template(text, *values, kind=VARCHAR)


def _normalize(
    args: list[exp.Expression], node: exp.Expression, scope: Scope, analyze: Expressions
) -> exp.Expression:
    """normalize(x, NFD): the form is a bare word."""
    form = exp.Literal.string(args[1].name if len(args) > 1 else "NFC")
    text = analyze.expect(analyze(args[0], scope), VARCHAR, "Cannot normalize {}")
    return template("nuage_udf_normalize({0}, {1})", text, form, kind=VARCHAR)


def subscript(node: exp.Bracket, scope: Scope, analyze: Expressions) -> exp.Expression:
    """`array[i]`, `map[key]` and `row[n]`; what is out of reach is an error, as in Trino."""
    base, index = analyze(node.this, scope), analyze(node.expressions[0], scope)
    kind = type_of(base)
    if kind.base == "row":
        number = int(index.name) if isinstance(index, exp.Literal) and index.name.isdigit() else 0
        if not 1 <= number <= len(kind.args):
            raise analyze.context.error(
                "INVALID_FUNCTION_ARGUMENT", f"ROW index out of bounds: {number}", node.expressions[0]
            )
        field = field_name(kind, number - 1).replace("'", "''")
        return template(f"struct_extract({{0}}, '{field}')", base, kind=kind.args[number - 1])
    if kind.base == "array":
        if type_of(index).base not in (*INTEGERS, "unknown"):
            raise analyze.context.error(
                "TYPE_MISMATCH", f"Cannot use {type_of(index)} for subscript of {kind}", node
            )
        return template("nuage_subscript({0}, {1})", base, index, kind=kind.args[0])
    if kind.base == "map":
        key = analyze.expect(index, kind.args[0], "Cannot use {} for subscript of " + trino_text(kind))
        shown = template("CAST({0} AS VARCHAR)", key)
        return template("nuage_map_subscript({0}, {1}, {2})", base, key, shown, kind=kind.args[1])
    raise analyze.context.error("TYPE_MISMATCH", f"Cannot use {type_of(index)} for subscript of {kind}", node)


def _now(text: str, kind: Type) -> functions.Special:
    """current_date and its like: the start of the query, which the caller gave."""

    def build_now(
        args: list[exp.Expression], node: exp.Expression, scope: Scope, analyze: Expressions
    ) -> exp.Expression:
        moment = analyze.context.now.strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
        return template(text.replace("NOW", moment), kind=kind)

    return build_now


def _constant(attribute: str) -> functions.Special:
    def build_constant(
        args: list[exp.Expression], node: exp.Expression, scope: Scope, analyze: Expressions
    ) -> exp.Expression:
        return set_type(exp.Literal.string(getattr(analyze.context, attribute)), VARCHAR)

    return build_constant


_ZONED_NOW = "struct_pack(t := TIMESTAMP 'NOW', z := 'UTC')"
SPECIAL: dict[str, functions.Special] = {
    "coalesce": _coalesce,
    "current_catalog": _constant("catalog_name"),
    "current_date": _now("CAST(TIMESTAMP 'NOW' AS DATE)", Type("date")),
    "current_schema": _constant("database"),
    "current_timestamp": _now(_ZONED_NOW, Type("timestamp with time zone")),
    "format": _format,
    "greatest": _extreme("greatest"),
    "grouping": _grouping,
    "if": _if,
    "least": _extreme("least"),
    "localtime": _now("CAST(TIMESTAMP 'NOW' AS TIME)", Type("time")),
    "localtimestamp": _now("TIMESTAMP 'NOW'", Type("timestamp")),
    "normalize": _normalize,
    "now": _now(_ZONED_NOW, Type("timestamp with time zone")),
    "nullif": _nullif,
    "row": _row,
    "try": _try,
    "typeof": _typeof,
}
