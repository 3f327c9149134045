"""Text to a value of a scalar column type, with Java's rules and Java's words for what does not fit.

Used by the SerDes that read text fields. Each reader raises `BadValueError`; what becomes of it (an error, or
NULL) is the SerDe's business.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
import struct
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation, localcontext
from typing import Any

from nuage.athena.serdes.model import BadScaleError, BadValueError
from nuage.athena.types import Type

Reader = Callable[[str], Any]

INTEGER_BITS = {"tinyint": 8, "smallint": 16, "integer": 32, "bigint": 64}
_INTEGER = re.compile(r"[+-]?[0-9]{1,40}\Z")
_HEX = re.compile(r"0[xX]([0-9a-fA-F]{1,16})\Z")
_OCTAL = re.compile(r"0[0-7]{1,22}\Z")
# what Double.parseDouble takes
_DOUBLE = re.compile(r"[+-]?(?:NaN|Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fFdD]?)\Z")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?\Z")
_TIMESTAMP = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?\s*(Z|z|[+-]\d{2}:?\d{2})?\Z"
)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:\s.*)?\Z", re.DOTALL)
_NUMBER = re.compile(r"[+-]?\d{1,18}(?:\.\d*)?\Z")
_MILLIS_DIGITS = 13
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - Athena's timestamp has no zone
BAD_TIMESTAMP = "Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]"


def not_a_number(text: str) -> BadValueError:
    """java.lang.NumberFormatException, in its words."""
    return BadValueError(f'For input string: "{text}"', text)


def integer_reader(base: str, radixes: bool = False) -> Reader:
    """Reads tinyint to bigint; with `radixes`, 0x1F and 017 as well. Out of range is an error."""
    limit = 1 << (INTEGER_BITS[base] - 1)

    def read(text: str) -> int:
        if radixes and text[:1] == "0" and (match := _HEX.match(text)):
            number = int(match[1], 16)
        elif radixes and _OCTAL.match(text):
            number = int(text, 8)
        elif _INTEGER.match(text):
            number = int(text)
        else:
            raise not_a_number(text)
        if not -limit <= number < limit:
            raise not_a_number(text)
        return number

    return read


def read_boolean(text: str) -> bool:
    """True for "true" in any case; all else is false."""
    return text.lower() == "true"


def read_double(text: str) -> float:
    """A double, as Double.parseDouble reads it: spaces around it, NaN and Infinity are let through."""
    trimmed = text.strip()
    if not _DOUBLE.match(trimmed):
        raise not_a_number(text)
    return float(trimmed.rstrip("fFdD") if trimmed[-1] in "fFdD" else trimmed)


def read_real(text: str) -> float:
    """A 32-bit float: the nearest one, infinity where it is too large."""
    return narrow(read_double(text))


def narrow(number: float) -> float:
    """The 32-bit float nearest to a double."""
    try:
        (result,) = struct.unpack("f", struct.pack("f", number))
    except OverflowError:
        return math.copysign(math.inf, number)
    return float(result)


def decimal_reader(precision: int, scale: int) -> Reader:
    """Reads decimal(precision, scale) without loss; digits that the scale cannot hold are an error."""

    def read(text: str) -> Decimal:
        if not _DECIMAL.match(text):
            raise not_a_number(text)
        try:
            with localcontext() as context:
                context.prec = 100
                number = Decimal(text)
                fitted = number.quantize(Decimal(1).scaleb(-scale))
        except InvalidOperation as error:
            raise BadValueError(f"Value too large for decimal({precision},{scale})", text) from error
        if fitted != number:
            raise BadScaleError("target scale must be larger than source scale", text)
        if fitted and fitted.adjusted() + 1 > precision - scale:
            raise BadValueError(f"Value too large for decimal({precision},{scale})", text)
        return fitted

    return read


def read_date(text: str) -> date:
    """An ISO date; text after a space is let through, so that a timestamp serves as well."""
    match = _DATE.match(text.strip())
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise BadValueError(f"Text '{text}' could not be parsed: {error}", text) from error
    raise BadValueError(f"Text '{text}' could not be parsed at index 0", text)


def read_timestamp(text: str) -> datetime:
    """`yyyy-MM-dd HH:mm:ss[.f]`, or ISO 8601 with Z or an offset, which is turned into UTC; milliseconds."""
    match = _TIMESTAMP.match(text.strip())
    if match is None:
        raise BadValueError(BAD_TIMESTAMP, text)
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    micros = int((match[7] or "0").ljust(9, "0")) // 1000
    try:
        moment = datetime(year, month, day, hour, minute, second, micros)  # noqa: DTZ001
        return milliseconds(moment - _offset(match[8]))
    except (ValueError, OverflowError) as error:
        raise BadValueError(BAD_TIMESTAMP, text) from error


def _offset(zone: str | None) -> timedelta:
    if zone is None or zone in "Zz":
        return timedelta(0)
    sign = -1 if zone[0] == "-" else 1
    return sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))


def milliseconds(moment: datetime) -> datetime:
    """A moment rounded to milliseconds, which is all that Athena's timestamp(3) holds."""
    micros = moment.microsecond % 1000
    return moment + timedelta(microseconds=(1000 - micros) if micros >= 500 else -micros)


def read_epoch(text: str) -> datetime:
    """A number as a timestamp: 12 digits at most are seconds, 13 and more milliseconds."""
    if not _NUMBER.match(text):
        raise BadValueError(BAD_TIMESTAMP, text)
    if "." in text:
        return from_epoch(int(Decimal(text) * 1_000_000), text)
    return from_epoch(int(text) * (1_000 if len(text) >= _MILLIS_DIGITS else 1_000_000), text)


def from_epoch(micros: int, shown: str) -> datetime:
    """The UTC moment of microseconds since the epoch."""
    try:
        return milliseconds(EPOCH + timedelta(microseconds=micros))
    except OverflowError as error:
        raise BadValueError(BAD_TIMESTAMP, shown) from error


def aware_to_utc(moment: datetime) -> datetime:
    """A moment without zone, in UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def read_binary(text: str) -> bytes:
    """Base64, as RFC 4648 has it."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadValueError(f"Illegal base64: {error}", text) from error


def text_reader(kind: Type) -> Reader:
    """Cuts to the length of varchar(n) or char(n), and fills char with spaces, as the engine wants it."""
    if not kind.params:
        return lambda text: text
    length = kind.params[0]
    if kind.base == "char":
        return lambda text: text[:length].ljust(length)
    return lambda text: text[:length]


def scalar_reader(kind: Type, radixes: bool = False) -> Reader:
    """The reader of a scalar type.

    :raises KeyError: when the type is not a scalar
    """
    if kind.base in INTEGER_BITS:
        return integer_reader(kind.base, radixes)
    if kind.base == "decimal":
        return decimal_reader(*kind.params)
    if kind.is_text:
        return text_reader(kind)
    return _READERS[kind.base]


_READERS: dict[str, Reader] = {
    "boolean": read_boolean,
    "double": read_double,
    "real": read_real,
    "date": read_date,
    "timestamp": read_timestamp,
    "varbinary": read_binary,
}
