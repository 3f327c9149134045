"""The column types of Athena: Hive's spelling (Glue, DDL), Trino's (queries) and the engine's.

One value, `Type`, stands for all three. Its `base` is Trino's name; Hive's `string`, `int`, `float`, `binary`
and `struct` are spellings of `varchar`, `integer`, `real`, `varbinary` and `row`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HIVE_NAMES = {
    "integer": "int",
    "real": "float",
    "varbinary": "binary",
    "row": "struct",
}
TRINO_NAMES = {
    **{hive: trino for trino, hive in HIVE_NAMES.items()},
    "string": "varchar",
    "long": "bigint",
    "short": "smallint",
    "byte": "tinyint",
}
HIVE_SCALARS = {
    *("boolean", "tinyint", "smallint", "int", "integer", "bigint", "double", "float", "decimal", "char"),
    *("varchar", "string", "binary", "date", "timestamp"),
}
INTEGERS = ("tinyint", "smallint", "integer", "bigint")
NUMBERS = (*INTEGERS, "decimal", "real", "double")
MAX_DECIMAL = 38
ZONED = "timestamp with time zone"
DAY_TIME = "interval day to second"
YEAR_MONTH = "interval year to month"


class TypeSyntaxError(ValueError):
    """A type name that cannot be read."""


@dataclass(frozen=True, slots=True)
class Type:
    """A type: `base` in Trino's words, `args` of array, map and row, `params` as in decimal(p,s), row
    field `names`.
    """

    base: str
    args: tuple[Type, ...] = ()
    params: tuple[int, ...] = ()
    names: tuple[str | None, ...] = ()

    def __str__(self) -> str:
        return trino_text(self)

    @property
    def is_text(self) -> bool:
        """Whether it is varchar or char, of any length."""
        return self.base in ("varchar", "char")


BOOLEAN, INTEGER, BIGINT, DOUBLE, REAL = (Type(n) for n in ("boolean", "integer", "bigint", "double", "real"))
VARCHAR, VARBINARY, JSON, DATE, TIME = (Type(n) for n in ("varchar", "varbinary", "json", "date", "time"))
TIMESTAMP, TIMESTAMP_TZ, UNKNOWN = Type("timestamp"), Type(ZONED), Type("unknown")


def array_of(element: Type) -> Type:
    """array(element)."""
    return Type("array", (element,))


def map_of(key: Type, value: Type) -> Type:
    """map(key, value)."""
    return Type("map", (key, value))


def row_of(*fields: tuple[str | None, Type]) -> Type:
    """row(name type, …); a name of None is an anonymous field."""
    return Type("row", tuple(kind for _, kind in fields), names=tuple(name for name, _ in fields))


def decimal(precision: int, scale: int) -> Type:
    """decimal(precision, scale)."""
    return Type("decimal", params=(precision, scale))


def varchar(length: int | None = None) -> Type:
    """varchar(length), or varchar without a limit."""
    return Type("varchar", params=() if length is None else (length,))


# --- spelling ---------------------------------------------------------------------------------------------


def trino_text(kind: Type) -> str:
    """The type as Trino's error messages and typeof() spell it: `row(a integer, b array(varchar))`."""
    if kind.base == "row":
        fields = (
            f"{_quoted(name)} {trino_text(arg)}" if name else trino_text(arg)
            for name, arg in zip(kind.names, kind.args, strict=True)
        )
        return f"row({', '.join(fields)})"
    if kind.args:
        return f"{kind.base}({', '.join(map(trino_text, kind.args))})"
    if kind.base in ("timestamp", "time"):
        return f"{kind.base}(3)"
    if kind.base == ZONED:
        return "timestamp(3) with time zone"
    if kind.params:
        return f"{kind.base}({','.join(map(str, kind.params))})"
    return kind.base


def _quoted(name: str) -> str:
    """A field name as Trino displays it: plain when it is a plain lower-case word, in double quotes
    otherwise.
    """
    return name if re.fullmatch(r"[a-z_][a-z0-9_]*", name) else '"' + name.replace('"', '""') + '"'


def hive_text(kind: Type) -> str:
    """The type as Glue stores it and SHOW CREATE TABLE prints it: `struct<a:int,b:array<string>>`."""
    if kind.base == "row":
        fields = (f"{name}:{hive_text(arg)}" for name, arg in zip(kind.names, kind.args, strict=True))
        return f"struct<{','.join(fields)}>"
    if kind.args:
        return f"{kind.base}<{','.join(map(hive_text, kind.args))}>"
    if kind.base == "varchar" and not kind.params:
        return "string"
    name = HIVE_NAMES.get(kind.base, kind.base)
    return f"{name}({','.join(map(str, kind.params))})" if kind.params else name


def field_name(kind: Type, index: int) -> str:
    """The engine's name of a row's field: its own, or `field0`, `field1` … where it has none or shares it."""
    name = kind.names[index]
    if not name or name in kind.names[:index]:
        return f"field{index}"
    return name


def engine_text(kind: Type) -> str:
    """The type in DuckDB's words. A zoned timestamp is its instant in UTC and the name of its zone."""
    if kind.base == "row":
        fields = (f'"{_escape(field_name(kind, i))}" {engine_text(arg)}' for i, arg in enumerate(kind.args))
        return f"STRUCT({', '.join(fields)})"
    if kind.base == "array":
        return f"{engine_text(kind.args[0])}[]"
    if kind.base == "map":
        return f"MAP({engine_text(kind.args[0])}, {engine_text(kind.args[1])})"
    if kind.base == "decimal":
        return f"DECIMAL({kind.params[0]},{kind.params[1]})"
    return _ENGINE_NAMES.get(kind.base, kind.base.upper())


def _escape(name: str) -> str:
    return name.replace('"', '""')


_ENGINE_NAMES = {
    "varchar": "VARCHAR",
    "char": "VARCHAR",
    "varbinary": "BLOB",
    "ipaddress": "VARCHAR",
    ZONED: "STRUCT(t TIMESTAMP, z VARCHAR)",
    DAY_TIME: "INTERVAL",
    YEAR_MONTH: "INTERVAL",
    "unknown": '"NULL"',
}

# --- reading Hive's spelling --------------------------------------------------------------------------------

_TOKEN = re.compile(r"\s*(?:(`(?:[^`]|``)*`)|('(?:[^'\\]|\\.|'')*')|([\w$@.\-]+)|([<>(),:]))")


class _Reader:
    """A cursor over the tokens of a type."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[str] = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise TypeSyntaxError(f"cannot read type {self.text!r} at character {at}")
            self.tokens.append(match.group().strip())
            at = match.end()
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self) -> str:
        word = self.peek()
        if not word:
            raise TypeSyntaxError(f"type {self.text!r} ends too early")
        self.at += 1
        return word

    def expect(self, wanted: str) -> None:
        word = self.next()
        if word != wanted:
            raise TypeSyntaxError(f"expected {wanted!r} and found {word!r} in type {self.text!r}")


def parse_hive_type(text: str) -> Type:
    """Read a type as DDL and Glue spell it; field names are lower-cased, COMMENTs of struct fields are
    dropped.
    """
    reader = _Reader(text)
    kind = _hive(reader)
    if reader.peek():
        raise TypeSyntaxError(f"unexpected {reader.peek()!r} in type {text!r}")
    return kind


def _hive(reader: _Reader) -> Type:
    name = reader.next().lower()
    if name == "array":
        reader.expect("<")
        element = _hive(reader)
        reader.expect(">")
        return array_of(element)
    if name == "map":
        reader.expect("<")
        key = _hive(reader)
        reader.expect(",")
        value = _hive(reader)
        reader.expect(">")
        return map_of(key, value)
    if name == "struct":
        return _struct(reader)
    if name not in HIVE_SCALARS:
        raise TypeSyntaxError(f"unknown type {name!r}")
    return _scalar(name, _parameters(reader))


def _struct(reader: _Reader) -> Type:
    reader.expect("<")
    fields: list[tuple[str | None, Type]] = []
    while True:
        name = reader.next()
        name = name[1:-1].replace("``", "`") if name.startswith("`") else name
        reader.expect(":")
        fields.append((name.lower(), _hive(reader)))
        if reader.peek().lower() == "comment":
            reader.next()
            reader.next()
        word = reader.next()
        if word == ">":
            return row_of(*fields)
        if word != ",":
            raise TypeSyntaxError(f"expected ',' or '>' and found {word!r} in type {reader.text!r}")


def _parameters(reader: _Reader) -> tuple[int, ...]:
    if reader.peek() != "(":
        return ()
    reader.next()
    numbers: list[int] = []
    while True:
        word = reader.next()
        if not word.isdigit():
            raise TypeSyntaxError(f"expected a number and found {word!r} in type {reader.text!r}")
        numbers.append(int(word))
        word = reader.next()
        if word == ")":
            return tuple(numbers)
        if word != ",":
            raise TypeSyntaxError(f"expected ',' or ')' and found {word!r} in type {reader.text!r}")


def _scalar(name: str, params: tuple[int, ...]) -> Type:
    base = TRINO_NAMES.get(name, name)
    if base == "decimal":
        precision, scale = (*params, 0)[:2] if params else (10, 0)
        if not (1 <= precision <= MAX_DECIMAL and scale <= precision and len(params) <= 2):
            raise TypeSyntaxError(f"decimal precision or scale out of range: decimal{params}")
        return decimal(precision, scale)
    limit = {"char": 255, "varchar": 65535}.get(name)
    if limit and len(params) == 1 and 1 <= params[0] <= limit:
        return Type(base, params=params)
    if params or limit:
        raise TypeSyntaxError(f"{name} with parameters {params}")
    return Type(base)
