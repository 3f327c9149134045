"""Values as Athena shows them: VarCharValue text, ColumnInfo, the .csv and .txt result files, rows of
GetQueryResults.

Source: sections 3.4 and 3.5 of the reference notes, which cite measured answers of the real service.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from nuage.athena.types import DAY_TIME, YEAR_MONTH, ZONED, Type

Columns = Sequence[tuple[str, Type]]
PRECISIONS = {
    "tinyint": 3, "smallint": 5, "integer": 10, "bigint": 19, "real": 17, "double": 17,
    "varbinary": 1073741824, "time": 3, "timestamp": 3, ZONED: 3,
}  # fmt: skip
UNBOUNDED = 2147483647


# --- one value
# ------------------------------------------------------------------------------------------------


def text_of(value: Any, kind: Type) -> str | None:
    """The text of a value; None for NULL."""
    if value is None:
        return None
    writer = _WRITERS.get(kind.base)
    return writer(value, kind) if writer else str(value)


def _boolean(value: Any, kind: Type) -> str:
    return "true" if value else "false"


def java_double(value: float, digits: str | None = None) -> str:
    """A floating-point number as Java prints it: `1.0`, `1.0E20`, `1.0E-5`, `NaN`, `Infinity`."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    shown = Decimal(digits if digits is not None else repr(value))
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        plain = format(shown, "f")
        return plain if "." in plain else plain + ".0"
    sign, numbers, _ = shown.normalize().as_tuple()
    mantissa = "".join(map(str, numbers))
    return f"{'-' if sign else ''}{mantissa[0]}.{mantissa[1:] or '0'}E{shown.adjusted()}"


def _real(value: float, kind: Type) -> str:
    """A 32-bit float: as few digits as give the same float back."""
    if math.isnan(value) or math.isinf(value):
        return java_double(value)
    for precision in range(1, 10):
        digits = f"{value:.{precision}g}"
        if struct.unpack("f", struct.pack("f", float(digits)))[0] == value:
            return java_double(float(digits), digits)
    return java_double(value)


def _decimal(value: Any, kind: Type) -> str:
    return format(Decimal(value), f".{kind.params[1]}f")


def _timestamp(value: Any, kind: Type) -> str:
    if not isinstance(value, datetime):
        return str(value)
    return value.strftime("%Y-%m-%d %H:%M:%S.").rjust(20, "0") + f"{value.microsecond // 1000:03d}"


def _zoned(value: Any, kind: Type) -> str:
    instant, zone = value["t"].replace(tzinfo=UTC), value["z"]
    return f"{_timestamp(instant.astimezone(read_zone(zone)), kind)} {zone}"


def read_zone(name: str) -> Any:
    """A time zone by name or by offset (`+02:00`)."""
    if name[0] in "+-":
        sign = -1 if name[0] == "-" else 1
        return timezone(sign * timedelta(hours=int(name[1:3]), minutes=int(name[4:6])))
    return UTC if name == "UTC" else ZoneInfo(name)


def _time(value: time, kind: Type) -> str:
    return value.strftime("%H:%M:%S.") + f"{value.microsecond // 1000:03d}"


def _date(value: date, kind: Type) -> str:
    return value.isoformat()


def _day_time(value: timedelta, kind: Type) -> str:
    micros = value // timedelta(microseconds=1)
    sign, millis = "-" if micros < 0 else "", abs(micros) // 1000
    days, rest = divmod(millis, 86_400_000)
    hours, rest = divmod(rest, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{sign}{days} {hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _year_month(value: timedelta, kind: Type) -> str:
    """The engine's client gives months as 30 days each, and years as 12 months."""
    months = value.days // 30 if value.days >= 0 else -(-value.days // 30)
    return f"{'-' if months < 0 else ''}{abs(months) // 12}-{abs(months) % 12}"


def _binary(value: Any, kind: Type) -> str:
    return bytes(value).hex(" ")


def _inner(value: Any, kind: Type) -> str:
    """A value inside an array, a map or a row."""
    if kind.base == "varbinary" and value is not None:
        # Java's default text of a byte array, whose hash tells nothing
        return "[B@" + f"{hash(bytes(value)) & 0xFFFFFFFF:x}"
    text = text_of(value, kind)
    return "null" if text is None else text


def _array(value: Iterable[Any], kind: Type) -> str:
    return "[" + ", ".join(_inner(item, kind.args[0]) for item in value) + "]"


def _map(value: Any, kind: Type) -> str:
    """Keys in order. The engine gives a map whose keys are rows as two lists."""
    if set(value) == {"key", "value"} and isinstance(value["key"], list) and kind.args[0].args:
        pairs = list(zip(value["key"], value["value"], strict=True))
    else:
        pairs = list(value.items())
    shown = sorted((_inner(k, kind.args[0]), _inner(v, kind.args[1])) for k, v in pairs)
    return "{" + ", ".join(f"{k}={v}" for k, v in shown) + "}"


def _row(value: Any, kind: Type) -> str:
    items = list(value.values()) if isinstance(value, dict) else list(value)
    shown = []
    for name, item, part in zip(kind.names, items, kind.args, strict=True):
        text = _inner(item, part)
        shown.append(f"{name}={text}" if name else text)
    return "{" + ", ".join(shown) + "}"


def _json(value: Any, kind: Type) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)


_WRITERS = {
    "boolean": _boolean,
    "double": lambda value, kind: java_double(value),
    "real": _real,
    "decimal": _decimal,
    "date": _date,
    "timestamp": _timestamp,
    ZONED: _zoned,
    "time": _time,
    DAY_TIME: _day_time,
    YEAR_MONTH: _year_month,
    "varbinary": _binary,
    "array": _array,
    "map": _map,
    "row": _row,
    "json": _json,
}


# --- columns
# --------------------------------------------------------------------------------------------------


def type_name(kind: Type) -> str:
    """The bare name that ColumnInfo carries: `array`, `row`, `float`; an unknown type is reported as
    unknown.
    """
    return "float" if kind.base == "real" else kind.base


def column_info(name: str, kind: Type) -> dict[str, Any]:
    """The ColumnInfo of a column of a query."""
    precision, scale = PRECISIONS.get(kind.base, 0), 0
    if kind.base == "decimal":
        precision, scale = kind.params
    elif kind.base in ("varchar", "char"):
        precision = kind.params[0] if kind.params else UNBOUNDED
    return {
        "CatalogName": "hive",
        "SchemaName": "",
        "TableName": "",
        "Name": name,
        "Label": name,
        "Type": type_name(kind),
        "Precision": precision,
        "Scale": scale,
        "Nullable": "UNKNOWN",
        "CaseSensitive": kind.base in ("varchar", "char"),
    }


def string_column(name: str, kind: str = "string") -> dict[str, Any]:
    """The ColumnInfo of a column of SHOW and DESCRIBE, whose type is no type of a query."""
    return {**column_info(name, Type("unknown")), "Type": kind}


# --- results
# --------------------------------------------------------------------------------------------------


def data_rows(columns: Columns, rows: Iterable[Sequence[Any]]) -> Iterator[list[str | None]]:
    """The text of every value of every row."""
    kinds = [kind for _, kind in columns]
    for row in rows:
        yield [text_of(value, kind) for value, kind in zip(row, kinds, strict=True)]


def result_row(texts: Sequence[str | None]) -> dict[str, Any]:
    """A Row of GetQueryResults: NULL is a Datum without the key."""
    return {"Data": [{} if text is None else {"VarCharValue": text} for text in texts]}


def csv_line(texts: Sequence[str | None]) -> str:
    """A line of the .csv result: every value in quotes, NULL as nothing."""
    return ",".join("" if text is None else '"' + text.replace('"', '""') + '"' for text in texts) + "\n"


def csv_file(columns: Columns, texts: Iterable[Sequence[str | None]]) -> bytes:
    """The .csv result of a SELECT: the header, then the rows."""
    lines = [csv_line([name for name, _ in columns]), *map(csv_line, texts)]
    return "".join(lines).encode()


def txt_file(lines: Iterable[str]) -> bytes:
    """The .txt result of SHOW, DESCRIBE and EXPLAIN: lines without a header and without a final line end."""
    return "\n".join(lines).encode()
