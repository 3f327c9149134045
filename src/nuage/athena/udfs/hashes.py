"""xxHash64, MurmurHash3 and the checksum that is made of the first.

Both hashes are small and fixed; a library for them would be a wheel more on every student's machine.
https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
https://github.com/aappleby/smhasher (MurmurHash3_x64_128)
"""

from __future__ import annotations

import struct

from nuage.athena.udfs.function import of

_MASK = 2**64 - 1
_P1, _P2, _P3 = 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
_P4, _P5 = 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5
_C1, _C2 = 0x87C37B91114253D5, 0x4CF5AD432745937F


def _rotated(value: int, count: int) -> int:
    return ((value << count) | (value >> (64 - count))) & _MASK


def _round(state: int, lane: int) -> int:
    return _rotated((state + lane * _P2) & _MASK, 31) * _P1 & _MASK


def xxhash64(data: bytes) -> int:
    """xxHash64 with seed 0, as an unsigned number."""
    at, length = 0, len(data)
    if length >= 32:
        states = [(_P1 + _P2) & _MASK, _P2, 0, -_P1 & _MASK]
        while at + 32 <= length:
            lanes = struct.unpack_from("<4Q", data, at)
            states = [_round(state, lane) for state, lane in zip(states, lanes, strict=True)]
            at += 32
        value = sum(_rotated(s, c) for s, c in zip(states, (1, 7, 12, 18), strict=True)) & _MASK
        for state in states:
            value = ((value ^ _round(0, state)) * _P1 + _P4) & _MASK
    else:
        value = _P5
    value = (value + length) & _MASK
    while at + 8 <= length:
        value = (_rotated(value ^ _round(0, struct.unpack_from("<Q", data, at)[0]), 27) * _P1 + _P4) & _MASK
        at += 8
    if at + 4 <= length:
        lane = struct.unpack_from("<I", data, at)[0]
        value = (_rotated(value ^ (lane * _P1 & _MASK), 23) * _P2 + _P3) & _MASK
        at += 4
    for byte in data[at:]:
        value = _rotated(value ^ (byte * _P5 & _MASK), 11) * _P1 & _MASK
    value = (value ^ (value >> 33)) * _P2 & _MASK
    value = (value ^ (value >> 29)) * _P3 & _MASK
    return value ^ (value >> 32)


def xxhash64_bytes(data: bytes) -> bytes:
    """xxHash64 as eight bytes, the highest first."""
    return xxhash64(data).to_bytes(8, "big")


def _final(value: int) -> int:
    value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD & _MASK
    value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53 & _MASK
    return value ^ (value >> 33)


def murmur3(data: bytes) -> bytes:
    """MurmurHash3 of 128 bits (x64), seed 0, as sixteen bytes."""
    one = two = 0
    whole = len(data) // 16 * 16
    for at in range(0, whole, 16):
        first, second = struct.unpack_from("<2Q", data, at)
        one ^= _rotated(first * _C1 & _MASK, 31) * _C2 & _MASK
        one = ((_rotated(one, 27) + two) * 5 + 0x52DCE729) & _MASK
        two ^= _rotated(second * _C2 & _MASK, 33) * _C1 & _MASK
        two = ((_rotated(two, 31) + one) * 5 + 0x38495AB5) & _MASK
    tail = data[whole:]
    if len(tail) > 8:
        two ^= _rotated(int.from_bytes(tail[8:], "little") * _C2 & _MASK, 33) * _C1 & _MASK
    if tail:
        one ^= _rotated(int.from_bytes(tail[:8], "little") * _C1 & _MASK, 31) * _C2 & _MASK
    one, two = one ^ len(data), two ^ len(data)
    one = (one + two) & _MASK
    two = (two + one) & _MASK
    one, two = _final(one), _final(two)
    one = (one + two) & _MASK
    return struct.pack("<2Q", one, (two + one) & _MASK)


def _checksum(hashes: list[int | None]) -> bytes | None:
    """The sum of the hashes; a NULL counts as a prime number. NULL for no rows."""
    total = sum(_P1 if value is None else value * _P1 for value in hashes)
    return struct.pack("<Q", total & _MASK)


def checksum_of_numbers(values: list[int | None]) -> bytes | None:
    """checksum() of values that Trino keeps as a long."""
    return _checksum([None if v is None else xxhash64(struct.pack("<q", v)) for v in values])


def checksum_of_texts(values: list[str | None]) -> bytes | None:
    """checksum() of texts."""
    return _checksum([None if v is None else xxhash64(v.encode()) for v in values])


def checksum_of_doubles(values: list[float | None]) -> bytes | None:
    """checksum() of doubles: the hash of their bits."""
    return _checksum([None if v is None else xxhash64(struct.pack("<d", v + 0.0)) for v in values])


FUNCTIONS = {
    "xxhash64": of(xxhash64_bytes, "BLOB", "BLOB"),
    "murmur3": of(murmur3, "BLOB", "BLOB"),
    "checksum_of_numbers": of(checksum_of_numbers, "BIGINT[]", "BLOB"),
    "checksum_of_texts": of(checksum_of_texts, "VARCHAR[]", "BLOB"),
    "checksum_of_doubles": of(checksum_of_doubles, "DOUBLE[]", "BLOB"),
}
