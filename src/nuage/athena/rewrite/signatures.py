"""Function signatures as Trino writes them, and the choice of an overload for the types of a call.

A table is text, a line a function: `split(varchar, varchar) -> array(varchar) := string_split({0}, {1})`.
A single capital is a type variable, `T...` any number of arguments, `function(T, R)` a lambda. Behind `:=`
stands the engine's text (the same name and arguments if absent); behind `~`, for an aggregate, what goes
around it once FILTER and OVER stand. `{!NAME: text}` raises that error when the row is reached.
The numbers of a result may be worked out of those of the arguments: `decimal(min(38, p + 1), s)`; they are
left out where an argument has none. A line with INT stands for four, one for each type of integers.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nuage.athena.rewrite.coercion import can_coerce, common_type
from nuage.athena.types import INTEGERS, TIMESTAMP_TZ, UNKNOWN, VARCHAR, Type

LambdaTyper = Callable[[int, Sequence[Type]], Type]
FUNCTION = Type("function")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A type with variables in it."""

    base: str
    args: tuple[Pattern, ...] = ()
    params: tuple[str, ...] = ()
    names: tuple[str | None, ...] = ()

    @property
    def is_variable(self) -> bool:
        """Whether the whole pattern is a type variable."""
        return len(self.base) == 1

    def __str__(self) -> str:
        if self.base == "row":
            named = zip(self.names, self.args, strict=True)
            return f"row({','.join(f'{name} {arg}' if name else str(arg) for name, arg in named)})"
        inner = ",".join(map(str, self.args)) or ",".join(self.params)
        return f"{self.base}({inner})" if inner else self.base


@dataclass(frozen=True, slots=True)
class Function:
    """One overload of a function."""

    name: str
    params: tuple[Pattern, ...]
    variadic: bool
    returns: Pattern
    text: str
    wrap: str = ""
    kind: str = "scalar"

    def __str__(self) -> str:
        dots = "..." if self.variadic else ""
        return f"{self.name}({', '.join(map(str, self.params))}{dots})"


@dataclass(slots=True)
class Bindings:
    """What the variables of a signature stand for in one call."""

    types: dict[str, Type] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resolved:
    """An overload with its variables bound."""

    function: Function
    params: tuple[Type, ...]
    returns: Type
    bindings: Bindings


# --- reading ------------------------------------------------------------------------------------------------

_LINE = re.compile(r"^(?P<name>\w+)\((?P<params>.*?)\)\s*->\s*(?P<returns>.*?)(?:\s*:=\s*(?P<text>.*))?$")
_RAISE = re.compile(r"\{!(\w+): (.*?)\}")
MULTI_WORD = {
    "timestamp_tz": TIMESTAMP_TZ.base,
    "day_time": "interval day to second",
    "year_month": "interval year to month",
}


def split_top(text: str) -> list[str]:
    """Split at the commas that are not inside parentheses."""
    parts, depth, current = [], 0, ""
    for char in text:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += char
    return [part.strip() for part in [*parts, current] if part.strip()]


def read_pattern(text: str) -> Pattern:
    """A pattern from `map(K, array(V))`, `decimal(p, s)`, `row(a bigint, b T)`."""
    text = text.strip()
    match = re.fullmatch(r"(\w+)\((.*)\)", text)
    if not match:
        return Pattern(MULTI_WORD.get(text, text))
    base, inner = match[1], split_top(match[2])
    if base in ("decimal", "varchar", "char"):
        return Pattern(base, params=tuple(inner))
    if base == "row":
        pairs = [
            part.rsplit(" ", 1) if " " in part and not part.endswith(")") else [None, part] for part in inner
        ]
        names = tuple(name for name, _ in pairs)
        return Pattern(base, tuple(read_pattern(str(kind)) for _, kind in pairs), names=names)
    return Pattern(base, tuple(read_pattern(part) for part in inner))


def raising(text: str) -> str:
    """Spell `{!NAME: message}` as nuage_error(), and `@name` as the Python function of that name."""
    text = text.replace("@", "nuage_udf_")
    return _RAISE.sub(lambda m: f"nuage_error('{m[1]}', '" + m[2].replace("'", "''") + "')", text)


def _each_integer(text: str) -> Iterator[str]:
    """The lines of a table, those with INT once for each type of integers."""
    for line in text.splitlines():
        if re.search(r"\bINT\b", line):
            yield from (re.sub(r"\bINT\b", kind, line) for kind in INTEGERS)
        else:
            yield line


def table(text: str, kind: str = "scalar") -> tuple[Function, ...]:
    """Read a table of functions; a line that starts with spaces continues the one before."""
    functions = []
    for line in _each_integer(re.sub(r"\n[ \t]+", " ", text.strip())):
        if not line or line.startswith("#"):
            continue
        match = _LINE.match(line)
        if match is None:
            raise ValueError(f"cannot read the function {line!r}")
        params = split_top(match["params"])
        variadic = bool(params) and params[-1].endswith("...")
        params = [part.removesuffix("...") for part in params]
        engine, _, wrap = (match["text"] or f"{match['name']}({{args}})").partition(" ~ ")
        functions.append(
            Function(
                match["name"],
                tuple(read_pattern(part) for part in params),
                variadic,
                read_pattern(match["returns"]),
                raising(engine),
                raising(wrap),
                kind,
            )
        )
    return tuple(functions)


# --- binding ------------------------------------------------------------------------------------------------


def substitute(pattern: Pattern, bindings: Bindings) -> Type:
    """The type that a pattern stands for; an unbound variable is `unknown`."""
    if pattern.is_variable:
        return bindings.types.get(pattern.base, UNKNOWN)
    if pattern.args:
        return Type(pattern.base, tuple(substitute(a, bindings) for a in pattern.args), names=pattern.names)
    numbers = tuple(int(p) if p.isdigit() else _worked_out(p, bindings.numbers) for p in pattern.params)
    return Type(pattern.base, params=tuple(n for n in numbers if n is not None))


def _worked_out(formula: str, numbers: Mapping[str, int]) -> int | None:
    """The value of a formula (`+ - * //`, min and max), or None if a variable of it has no value."""

    def value(node: ast.AST) -> int:
        if isinstance(node, ast.Name):
            return numbers[node.id]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return {"min": min, "max": max}[node.func.id](map(value, node.args))
        if isinstance(node, ast.BinOp):
            left, right = value(node.left), value(node.right)
            if isinstance(node.op, ast.Mult | ast.FloorDiv):
                return left * right if isinstance(node.op, ast.Mult) else left // right
            return left + right if isinstance(node.op, ast.Add) else left - right
        if not isinstance(node, ast.Constant):
            raise TypeError(formula)
        return int(str(node.value))

    try:
        return value(ast.parse(formula, mode="eval").body)
    except KeyError:
        return None


def bind(pattern: Pattern, kind: Type, bindings: Bindings, *, coerce: bool) -> bool:
    """Whether a type fits a pattern, and what its variables become."""
    if pattern.is_variable:
        known = bindings.types.get(pattern.base)
        if known is None or known == UNKNOWN:
            bindings.types[pattern.base] = kind
            return True
        if known == kind or kind == UNKNOWN:
            return True
        both = common_type(known, kind)
        if both is None or not (coerce or (known.is_text and kind.is_text)):
            return False
        bindings.types[pattern.base] = both
        return True
    if kind == UNKNOWN:
        return True
    if pattern.base == kind.base:
        if pattern.args:
            return len(pattern.args) == len(kind.args) and all(
                bind(p, k, bindings, coerce=coerce) for p, k in zip(pattern.args, kind.args, strict=True)
            )
        for name, number in zip(pattern.params, kind.params, strict=False):
            if name.isdigit() and number > int(name):
                return False
            bindings.numbers[name] = max(number, bindings.numbers.get(name, 0))
        return True
    return coerce and _coercible(pattern, kind, bindings)


def _coercible(pattern: Pattern, kind: Type, bindings: Bindings) -> bool:
    if pattern.args:
        return False
    if pattern.base == "varchar" and kind.is_text:
        return True
    if pattern.base == "decimal":
        if kind.base not in ("tinyint", "smallint", "integer", "bigint"):
            return False
        digits = {"tinyint": 3, "smallint": 5, "integer": 10, "bigint": 19}[kind.base]
        for name, number in zip(pattern.params, (digits, 0), strict=False):
            bindings.numbers[name] = max(number, bindings.numbers.get(name, 0))
        return True
    return can_coerce(kind, Type(pattern.base))


def _spread(function: Function, count: int) -> tuple[Pattern, ...] | None:
    """One pattern for each argument, or None if their number does not fit."""
    if function.variadic:
        fixed = function.params[:-1]
        return None if count < len(fixed) else fixed + function.params[-1:] * (count - len(fixed))
    return function.params if len(function.params) == count else None


def match(function: Function, kinds: Sequence[Type], typer: LambdaTyper, *, coerce: bool) -> Resolved | None:
    """Bind one overload to the types of a call, lambdas last."""
    patterns = _spread(function, len(kinds))
    if patterns is None:
        return None
    bindings = Bindings()
    for pattern, kind in zip(patterns, kinds, strict=True):
        if (pattern.base == "function") != (kind == FUNCTION):
            return None
        if kind != FUNCTION and not bind(pattern, kind, bindings, coerce=coerce):
            return None
    for index, (pattern, kind) in enumerate(zip(patterns, kinds, strict=True)):
        if kind == FUNCTION:
            body = typer(index, [substitute(p, bindings) for p in pattern.args[:-1]])
            if body == UNKNOWN and not pattern.args[-1].is_variable:
                return None
            if not bind(pattern.args[-1], body, bindings, coerce=True):
                return None
    params = tuple(FUNCTION if p.base == "function" else substitute(p, bindings) for p in patterns)
    return Resolved(function, params, substitute(function.returns, bindings), bindings)


def resolve(overloads: Sequence[Function], kinds: Sequence[Type], typer: LambdaTyper) -> Resolved | None:
    """The overload for a call: one that fits as it is, else the first that fits by coercion."""
    for coerce in (False, True):
        for function in overloads:
            found = match(function, kinds, typer, coerce=coerce)
            if found:
                return found
    return None


def engine_names(resolved: Resolved) -> Mapping[str, Type]:
    """The types that a function's text may name: `{T}`, `{K}` … and `{returns}`."""
    return {**resolved.bindings.types, "returns": resolved.returns, "text": VARCHAR}
