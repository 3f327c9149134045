"""Decompression by the extension of a key, as Athena does it: the content is never looked at.

https://docs.aws.amazon.com/athena/latest/ug/compression-formats.html
"""

from __future__ import annotations

import bz2
import gzip
import struct
import zlib
from collections.abc import Callable

import cramjam

from nuage.athena.serdes.model import cursor_error

_LZ4_MAGIC = b"\x04\x22\x4d\x18"


def decompressed(key: str, data: bytes) -> bytes:
    """The content of an object; the extension counts in lower case only.

    :raises QueryError: HIVE_CURSOR_ERROR when it is not what its name says
    """
    read = _READERS.get(key.rpartition("/")[2].rpartition(".")[2])
    if read is None:
        return data
    try:
        return read(data)
    except (OSError, EOFError, ValueError, zlib.error, struct.error, cramjam.DecompressionError) as error:
        raise cursor_error(f"Failed to read file: s3 object {key} cannot be decompressed: {error}") from error


def compressed(extension: str, data: bytes) -> bytes:
    """The opposite, for results that are written: "gz", "bz2", "zst", "snappy", "deflate" or "" for none."""
    return _WRITERS[extension](data) if extension else data


def _zstd(data: bytes) -> bytes:
    return bytes(cramjam.zstd.decompress(data))


def _deflate(data: bytes) -> bytes:
    """Hadoop's DefaultCodec: zlib with its header; raw deflate is let through."""
    try:
        return zlib.decompress(data)
    except zlib.error:
        return zlib.decompress(data, wbits=-zlib.MAX_WBITS)


def _lz4(data: bytes) -> bytes:
    if data.startswith(_LZ4_MAGIC):
        return bytes(cramjam.lz4.decompress(data))
    return _hadoop_blocks(
        data, lambda block, size: bytes(cramjam.lz4.decompress_block(block, output_len=size))
    )


def _snappy(data: bytes) -> bytes:
    return _hadoop_blocks(data, lambda block, _: bytes(cramjam.snappy.decompress_raw(block)))


def _hadoop_blocks(data: bytes, read: Callable[[bytes, int], bytes]) -> bytes:
    """Hadoop's block streams: a block is its length, then chunks, each a length and compressed bytes."""
    parts: list[bytes] = []
    at = 0
    while at < len(data):
        (left,) = struct.unpack_from(">I", data, at)
        at += 4
        while left > 0:
            (length,) = struct.unpack_from(">I", data, at)
            at += 4
            if at + length > len(data):
                raise EOFError("Compressed data ended early")
            part = read(data[at : at + length], left)
            if not part:
                raise ValueError("Empty block")
            at += length
            left -= len(part)
            parts.append(part)
    return b"".join(parts)


def _hadoop_snappy(data: bytes) -> bytes:
    block = bytes(cramjam.snappy.compress_raw(data))
    return struct.pack(">II", len(data), len(block)) + block if data else b""


_READERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.decompress,
    "bz2": bz2.decompress,
    "zst": _zstd,
    "snappy": _snappy,
    "lz4": _lz4,
    "deflate": _deflate,
}
_WRITERS: dict[str, Callable[[bytes], bytes]] = {
    # no time and no name in the header: the same rows give the same bytes
    "gz": lambda data: gzip.compress(data, compresslevel=6, mtime=0),
    "bz2": bz2.compress,
    "zst": lambda data: bytes(cramjam.zstd.compress(data)),
    "snappy": _hadoop_snappy,
    "deflate": zlib.compress,
}
