"""Pages of a list: a NextToken is the opaque place where the next page begins."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from nuage.glue.errors import invalid

T = TypeVar("T")


def page(items: Sequence[T], request: Mapping[str, Any], most: int) -> tuple[list[T], dict[str, str]]:
    """The items of the page that a request asks for, and its NextToken if there are more.

    :param most: the largest page that the operation gives, which is also the one without MaxResults
    :raises GlueError: InvalidInputException for a token that we did not give
    """
    start = _place(request.get("NextToken") or "")
    size = min(int(request.get("MaxResults") or most), most)
    end = start + size
    rest = {"NextToken": _token(end)} if end < len(items) else {}
    return list(items[start:end]), rest


def _token(place: int) -> str:
    return base64.urlsafe_b64encode(f"glue:{place}".encode()).decode()


def _place(token: str) -> int:
    if not token:
        return 0
    try:
        text = base64.urlsafe_b64decode(token.encode()).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        text = ""
    place = text.removeprefix("glue:")
    if not text.startswith("glue:") or not place.isdigit():
        raise invalid("Invalid NextToken")
    return int(place)
