"""Decompression by extension."""

from __future__ import annotations

import bz2
import gzip
import struct
import zlib

import cramjam
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.athena.errors import QueryError
from nuage.athena.objects.compression import compressed, decompressed

TEXT = b'{"a":1}\n' * 1000


def hadoop(block: bytes, *chunks: tuple[int, bytes]) -> bytes:
    return struct.pack(">I", len(block)) + b"".join(struct.pack(">I", len(c)) + c for _, c in chunks)


@pytest.mark.parametrize(
    ("key", "data"),
    [
        ("x", TEXT),
        ("x.json", TEXT),
        ("dir.gz/x", TEXT),
        ("x.GZ", TEXT),
        ("x.gz", gzip.compress(TEXT, mtime=0)),
        ("a.b/x.json.gz", gzip.compress(TEXT[:80], mtime=0) + gzip.compress(TEXT[80:], mtime=0)),
        ("x.bz2", bz2.compress(TEXT[:8]) + bz2.compress(TEXT[8:])),
        ("x.zst", bytes(cramjam.zstd.compress(TEXT))),
        ("x.zst", bytes(cramjam.zstd.compress(TEXT[:8])) + bytes(cramjam.zstd.compress(TEXT[8:]))),
        ("x.deflate", zlib.compress(TEXT)),
        ("x.deflate", zlib.compress(TEXT)[2:-4]),
        ("x.lz4", bytes(cramjam.lz4.compress(TEXT))),
        ("x.lz4", hadoop(TEXT, (0, bytes(cramjam.lz4.compress_block(TEXT, store_size=False))))),
        ("x.snappy", hadoop(TEXT, (0, bytes(cramjam.snappy.compress_raw(TEXT))))),
        (
            "x.snappy",
            hadoop(
                TEXT[:80],
                (0, bytes(cramjam.snappy.compress_raw(TEXT[:40]))),
                (0, bytes(cramjam.snappy.compress_raw(TEXT[40:80]))),
            )
            + hadoop(TEXT[80:], (0, bytes(cramjam.snappy.compress_raw(TEXT[80:])))),
        ),
    ],
)
def test_the_extension_says_how(key: str, data: bytes) -> None:
    assert decompressed(key, data) == TEXT


def test_without_an_extension_the_bytes_are_taken_as_they_are() -> None:
    assert decompressed("x", gzip.compress(TEXT, mtime=0)) == gzip.compress(TEXT, mtime=0)


@pytest.mark.parametrize("extension", ["gz", "bz2", "zst", "snappy", "lz4", "deflate"])
def test_what_is_not_what_its_name_says_fails_the_query(extension: str) -> None:
    with pytest.raises(
        QueryError, match=f"HIVE_CURSOR_ERROR: Failed to read file: s3 object x.{extension} cannot be"
    ):
        decompressed(f"x.{extension}", TEXT)


@given(st.binary(min_size=1), st.sampled_from(["gz", "bz2", "zst", "snappy", "lz4", "deflate"]))
def test_any_bytes_are_content_or_an_error_of_athena(data: bytes, extension: str) -> None:
    try:
        decompressed(f"x.{extension}", data)
    except QueryError as error:
        if error.name != "HIVE_CURSOR_ERROR":
            raise


@given(st.binary(), st.sampled_from(["gz", "bz2", "zst", "snappy", "deflate", ""]))
def test_what_is_written_can_be_read(data: bytes, extension: str) -> None:
    assert decompressed(f"x.{extension}" if extension else "x", compressed(extension, data)) == data
    assert compressed(extension, data) == compressed(extension, data)
