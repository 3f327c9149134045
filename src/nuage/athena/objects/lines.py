"""An object's content as lines."""

from __future__ import annotations

from nuage.athena.serdes.model import cursor_error

# https://docs.aws.amazon.com/athena/latest/ug/other-notable-limitations.html
MAX_LINE_BYTES = 32 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"


def split_lines(
    content: bytes, end: bytes = b"\n", header_lines: int = 0, limit: int = MAX_LINE_BYTES
) -> list[bytes]:
    r"""The lines of an object, without their ends; header lines are left out.

    A `\r` before the `\n` belongs to the end; what follows the last end is a line unless it is empty.

    :raises QueryError: HIVE_CURSOR_ERROR when a line is longer than `limit` bytes
    """
    if content.startswith(_BOM):
        content = content[len(_BOM) :]
    lines = content.split(end)
    if not lines[-1]:
        lines.pop()
    if header_lines:
        lines = lines[header_lines:]
    if end == b"\n" and b"\r" in content:
        lines = [line[:-1] if line.endswith(b"\r") else line for line in lines]
    if len(content) > limit and any(len(line) > limit for line in lines):
        raise cursor_error("Line too long in text file")
    return lines
