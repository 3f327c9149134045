"""Arithmetic: integer division, exact decimals, dates and intervals."""

from __future__ import annotations

from sqlglot import exp

from nuage.athena.rewrite.nodes import template, type_of
from nuage.athena.rewrite.rules import bottom_up
from nuage.athena.types import DATE, DAY_TIME, INTEGERS, TIME, YEAR_MONTH, ZONED, engine_text

OPERATORS: dict[type[exp.Expression], str] = {
    exp.Add: "+",
    exp.Sub: "-",
    exp.Mul: "*",
    exp.Div: "/",
    exp.Mod: "%",
}


def arithmetic(tree: exp.Expression) -> exp.Expression:
    """`7 / 2` → `7 // 2`; decimals get Trino's precision and scale; a date plus an interval stays a date."""
    return bottom_up(tree, dict.fromkeys(OPERATORS, _operator))


def _operator(node: exp.Expression) -> exp.Expression:
    left, right, kind = node.this, node.expression, type_of(node)
    symbol = OPERATORS[type(node)]
    bases = {type_of(left).base, type_of(right).base}
    if bases & {DAY_TIME, YEAR_MONTH} or kind.base == DAY_TIME:
        return _temporal(node, symbol)
    if kind.base in INTEGERS and symbol == "/":
        return template("{0} // {1}", left, right)
    if kind.base == "decimal":
        target = engine_text(kind)
        if symbol == "/":
            scale = kind.params[1]
            return template(
                f"CAST(nuage_udf_decimal_divide(CAST({{0}} AS VARCHAR), CAST({{1}} AS VARCHAR), "
                f"{scale}) AS {target})",
                left,
                right,
            )
        if symbol == "%":
            return template(
                f"CAST(nuage_udf_decimal_modulus(CAST({{0}} AS VARCHAR), CAST({{1}} AS VARCHAR)) AS "
                f"{target})",
                left,
                right,
            )
        return template(f"CAST({{0}} {symbol} {{1}} AS {target})", left, right)
    if symbol == "%" and kind.base in INTEGERS:
        return template(
            "CASE WHEN {1} = 0 THEN nuage_error('DIVISION_BY_ZERO', 'Division by zero') ELSE {0} % {1} END",
            left,
            right,
        )
    return template(f"{{0}} {symbol} {{1}}", left, right)


def _temporal(node: exp.Expression, symbol: str) -> exp.Expression:
    left, right, kind = node.this, node.expression, type_of(node)
    if symbol in "*/":
        if type_of(right).base in (DAY_TIME, YEAR_MONTH):
            left, right = right, left
        if kind.base == YEAR_MONTH:
            return template(
                f"to_months(CAST(trunc(nuage_months({{0}}) {symbol} {{1}}) AS INTEGER))", left, right
            )
        if symbol == "/":
            return template("to_microseconds(nuage_divided({0}, {1}))", left, right)
        return template(f"to_microseconds(CAST(nuage_micros({{0}}) {symbol} {{1}} AS BIGINT))", left, right)
    if type_of(left).base in (DAY_TIME, YEAR_MONTH) and type_of(right).base not in (DAY_TIME, YEAR_MONTH):
        left, right = right, left
    if kind.base == ZONED:
        return template(f"nuage_zoned_add({{0}}, {'' if symbol == '+' else '-'}{{1}})", left, right)
    if kind == DATE and type_of(right).base == DAY_TIME:
        words = (
            "add hour, minutes or seconds to" if symbol == "+" else "subtract hour, minutes or seconds from"
        )
        return template(f"CAST({{0}} {symbol} nuage_whole_days({{1}}, '{words}') AS DATE)", left, right)
    if kind in (DATE, TIME):
        return template(f"CAST({{0}} {symbol} {{1}} AS {engine_text(kind)})", left, right)
    if kind.base == DAY_TIME and type_of(left).base not in (DAY_TIME,):
        instants = [
            template("{0}.t", side) if type_of(side).base == ZONED else side for side in (left, right)
        ]
        if type_of(left) == TIME:
            return template("to_microseconds(date_sub('microsecond', {1}, {0}))", *instants)
        return template(
            "to_microseconds(epoch_us(CAST({0} AS TIMESTAMP)) - epoch_us(CAST({1} AS TIMESTAMP)))", *instants
        )
    return template(f"{{0}} {symbol} {{1}}", left, right)
