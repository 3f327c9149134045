"""A JSON value to a column's value, as the OpenX SerDe does it: one small function for each column type,
made once.

A value is None, bool, int, float, str, Number, dict or list. `InexactError` means that the fast reader has
lost what this column needs (a float's digits, an object's text): read the line exactly and try again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from nuage.athena.serdes import scalars
from nuage.athena.serdes.jsontext import Number, compact, number_text
from nuage.athena.serdes.model import BadValueError
from nuage.athena.types import Type

Coerce = Callable[[Any], Any]
_PACKAGE = "org.openx.data.jsonserde.json"


class InexactError(Exception):
    """The value has to be read again, exactly."""


@dataclass(frozen=True)
class Binding:
    """How names meet keys: `mapping.<name>`, dots.in.keys; and use.null.for.invalid.data."""

    mapping: Mapping[str, str]
    dots: bool = False
    null_for_invalid: bool = False

    def find(self, name: str, found: Mapping[str, Any]) -> Any:
        """The value of a column or field; None where there is none."""
        mapped = self.mapping.get(name)
        if mapped is not None:
            return found.get(mapped)
        if name in found or not self.dots:
            return found.get(name)
        return next(
            (value for key, value in found.items() if "." in key and key.replace(".", "_") == name), None
        )


def not_an_object(value: Any, wanted: str) -> BadValueError:
    """java.lang.ClassCastException, in its words."""
    if isinstance(value, (dict, list)):
        actual = f"{_PACKAGE}.{'JSONObject' if isinstance(value, dict) else 'JSONArray'}"
    else:
        # the SerDe keeps numbers as strings until a column asks for them
        actual = "java.lang.Boolean" if isinstance(value, bool) else "java.lang.String"
    return BadValueError(f"{actual} cannot be cast to {_PACKAGE}.{wanted}")


_JAVA = {
    "tinyint": "Byte",
    "smallint": "Short",
    "integer": "Integer",
    "bigint": "Long",
    "real": "Float",
    "double": "Double",
    "date": "sql.Date",
    "timestamp": "sql.Timestamp",
}


def not_a_scalar(value: Any, kind: Type) -> BadValueError:
    """The same for an object or an array in a column of numbers or dates, whose inspectors cast what is no
    text (rcongiu/Hive-JSON-Serde, objectinspector/primitive/JavaStringIntObjectInspector.java).
    """
    actual = "JSONObject" if isinstance(value, dict) else "JSONArray"
    name = _JAVA.get(kind.base)
    wanted = (
        "org.apache.hadoop.hive.common.type.HiveDecimal"
        if name is None
        else (f"java.{name}" if "." in name else f"java.lang.{name}")
    )
    return BadValueError(f"{_PACKAGE}.{actual} cannot be cast to {wanted}")


def coercer(kind: Type, binding: Binding, exact: bool) -> Coerce:
    """The function that brings JSON values, other than null, to a type.

    :param exact: whether the values come from an exact reader; if not, it may raise `InexactError`
    """
    if kind.base == "array":
        made = _array(kind, binding, exact)
    elif kind.base == "map":
        made = _map(kind, binding, exact)
    elif kind.base == "row":
        made = _struct(kind, binding, exact)
    else:
        made = _scalar(kind, exact)
    if not binding.null_for_invalid:
        return made

    def or_null(value: Any) -> Any:
        try:
            return made(value)
        except BadValueError:
            return None

    return or_null


# --- scalars ------------------------------------------------------------------------------------------------


def _scalar(kind: Type, exact: bool) -> Coerce:
    if kind.is_text:
        return _text(kind, exact)
    if kind.base in scalars.INTEGER_BITS:
        return _integer(kind, exact)
    if kind.base in ("double", "real"):
        return _floating(kind)
    if kind.base == "boolean":
        return lambda value: value if type(value) is bool else scalars.read_boolean(text_of(value))
    read = {"timestamp": _timestamp, "date": _date}.get(kind.base) or scalars.scalar_reader(kind)

    def by_text(value: Any) -> Any:
        if not exact and type(value) is float:
            raise InexactError
        if isinstance(value, (dict, list)):
            raise not_a_scalar(value, kind)
        return read(text_of(value))

    return by_text


def text_of(value: Any) -> str:
    """A value as a string column shows it: text and numbers as written, the rest as compact JSON."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return compact(value)


def _text(kind: Type, exact: bool) -> Coerce:
    cut = scalars.text_reader(kind) if kind.params else None

    def text(value: Any) -> Any:
        if type(value) is not str:
            # a fast reader has turned -0 into 0 and 1.50 into 1.5
            if not exact and not isinstance(value, bool) and (value == 0 or type(value) is not int):
                raise InexactError
            value = text_of(value)
        return cut(value) if cut else value

    return text


def _integer(kind: Type, exact: bool) -> Coerce:
    limit = 1 << (scalars.INTEGER_BITS[kind.base] - 1)
    read = scalars.integer_reader(kind.base, radixes=True)

    def integer(value: Any) -> int:
        if type(value) is int:
            if -limit <= value < limit:
                return value
            raise scalars.not_a_number(str(value))
        if not exact and type(value) is float:
            raise InexactError
        if isinstance(value, (dict, list)):
            raise not_a_scalar(value, kind)
        return int(read(text_of(value)))

    return integer


def _floating(kind: Type) -> Coerce:
    is_real = kind.base == "real"
    read = scalars.read_real if is_real else scalars.read_double

    def floating(value: Any) -> float:
        if type(value) is float:
            return scalars.narrow(value) if is_real else value
        if isinstance(value, (dict, list)):
            raise not_a_scalar(value, kind)
        return float(read(number_text(value) if isinstance(value, Number) else text_of(value)))

    return floating


def _timestamp(text: str) -> Any:
    return (
        scalars.read_epoch(text)
        if text.lstrip("+-").replace(".", "", 1).isdigit()
        else scalars.read_timestamp(text)
    )


def _date(text: str) -> Any:
    if text.lstrip("+-").isdigit():
        return scalars.from_epoch(int(text[:12]) * 86_400_000_000, text).date()
    return scalars.read_date(text)


# --- containers ---------------------------------------------------------------------------------------------


def _array(kind: Type, binding: Binding, exact: bool) -> Coerce:
    element = coercer(kind.args[0], binding, exact)

    def array(value: Any) -> list[Any] | None:
        if type(value) is list:
            return [None if item is None else element(item) for item in value]
        # a scalar or an object stands for an array of one; the empty string for none
        return None if value == "" else [element(value)]

    return array


def _map(kind: Type, binding: Binding, exact: bool) -> Coerce:
    key_of = scalars.scalar_reader(kind.args[0], radixes=True)
    item_of = coercer(kind.args[1], binding, exact)

    def mapping(value: Any) -> dict[Any, Any] | None:
        if type(value) is dict:
            return {key_of(key): None if item is None else item_of(item) for key, item in value.items()}
        if isinstance(value, str) and not value.strip():
            return None
        raise not_an_object(value, "JSONObject")

    return mapping


def _struct(kind: Type, binding: Binding, exact: bool) -> Coerce:
    fields = [
        (name or "", coercer(arg, binding, exact)) for name, arg in zip(kind.names, kind.args, strict=True)
    ]
    find = binding.find

    def struct(value: Any) -> dict[str, Any] | None:
        if type(value) is dict:
            found = [(name, coerce, find(name, value)) for name, coerce in fields]
        elif type(value) is list:
            if not value:
                return None
            found = [(name, coerce, item) for (name, coerce), item in zip(fields, value, strict=False)]
        elif isinstance(value, str) and not value.strip():
            return {}
        else:
            raise not_an_object(value, "JSONObject")
        return {name: coerce(item) for name, coerce, item in found if item is not None}

    return struct
