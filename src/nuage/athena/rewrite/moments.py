"""Literals: DATE '2020-02-29', TIME '10:11', TIMESTAMP '2020-01-05 10:11:12.345 Europe/Paris'."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DATE = r"(?P<year>[+-]?\d{4,})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:\.\d{1,12})?)?"
_ZONE = r"(?:\s*(?P<zone>[A-Za-z][\w/+-]*|[+-]\d{1,2}(?::?\d{2})?))?"
_SHAPES = {
    "date": re.compile(rf"\s*{_DATE}\s*"),
    "time": re.compile(rf"{_TIME}{_ZONE}"),
    "timestamp": re.compile(rf"{_DATE}(?: {_TIME})?{_ZONE}"),
}


def valid(kind: str, text: str) -> bool:
    """Whether a text is a literal of `date`, `time` or `timestamp`."""
    match = _SHAPES[kind].fullmatch(text)
    if match is None:
        return False
    parts = match.groupdict()
    if kind != "time":
        try:
            # the calendar repeats after 400 years; Python's begins with year 1
            date(int(parts["year"]) % 400 + 2000, int(parts["month"]), int(parts["day"]))
        except ValueError:
            return False
    if any(int(parts.get(name) or 0) > most for name, most in (("hour", 23), ("minute", 59), ("second", 59))):
        return False
    return _known(parts.get("zone"))


def _known(zone: str | None) -> bool:
    if not zone or zone[0] in "+-" or zone.upper() in ("UTC", "Z", "GMT"):
        return True
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
