"""The analysis of expressions: every node gets its Trino type, names are resolved, functions are chosen.

What Trino would refuse is refused here, in its words; what is left is typed, so that the rules can
rewrite it.
"""

from __future__ import annotations

import json
import re

from sqlglot import exp

from nuage.athena.rewrite import calls, moments, names, special, sqljson
from nuage.athena.rewrite.coercion import common_type
from nuage.athena.rewrite.datatypes import read_type
from nuage.athena.rewrite.jsonsyntax import SqlJson
from nuage.athena.rewrite.nodes import set_type, template, type_of
from nuage.athena.rewrite.operators import INTERVALS, arithmetic_type, convertible, has_zone, literal_decimal
from nuage.athena.rewrite.predicates import Predicates
from nuage.athena.rewrite.scope import Scope
from nuage.athena.types import (
    BIGINT,
    BOOLEAN,
    DAY_TIME,
    DOUBLE,
    INTEGER,
    INTEGERS,
    NUMBERS,
    TIMESTAMP_TZ,
    UNKNOWN,
    VARBINARY,
    YEAR_MONTH,
    Type,
    array_of,
    varchar,
)

COMPARISONS: dict[type[exp.Expression], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.NullSafeEQ: "IS DISTINCT FROM",
    exp.NullSafeNEQ: "IS DISTINCT FROM",
}
ARITHMETIC: dict[type[exp.Expression], str] = {
    exp.Add: "+",
    exp.Sub: "-",
    exp.Mul: "*",
    exp.Div: "/",
    exp.Mod: "%",
}
YEAR_MONTH_UNITS = ("YEAR", "MONTH")


class Expressions(Predicates):
    """Analyses every expression of one query."""

    # --- literals and names

    def _on_literal(self, node: exp.Literal, scope: Scope) -> exp.Expression:
        if node.is_string:
            return set_type(exp.Literal.string(node.this), varchar(len(node.this)))
        text = str(node.this)
        if text.isdigit():
            if int(text) >= 2**63:
                raise self.context.error("INVALID_LITERAL", f"Invalid numeric literal: {text}", node)
            return set_type(exp.Literal.number(text), INTEGER if int(text) < 2**31 else BIGINT)
        # a bare 1.5 is a double in Athena (reference, section 3.4), where Trino makes it a decimal
        return set_type(exp.Literal.number(text if "e" in text.lower() else f"{text}e0"), DOUBLE)

    def _on_boolean(self, node: exp.Boolean, scope: Scope) -> exp.Expression:
        return set_type(node.copy(), BOOLEAN)

    def _on_null(self, node: exp.Null, scope: Scope) -> exp.Expression:
        return set_type(exp.Null(), UNKNOWN)

    def _on_unicodestring(self, node: exp.UnicodeString, scope: Scope) -> exp.Expression:
        escape = str(node.args["escape"].name) if node.args.get("escape") else "\\"
        mark = re.escape(escape)
        text = re.sub(
            rf"{mark}(?:({mark})|([0-9a-fA-F]{{4}})|\+([0-9a-fA-F]{{6}}))",
            lambda m: m[1] or chr(int(m[2] or m[3], 16)),
            str(node.this),
        )
        return set_type(exp.Literal.string(text), varchar(len(text)))

    def _on_hexstring(self, node: exp.HexString, scope: Scope) -> exp.Expression:
        digits = str(node.this)
        if len(digits) % 2:
            raise self.context.error(
                "INVALID_LITERAL", "Binary literal must contain an even number of digits", node
            )
        return set_type(special.raw(f"unhex('{digits}')"), VARBINARY)

    def _on_column(self, node: exp.Column, scope: Scope) -> exp.Expression:
        if isinstance(node.this, exp.Star):
            raise self.context.refuse("'*' is not allowed here", node)
        parts = [p for p in node.parts if isinstance(p, exp.Identifier)]
        return names.resolve_name(parts, scope, self.context)

    def _on_identifier(self, node: exp.Identifier, scope: Scope) -> exp.Expression:
        return names.resolve_name([node], scope, self.context)

    def _on_dot(self, node: exp.Dot, scope: Scope) -> exp.Expression:
        parts = names.parts_of(node)
        if parts is not None:
            return names.resolve_name(parts, scope, self.context)
        value = self(node.this, scope)
        if not isinstance(node.expression, exp.Identifier):
            raise self.context.error(
                "FUNCTION_NOT_FOUND", f"Function '{node.sql('trino')}' not registered", node
            )
        return names.fields(value, [node.expression], self.context)

    def _on_paren(self, node: exp.Paren, scope: Scope) -> exp.Expression:
        inner = self(node.this, scope)
        return set_type(exp.Paren(this=inner), type_of(inner))

    def _on_alias(self, node: exp.Alias, scope: Scope) -> exp.Expression:
        return self(node.this, scope)

    # --- operators

    def _on_binary(self, node: exp.Expression, scope: Scope) -> exp.Expression:
        left, right = self(node.this, scope), self(node.expression, scope)
        if type(node) in COMPARISONS:
            return self._compare(node, left, right)
        if type(node) in ARITHMETIC:
            return self._arithmetic(node, left, right)
        raise self.context.refuse(f"{type(node).__name__} is not supported: {node.sql('trino')}", node)

    def _on_connector(self, node: exp.Expression, scope: Scope) -> exp.Expression:
        message = "Logical expression term must evaluate to a boolean: actual type {}"
        operands = [self.expect(self(side, scope), BOOLEAN, message) for side in (node.this, node.expression)]
        if not isinstance(node, exp.And | exp.Or):
            raise self.context.refuse(f"{type(node).__name__} is not supported", node)
        return set_type(type(node)(this=operands[0], expression=operands[1]), BOOLEAN)

    def _on_not(self, node: exp.Not, scope: Scope) -> exp.Expression:
        inner = self.expect(
            self(node.this, scope),
            BOOLEAN,
            "Value of logical NOT expression must evaluate to a boolean (actual: {})",
        )
        return set_type(exp.Not(this=exp.Paren(this=inner)), BOOLEAN)

    def _on_neg(self, node: exp.Neg, scope: Scope) -> exp.Expression:
        if isinstance(node.this, exp.Literal) and node.this.name in ("2147483648", "9223372036854775808"):
            # the smallest integer and the smallest bigint: only with their sign they are of their type
            kind = INTEGER if len(node.this.name) == 10 else BIGINT
            return special.raw_typed(f"CAST(-{node.this.name} AS {kind.base.upper()})", kind)
        inner = self(node.this, scope)
        if type_of(inner).base not in (*NUMBERS, *INTERVALS, "unknown"):
            raise self.context.error("TYPE_MISMATCH", f"Cannot negate {type_of(inner)}", node)
        if type_of(inner) == BIGINT:  # the engine makes a wider number of the smallest one's opposite
            return template("CAST(-({0}) AS BIGINT)", inner, kind=BIGINT)
        return set_type(exp.Neg(this=exp.Paren(this=inner)), type_of(inner))

    def _on_dpipe(self, node: exp.DPipe, scope: Scope) -> exp.Expression:
        return calls.call("concat", [node.this, node.expression], node, scope, self)

    def _compare(self, node: exp.Expression, left: exp.Expression, right: exp.Expression) -> exp.Expression:
        symbol = COMPARISONS[type(node)]
        both = common_type(type_of(left), type_of(right))
        if isinstance(right, exp.Any | exp.All) and both is not None:
            return set_type(type(node)(this=left, expression=right), BOOLEAN)
        ordering = isinstance(node, exp.LT | exp.LTE | exp.GT | exp.GTE)
        if both is None or (ordering and both.base in ("map", "json")):
            raise self.context.operator_error(
                "TYPE_MISMATCH",
                f"Cannot apply operator: {type_of(left)} {symbol} {type_of(right)}",
                node,
                (symbol[0], "!"),
            )
        if {type_of(left).base, type_of(right).base} != {"char", "varchar"}:
            left, right = self.coerce(left, both), self.coerce(right, both)
        return set_type(type(node)(this=left, expression=right), BOOLEAN)

    def _arithmetic(
        self, node: exp.Expression, left: exp.Expression, right: exp.Expression
    ) -> exp.Expression:
        result = arithmetic_type(type(node), type_of(left), type_of(right))
        if result is None:
            symbol = ARITHMETIC[type(node)]
            raise self.context.operator_error(
                "TYPE_MISMATCH",
                f"Cannot apply operator: {type_of(left)} {symbol} {type_of(right)}",
                node,
                (symbol,),
            )
        if result.base in (*INTEGERS, "real", "double"):
            left, right = self.coerce(left, result), self.coerce(right, result)
        return set_type(type(node)(this=left, expression=right), result)

    # --- conversions, constructors and calls: what has a module of its own

    def _on_cast(self, node: exp.Cast, scope: Scope) -> exp.Expression:
        inner = self(node.this, scope)
        kind = read_type(node.args["to"], self.context)
        if kind.base == "decimal" and self._is_literal(node, "decimal"):
            kind = literal_decimal(str(node.this.this))
        if kind.base in ("date", "time", "timestamp") and self._is_literal(node, kind.base):
            if not moments.valid(kind.base, str(node.this.this)):
                raise self.context.error(
                    "INVALID_LITERAL", f"'{node.this.this}' is not a valid {kind.base.upper()} literal", node
                )
            kind = TIMESTAMP_TZ if kind.base == "timestamp" and has_zone(node.this.this) else kind
        if not convertible(type_of(inner), kind):
            raise self.context.keyword_error(
                "TYPE_MISMATCH", f"Cannot cast {type_of(inner)} to {kind}", node, "CAST"
            )
        made = set_type(exp.Cast(this=inner, to=exp.DataType.build("int")), kind)
        return special.trying(made, self) if isinstance(node, exp.TryCast) else made

    def _is_literal(self, node: exp.Cast, word: str) -> bool:
        """Whether the text says `DECIMAL '1.5'`, which the parser makes a CAST of."""
        if not isinstance(node.this, exp.Literal) or not node.this.is_string:
            return False
        start = node.this.meta.get("start")
        return start is None or self.context.sql[:start].rstrip().upper().endswith(word.upper())

    def _on_parsejson(self, node: exp.ParseJSON, scope: Scope) -> exp.Expression:
        try:
            json.loads(str(node.this.name))
        except ValueError as error:
            raise self.context.error(
                "INVALID_LITERAL", f"'{node.this.name}' is not a valid JSON literal", node
            ) from error
        return calls.call("json_parse", [node.this], node, scope, self)

    def _on_sqljson(self, node: SqlJson, scope: Scope) -> exp.Expression:
        return sqljson.analyze_call(node, scope, self)

    def _on_array(self, node: exp.Array, scope: Scope) -> exp.Expression:
        items = [self(e, scope) for e in node.expressions]
        if len(items) > 1:
            items = self.unify(
                items,
                node,
                "All ARRAY elements must be the same type or coercible to a common type. Cannot "
                "find common type between {} and {}",
            )
        kind = type_of(items[0]) if items else UNKNOWN
        return set_type(exp.Array(expressions=items), array_of(kind))

    def _on_tuple(self, node: exp.Tuple, scope: Scope) -> exp.Expression:
        return special.row([self(e, scope) for e in node.expressions])

    def _on_bracket(self, node: exp.Bracket, scope: Scope) -> exp.Expression:
        return special.subscript(node, scope, self)

    def _on_interval(self, node: exp.Interval, scope: Scope) -> exp.Expression:
        unit = node.args.get("unit")
        if unit is None:  # sqlglot takes the 1 of `INTERVAL '1' DAY + 1` for another interval
            return self(exp.Literal.number(node.name), scope)
        first = str((unit.this if isinstance(unit, exp.IntervalSpan) else unit).name).upper()
        copy = node.copy()
        return set_type(copy, Type(YEAR_MONTH if first in YEAR_MONTH_UNITS else DAY_TIME))

    def _on_extract(self, node: exp.Extract, scope: Scope) -> exp.Expression:
        field, value = node.name.upper(), type_of(self(node.expression, scope))
        if value.base == "date" and field in ("HOUR", "MINUTE", "SECOND"):
            raise self.context.error("TYPE_MISMATCH", f"Cannot extract {field} from {value}", node.expression)
        return calls.call(
            calls.EXTRACTS.get(node.name.upper(), node.name.lower()), [node.expression], node, scope, self
        )

    def _on_attimezone(self, node: exp.AtTimeZone, scope: Scope) -> exp.Expression:
        return calls.call("at_timezone", [node.this, node.args["zone"]], node, scope, self)

    def _on_substring(self, node: exp.Substring, scope: Scope) -> exp.Expression:
        return calls.call(
            "substr",
            [a for a in (node.this, node.args.get("start"), node.args.get("length")) if a is not None],
            node,
            scope,
            self,
        )

    def _on_trim(self, node: exp.Trim, scope: Scope) -> exp.Expression:
        name = {"LEADING": "ltrim", "TRAILING": "rtrim"}.get(
            str(node.args.get("position") or "").upper(), "trim"
        )
        return calls.call(
            name, [a for a in (node.this, node.args.get("expression")) if a is not None], node, scope, self
        )

    def _on_strposition(self, node: exp.StrPosition, scope: Scope) -> exp.Expression:
        return calls.call("strpos", [node.this, node.args["substr"]], node, scope, self)

    def _on_groupconcat(self, node: exp.GroupConcat, scope: Scope) -> exp.Expression:
        return calls.aggregate(node, scope, self)

    def _on_window(self, node: exp.Window, scope: Scope) -> exp.Expression:
        return calls.aggregate(node, scope, self)

    def _on_filter(self, node: exp.Filter, scope: Scope) -> exp.Expression:
        return calls.aggregate(node, scope, self)

    def _on_ignorenulls(self, node: exp.IgnoreNulls, scope: Scope) -> exp.Expression:
        return calls.aggregate(node, scope, self)

    def _on_respectnulls(self, node: exp.RespectNulls, scope: Scope) -> exp.Expression:
        return calls.aggregate(node, scope, self)

    def _on_anonymous(self, node: exp.Anonymous, scope: Scope) -> exp.Expression:
        return calls.call(node.name, node.expressions, node, scope, self)

    def _on_func(self, node: exp.Expression, scope: Scope) -> exp.Expression:
        name = calls.KEYWORDS.get(type(node))
        if name is None:
            raise self.context.error(
                "FUNCTION_NOT_FOUND", f"Function '{type(node).__name__.lower()}' not registered", node
            )
        return calls.call(name, [], node, scope, self)
