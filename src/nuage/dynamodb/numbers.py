"""DynamoDB's numbers: 38 significant digits, magnitudes from 1E-130 to 9.99…E+125.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import lru_cache

from nuage.dynamodb import errors

PRECISION = 38
MAX_EXPONENT = 125
MIN_EXPONENT = -130
_SYNTAX = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
# wide enough to add any two numbers exactly, and then to see that the sum has too many digits
_EXACT = Context(prec=2 * (MAX_EXPONENT - MIN_EXPONENT))


def normalize(text: str) -> str:
    """The number as DynamoDB gives it back: plain notation, no needless zeros.

    >>> normalize("1.50"), normalize("1e3"), normalize("-0")
    ('1.5', '1000', '0')

    :raises DynamoDBError: ValidationException, when it is no number or out of range
    """
    if text.isdigit() and text.isascii() and len(text) <= PRECISION and text[0] != "0":
        return text  # most numbers
    return _normalize(text)


@lru_cache(maxsize=4096)
def _normalize(text: str) -> str:
    if not _SYNTAX.fullmatch(text):
        raise errors.validation(
            f"The parameter cannot be converted to a numeric value{f': {text}' if text else ''}"
        )
    return plain(Decimal(text))


def plain(number: Decimal) -> str:
    """A number's digits, once it is known to fit.

    :raises DynamoDBError: ValidationException, when it does not
    """
    sign, digits, exponent = _parts(number)
    if not digits:
        return "0"
    if len(digits) > PRECISION:
        raise errors.validation("Attempting to store more than 38 significant digits in a Number")
    magnitude = exponent + len(digits) - 1
    if magnitude > MAX_EXPONENT:
        raise errors.validation(
            "Number overflow. Attempting to store a number with magnitude larger than supported range"
        )
    if magnitude < MIN_EXPONENT:
        raise errors.validation(
            "Number underflow. Attempting to store a number with magnitude smaller than supported range"
        )
    return f"{Decimal((sign, tuple(map(int, digits)), exponent)):f}"


def add(left: str, right: str) -> str:
    """The exact sum of two normalized numbers."""
    return plain(_EXACT.add(Decimal(left), Decimal(right)))


def subtract(left: str, right: str) -> str:
    """The exact difference of two normalized numbers."""
    return plain(_EXACT.subtract(Decimal(left), Decimal(right)))


@lru_cache(maxsize=4096)
def size(text: str) -> int:
    """Bytes of a normalized number: one for every two significant digits, and one more.

    The pairs are counted from the decimal point, as DynamoDB Local does: 1.5 is two of them. A negative
    number takes one byte more.
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    """
    whole, _, fraction = text.lstrip("-").partition(".")
    digits = "0" * (len(whole) % 2) + whole + fraction + "0" * (len(fraction) % 2)
    pairs = [digits[at : at + 2] for at in range(0, len(digits), 2)]
    used = [at for at, pair in enumerate(pairs) if pair != "00"]
    return (used[-1] - used[0] + 1 if used else 0) + (2 if text[0] == "-" else 1)


def encode(text: str) -> bytes:
    """Bytes that sort as the numbers do.

    A byte for the sign, two for the magnitude, one for each pair of digits; a negative number's bytes
    are turned round, and end so that a shorter one, which is nearer to zero, comes later.
    """
    sign, digits, exponent = _parts(Decimal(text))
    if not digits:
        return b"\x80"
    magnitude = exponent + len(digits) - 1 + 0x4000
    padded = digits + "0" * (len(digits) % 2)
    pairs = bytes(int(padded[at : at + 2]) + 1 for at in range(0, len(padded), 2))
    body = magnitude.to_bytes(2, "big") + pairs
    if sign:
        return b"\x40" + bytes(255 - byte for byte in body) + b"\xff"
    return b"\xc0" + body


def _parts(number: Decimal) -> tuple[int, str, int]:
    """Sign, significant digits without zeros at either end, and the exponent of the last of them."""
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise AssertionError(f"{number} is no finite number")
    text = "".join(map(str, digits)).lstrip("0")
    trimmed = text.rstrip("0")
    return sign, trimmed, exponent + len(text) - len(trimmed)
