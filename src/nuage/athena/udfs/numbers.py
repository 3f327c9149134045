"""Numbers, bits, bytes and durations."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
import math
import re
import statistics
import struct
import zlib
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext

from nuage.athena.udfs.function import FunctionError, of


def decimal_divide(a: str, b: str, scale: int) -> str:
    """Decimal division, rounded half up to a scale."""
    if Decimal(b) == 0:
        raise FunctionError("Division by zero", "DIVISION_BY_ZERO")
    with localcontext() as context:
        context.prec = 90
        return str((Decimal(a) / Decimal(b)).quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP))


def decimal_modulus(a: str, b: str) -> str:
    """The remainder, with the sign of the dividend."""
    if Decimal(b) == 0:
        raise FunctionError("Division by zero", "DIVISION_BY_ZERO")
    with localcontext() as context:
        context.prec = 90
        quotient = (Decimal(a) / Decimal(b)).to_integral_value(ROUND_DOWN)
        return str(Decimal(a) - quotient * Decimal(b))


def from_base(text: str, radix: int) -> int:
    """An integer from its digits in a base of 2 to 36."""
    _check_radix(radix)
    try:
        value = int(text, radix)
    except ValueError as error:
        raise FunctionError(f"Not a valid base-{radix} number: {text}") from error
    if not -(2**63) <= value < 2**63:
        raise FunctionError(f"Not a valid base-{radix} number: {text}")
    return value


def to_base(value: int, radix: int) -> str:
    """The digits of an integer in a base of 2 to 36."""
    _check_radix(radix)
    digits, rest = "", abs(value)
    while rest:
        rest, digit = divmod(rest, radix)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return ("-" if value < 0 else "") + (digits or "0")


def _check_radix(radix: int) -> None:
    if not 2 <= radix <= 36:
        raise FunctionError("Radix must be between 2 and 36")


def shift(value: int, count: int, how: str, bits: int) -> int:
    """A shift within 8, 16, 32 or 64 bits."""
    # as Java does it: beyond the bits nothing is left, and of a negative count the low six bits are taken
    count = count & 63 if count < 0 else count
    if count >= bits:
        return -1 if how == "arithmetic" and value < 0 else 0
    if how == "arithmetic":
        return value >> count
    mask = 2**bits - 1
    moved = (value << count if how == "left" else (value & mask) >> count) & mask
    return int(moved - 2**bits) if moved >= 2 ** (bits - 1) else moved


def round_(number: str, places: int, nearest: bool) -> str:
    """A decimal or an integer, rounded half up (or cut) to a number of places, which may be negative."""
    with localcontext() as context:
        context.prec = 90
        unit = Decimal(1).scaleb(-places)
        value = Decimal(number)
        if places >= 0 and -places <= int(value.as_tuple().exponent):
            return number
        return f"{value.quantize(unit, ROUND_HALF_UP if nearest else ROUND_DOWN):f}"


def normal_cdf(mean: float, deviation: float, value: float) -> float:
    """The share of a normal distribution that lies below a value."""
    if not deviation > 0:
        raise FunctionError("standardDeviation must be > 0")
    return 0.5 * math.erfc(-(value - mean) / (deviation * math.sqrt(2)))


def inverse_normal_cdf(mean: float, deviation: float, share: float) -> float:
    """The value below which a share of a normal distribution lies."""
    if not 0 < share < 1:
        raise FunctionError("p must be 0 > p > 1")
    if not deviation > 0:
        raise FunctionError("sd must be > 0")
    return float(statistics.NormalDist(mean, deviation).inv_cdf(share))


def wilson(successes: int, trials: int, z: float, side: int) -> float:
    """An end of the Wilson score interval of a Bernoulli process: -1 for the lower, 1 for the upper."""
    for wrong, text in (
        (successes < 0, "number of successes must not be negative"),
        (trials <= 0, "number of trials must be positive"),
        (successes > trials, "number of successes must not be larger than number of trials"),
        (z < 0, "z-score must not be negative"),
    ):
        if wrong:
            raise FunctionError(text)
    share, z2 = successes / trials, z * z
    spread = z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    return (share + z2 / (2 * trials) + side * spread) / (1 + z2 / trials)


def bit_count(value: int, bits: int) -> int:
    """The ones in the two's complement of a number of bits."""
    if not 2 <= bits <= 64:
        raise FunctionError("Bits specified in bit_count must be between 2 and 64, got " + str(bits))
    if not -(2 ** (bits - 1)) <= value < 2 ** (bits - 1):
        raise FunctionError(
            f"Number must be representable with the bits specified. {value} can not be represented "
            f"with {bits} bits"
        )
    return int(value & (2**bits - 1)).bit_count()


def cosine_similarity(a: str, b: str) -> float | None:
    """The cosine of two sparse vectors, given as JSON objects."""
    left, right = ({k: math.nan if v is None else v for k, v in json.loads(t).items()} for t in (a, b))
    norms = [math.sqrt(sum(v * v for v in vector.values())) for vector in (left, right)]
    if not all(norms):
        return None
    return float(sum(v * right.get(k, 0) for k, v in left.items()) / (norms[0] * norms[1]))


def cube_root(value: float) -> float:
    """The cube root, exact where it is a whole number."""
    root = math.cbrt(value)
    return float(round(root)) if math.isfinite(root) and round(root) ** 3 == value else root


_UNITS = {
    unit: 1024**power for power, unit in enumerate(("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"))
}


def parse_data_size(text: str) -> str:
    """Bytes of `2.3MB`."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\s*", text)
    if not match or match[2] not in _UNITS:
        raise FunctionError(f"Invalid data size: '{text}'")
    return str(int(Decimal(match[1]) * _UNITS[match[2]]))


_SIZES = {"ns": 1e-3, "us": 1, "ms": 1e3, "s": 1e6, "m": 6e7, "h": 3.6e9, "d": 8.64e10}


def combinations(count: int, size: int) -> list[list[int]]:
    """The places (from 1) of every choice of `size` out of `count`, in Trino's order: by the last one."""
    chosen = itertools.combinations(range(1, count + 1), size)
    return [list(each) for each in sorted(chosen, key=lambda places: places[::-1])]


def parse_duration(text: str) -> int:
    """Microseconds of `3.81 d`, `42ms`."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\s*", text)
    if not match or match[2] not in _SIZES:
        raise FunctionError(f"duration is not a valid data duration string: {text}")
    return round(float(match[1]) * _SIZES[match[2]] / 1000) * 1000


def big_endian(value: int, size: int) -> bytes:
    """The bytes of an integer."""
    return int(value & (2 ** (8 * size) - 1)).to_bytes(size, "big")


def from_big_endian(data: bytes, size: int) -> int:
    """The integer of as many bytes."""
    if len(data) != size:
        raise FunctionError(f"expected {size}-byte input, but got instead: {len(data)}")
    return int.from_bytes(data, "big", signed=True)


def to_ieee754(value: float, size: int) -> bytes:
    """The bytes of a floating-point number, the highest first."""
    return struct.pack(">f" if size == 4 else ">d", value)


def from_ieee754(data: bytes, size: int) -> float:
    """The floating-point number of as many bytes."""
    if len(data) != size:
        raise FunctionError(f"Input floating-point value must be exactly {size} bytes long")
    return float(struct.unpack(">f" if size == 4 else ">d", data)[0])


def substr_bytes(data: bytes, start: int, length: int) -> bytes:
    """A part of bytes: positions from 1, negative ones from the end."""
    if start == 0 or length <= 0 or abs(start) > len(data):
        return b""
    first = start - 1 if start > 0 else len(data) + start
    return data[first : first + length]


def pad_bytes(data: bytes, size: int, padding: bytes, left: bool) -> bytes:
    """Bytes brought to a length."""
    if size < 0:
        raise FunctionError("Target length must be in the range [0..2147483647]")
    if not padding:
        raise FunctionError("Padding bytes must not be empty")
    missing = size - len(data)
    filled = (padding * (max(missing, 0) // len(padding) + 1))[: max(missing, 0)]
    return (filled + data if left else data + filled) if missing > 0 else data[:size]


def crc32(data: bytes) -> int:
    """The CRC-32 of bytes."""
    return zlib.crc32(data)


def from_base32(text: str) -> bytes:
    """The bytes of base32 text."""
    return base64.b32decode(text)


def hash_(data: bytes, name: str) -> bytes:
    """A hash by name."""
    return hashlib.new(name, data).digest()


def hmac_(data: bytes, key: bytes, name: str) -> bytes:
    """A keyed hash by name."""
    return hmac.new(key, data, name).digest()


FUNCTIONS = {
    "decimal_divide": of(decimal_divide, "VARCHAR", "VARCHAR", "BIGINT", "VARCHAR"),
    "decimal_modulus": of(decimal_modulus, "VARCHAR", "VARCHAR", "VARCHAR"),
    "from_base": of(from_base, "VARCHAR", "BIGINT", "BIGINT"),
    "to_base": of(to_base, "BIGINT", "BIGINT", "VARCHAR"),
    "shift": of(shift, "BIGINT", "BIGINT", "VARCHAR", "BIGINT", "BIGINT"),
    "round": of(round_, "VARCHAR", "BIGINT", "BOOLEAN", "VARCHAR"),
    "normal_cdf": of(normal_cdf, "DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE"),
    "inverse_normal_cdf": of(inverse_normal_cdf, "DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE"),
    "wilson": of(wilson, "BIGINT", "BIGINT", "DOUBLE", "BIGINT", "DOUBLE"),
    "bit_count": of(bit_count, "BIGINT", "BIGINT", "BIGINT"),
    "cosine_similarity": of(cosine_similarity, "VARCHAR", "VARCHAR", "DOUBLE"),
    "cbrt": of(cube_root, "DOUBLE", "DOUBLE"),
    "combinations": of(combinations, "BIGINT", "BIGINT", "BIGINT[][]"),
    "parse_data_size": of(parse_data_size, "VARCHAR", "VARCHAR"),
    "parse_duration": of(parse_duration, "VARCHAR", "BIGINT"),
    "big_endian": of(big_endian, "BIGINT", "BIGINT", "BLOB"),
    "from_big_endian": of(from_big_endian, "BLOB", "BIGINT", "BIGINT"),
    "hash": of(hash_, "BLOB", "VARCHAR", "BLOB"),
    "hmac": of(hmac_, "BLOB", "BLOB", "VARCHAR", "BLOB"),
    "to_ieee754": of(to_ieee754, "DOUBLE", "BIGINT", "BLOB"),
    "from_ieee754": of(from_ieee754, "BLOB", "BIGINT", "DOUBLE"),
    "substr_bytes": of(substr_bytes, "BLOB", "BIGINT", "BIGINT", "BLOB"),
    "pad_bytes": of(pad_bytes, "BLOB", "BIGINT", "BLOB", "BOOLEAN", "BLOB"),
    "crc32": of(crc32, "BLOB", "BIGINT"),
    "to_base32": of(lambda data: base64.b32encode(data).decode(), "BLOB", "VARCHAR"),
    "from_base32": of(from_base32, "VARCHAR", "BLOB"),
    "reverse_bytes": of(lambda data: data[::-1], "BLOB", "BLOB"),
}
