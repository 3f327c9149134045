"""The analysis of function calls: special forms, overloads, lambdas, aggregates and window functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from sqlglot import exp

from nuage.athena.rewrite import functions, special
from nuage.athena.rewrite.nodes import Call, EngineLambda, set_type, type_of
from nuage.athena.rewrite.scope import Scope
from nuage.athena.rewrite.signatures import FUNCTION, Resolved, engine_names, resolve
from nuage.athena.types import (
    INTEGERS,
    Type,
    trino_text,
)

if TYPE_CHECKING:
    from nuage.athena.rewrite.expressions import Expressions

EXTRACTS = {"DOW": "day_of_week", "DOY": "day_of_year", "YOW": "year_of_week"}
KEYWORDS: dict[type[exp.Expression], str] = {
    exp.CurrentDate: "current_date",
    exp.CurrentTime: "current_time",
    exp.CurrentTimestamp: "current_timestamp",
    exp.Localtime: "localtime",
    exp.Localtimestamp: "localtimestamp",
    exp.CurrentUser: "current_user",
    exp.CurrentCatalog: "current_catalog",
    exp.CurrentSchema: "current_schema",
}


@dataclass(slots=True)
class Parts:
    """A call taken out of what surrounds it."""

    name: str
    arguments: list[exp.Expression]
    distinct: bool = False
    order: exp.Order | None = None
    where: exp.Expression | None = None
    window: exp.Window | None = None
    nulls: str | None = None


def take_apart(node: exp.Expression) -> Parts:
    """The parts of a call, from the nesting that the parser gives it."""
    if isinstance(node, exp.Window):
        parts = take_apart(node.this)
        parts.window = node
        return parts
    if isinstance(node, exp.Filter):
        parts = take_apart(node.this)
        parts.where = node.expression.this
        return parts
    if isinstance(node, exp.IgnoreNulls | exp.RespectNulls):
        parts = take_apart(node.this)
        parts.nulls = "IGNORE NULLS" if isinstance(node, exp.IgnoreNulls) else None
        return parts
    if isinstance(node, exp.GroupConcat):
        parts = Parts("listagg", [node.this])
        _take_modifiers(parts)
        separator = node.args.get("separator")
        parts.arguments.append(separator if separator is not None else exp.Literal.string(""))
        return parts
    parts = Parts(node.name.lower(), list(node.expressions))
    _take_modifiers(parts)
    return parts


def _take_modifiers(parts: Parts) -> None:
    """DISTINCT and ORDER BY inside the parentheses."""
    last = parts.arguments[-1] if parts.arguments else None
    if isinstance(last, exp.Order):
        parts.order = exp.Order(expressions=last.expressions)
        parts.arguments[-1] = last.this
    first = parts.arguments[0] if parts.arguments else None
    if isinstance(first, exp.Distinct):
        parts.distinct = True
        parts.arguments = [*first.expressions, *parts.arguments[1:]]


def call(
    name: str, arguments: Sequence[exp.Expression], node: exp.Expression, scope: Scope, analyze: Expressions
) -> exp.Expression:
    """A call by name: a special form, an aggregate, or a scalar function."""
    name = name.lower()
    form = special.SPECIAL.get(name)
    if form is not None:
        return cast("exp.Expression", form(list(arguments), node, scope, analyze))
    overloads = functions.named(name)
    if not overloads:
        raise analyze.context.error("FUNCTION_NOT_FOUND", f"Function '{name}' not registered", node)
    if overloads[0].kind != "scalar":
        return aggregate(node, scope, analyze)
    resolved, values = _resolve(name, arguments, node, scope, analyze)
    return build(resolved, values, node, analyze)


def build(
    resolved: Resolved, values: list[exp.Expression], node: exp.Expression, analyze: Expressions
) -> exp.Expression:
    """The Call node, or what a builder makes of constant arguments."""
    builder = functions.BUILDERS.get(resolved.function.name)
    if builder is not None:
        built = builder(resolved, values, analyze.context, node)
        if built is not None:
            return set_type(cast("exp.Expression", built), resolved.returns)
    made = Call(
        this=resolved.function.text,
        name=resolved.function.name,
        expressions=values,
        wrap=resolved.function.wrap,
        names=dict(engine_names(resolved)),
        aggregate=resolved.function.kind != "scalar",
    )
    return set_type(made, resolved.returns)


def _resolve(
    name: str,
    arguments: Sequence[exp.Expression],
    node: exp.Expression,
    scope: Scope,
    analyze: Expressions,
) -> tuple[Resolved, list[exp.Expression]]:
    """Choose the overload, and convert the arguments to its types."""
    if len(arguments) > 127:
        raise analyze.context.error(
            "TOO_MANY_ARGUMENTS", f"Too many arguments for function call {name}()", node
        )
    if len(arguments) == 1 and isinstance(arguments[0], exp.Star):
        arguments = []
    values: list[exp.Expression] = []
    kinds: list[Type] = []
    for argument in arguments:
        is_lambda = isinstance(argument, exp.Lambda)
        values.append(argument if is_lambda else analyze(argument, scope))
        kinds.append(FUNCTION if is_lambda else type_of(values[-1]))

    def type_lambda(index: int, parameters: Sequence[Type]) -> Type:
        values[index] = _lambda(arguments[index], parameters, scope, analyze)
        return type_of(values[index])

    overloads = functions.named(name)
    resolved = resolve(overloads, kinds, type_lambda)
    if resolved is None:
        given = ", ".join(map(trino_text, kinds))
        expected = ", ".join(dict.fromkeys(map(str, overloads)))
        raise analyze.context.error(
            "FUNCTION_NOT_FOUND",
            f"Unexpected parameters ({given}) for function {name}. Expected: {expected}",
            node,
        )
    return resolved, [
        v if k == FUNCTION or (k.base in INTEGERS and type_of(v).base in INTEGERS) else analyze.coerce(v, k)
        for v, k in zip(values, resolved.params, strict=True)
    ]


def _lambda(
    node: exp.Expression, parameters: Sequence[Type], scope: Scope, analyze: Expressions
) -> EngineLambda:
    names = [e.name.lower() for e in node.expressions]
    if len(names) != len(parameters):
        raise analyze.context.error(
            "INVALID_PARAMETER_USAGE",
            f"Expected a lambda that takes {len(parameters)} argument(s) but got {len(names)}",
            node,
        )
    inner = {n: (analyze.context.alias(f"{n}_"), k) for n, k in zip(names, parameters, strict=True)}
    body = analyze(node.this.copy(), Scope(parent=scope, lambdas=inner))
    made = EngineLambda(this=body, names=['"' + engine + '"' for engine, _ in inner.values()])
    return set_type(made, type_of(body))


# --- aggregates and window functions ------------------------------------------------------------------------


def aggregate(node: exp.Expression, scope: Scope, analyze: Expressions) -> exp.Expression:
    """An aggregate or a window function with its DISTINCT, ORDER BY, FILTER, IGNORE NULLS and OVER."""
    parts = take_apart(node)
    context = analyze.context
    overloads = functions.named(parts.name)
    if not overloads:
        raise context.error("FUNCTION_NOT_FOUND", f"Function '{parts.name}' not registered", node)
    kind = overloads[0].kind
    if kind == "scalar":
        raise context.error(
            "FUNCTION_NOT_AGGREGATE", f"Function '{parts.name}' is not an aggregation function", node
        )
    if kind == "window" and parts.window is None:
        raise context.error("MISSING_OVER", f"Window function {parts.name} requires an OVER clause", node)
    if parts.window is not None and (parts.where is not None or parts.distinct):
        what = (
            "FILTER is not yet"
            if parts.where is not None
            else "DISTINCT in window function parameters not yet"
        )
        raise context.error("NOT_SUPPORTED", f"{what} supported for window functions", node)
    resolved, values = _resolve(parts.name, parts.arguments, node, scope, analyze)
    made = build(resolved, values, node, analyze)
    # what a builder has put around its aggregate stays around it
    target = (
        made if isinstance(made, Call) else next(c for c in made.find_all(Call) if c.args.get("aggregate"))
    )
    for value in values:
        nested = next(
            (c for c in value.find_all(Call) if c.args.get("aggregate") and not c.args.get("window")), None
        )
        if nested is not None and parts.window is None:
            raise context.error(
                "NESTED_AGGREGATION",
                f"Cannot nest aggregations inside aggregation '{parts.name}': [{nested.args['name']}]",
                node,
            )
    target.set("distinct", parts.distinct)
    target.set("nulls", parts.nulls)
    if parts.order is not None:
        target.set("order", order_by(parts.order, scope, analyze))
    if parts.where is not None:
        target.set("where", analyze.boolean(parts.where, scope, "FILTER expression"))
    if parts.window is not None:
        target.set("window", window(parts.window, scope, analyze))
    return made


def order_by(node: exp.Expression, scope: Scope, analyze: Expressions) -> exp.Order:
    """ORDER BY inside a call or a window."""
    items = [
        exp.Ordered(
            this=analyze(o.this, scope), desc=o.args.get("desc"), nulls_first=o.args.get("nulls_first")
        )
        for o in node.expressions
    ]
    return exp.Order(expressions=items)


def window(node: exp.Window, scope: Scope, analyze: Expressions) -> exp.Window:
    """The specification behind OVER; a named window is put in its place."""
    name = node.args.get("alias")
    if name is not None:
        named = scope.windows.get(name.name.lower())
        if named is None:
            raise analyze.context.error(
                "INVALID_WINDOW_REFERENCE", f"Cannot resolve WINDOW name {name.name}", name
            )
        # what stands in the parentheses completes the named window
        node = exp.Window(
            partition_by=named.args.get("partition_by"),
            order=node.args.get("order") or named.args.get("order"),
            spec=node.args.get("spec") or named.args.get("spec"),
        )
    spec = node.args.get("spec")
    return exp.Window(
        this=exp.Null(),
        partition_by=[analyze(p, scope) for p in node.args.get("partition_by") or []],
        order=order_by(node.args["order"], scope, analyze) if node.args.get("order") else None,
        spec=_frame(spec, scope, analyze) if spec is not None else None,
    )


def _frame(spec: exp.Expression, scope: Scope, analyze: Expressions) -> exp.Expression:
    for side, wrong in (("start", "FOLLOWING"), ("end", "PRECEDING")):
        if str(spec.args.get(side)) == "UNBOUNDED" and spec.args.get(f"{side}_side") == wrong:
            raise analyze.context.error(
                "INVALID_WINDOW_FRAME", f"Window frame {side} cannot be UNBOUNDED {wrong}", spec
            )
    made = spec.copy()
    for side in ("start", "end"):
        bound = spec.args.get(side)
        if isinstance(bound, exp.Expression):
            made.set(side, analyze(bound, scope))
    return made
