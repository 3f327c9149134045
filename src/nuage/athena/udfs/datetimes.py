"""Dates by pattern: Joda's letters (format_datetime, parse_datetime), and MySQL's where none is constant.

https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeFormat.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfoNotFoundError

from nuage.athena.javatime import DAYS, MONTHS
from nuage.athena.udfs.function import FunctionError, of
from nuage.athena.values import read_zone

# (letter, how often), or ("", text) for what stands for itself
Tokens = Sequence[tuple[str, int | str]]
_MYSQL = {
    "a": "E3",
    "b": "M3",
    "c": "M1",
    "d": "d2",
    "e": "d1",
    "f": "S6",
    "H": "H2",
    "h": "h2",
    "I": "h2",
    "i": "m2",
    "j": "D3",
    "k": "H1",
    "l": "h1",
    "M": "M4",
    "m": "M2",
    "p": "a1",
    "S": "s2",
    "s": "s2",
    "v": "w2",
    "W": "E4",
    "x": "x4",
    "Y": "y4",
    "y": "y2",
}
_LONGER = {"r": "%h:%i:%S %p", "T": "%H:%i:%S"}
# MySQL's two digits mean 1970 to 2069
MYSQL_PIVOT = 2020


@lru_cache(maxsize=256)
def joda_tokens(pattern: str) -> Tokens:
    """The parts of `yyyy-MM-dd'T'HH:mm`."""
    found: list[tuple[str, int | str]] = []
    for match in re.finditer(r"''|'((?:[^']|'')*)'|([A-Za-z])\2*|.", pattern, re.DOTALL):
        text = match[0]
        if match[2]:
            if text[0] not in "GCxwYyMdDEeaHhKkmsSzZ":
                raise FunctionError(f"Illegal pattern component: {text}")
            found.append((text[0], len(text)))
        else:
            found.append(
                ("", "'" if text == "''" else (match[1] or "").replace("''", "'") if text[0] == "'" else text)
            )
    return found


@lru_cache(maxsize=256)
def mysql_tokens(pattern: str) -> Tokens:
    """The parts of `%Y-%m-%d`."""
    found: list[tuple[str, int | str]] = []
    for match in re.finditer(r"%(.)|([^%]+)|%$", pattern, re.DOTALL):
        letter, text = match[1], match[2]
        if text is not None:
            found.append(("", text))
        elif letter is None:
            raise FunctionError(f"Invalid format: {pattern}")
        elif letter in "DUuVwX":
            raise FunctionError(f"%{letter} not supported in date format string")
        elif letter in _LONGER:
            found.extend(mysql_tokens(_LONGER[letter]))
        elif letter in _MYSQL:
            found.append((_MYSQL[letter][0], int(_MYSQL[letter][1:])))
        else:
            found.append(("", letter))
    return found


# --- writing ------------------------------------------------------------------------------------------------


def _number(value: int, count: int) -> str:
    return f"{value:0{count}d}"


def _year(value: int, count: int) -> str:
    return f"{value % 100:02d}" if count == 2 else _number(value, count)


_WRITTEN: dict[str, Callable[[datetime, int], str]] = {
    "G": lambda _at, _count: "AD",
    "C": lambda at, count: _number(at.year // 100, count),
    "y": lambda at, count: _year(at.year, count),
    "Y": lambda at, count: _year(at.year, count),
    "x": lambda at, count: _year(at.isocalendar()[0], count),
    "w": lambda at, count: _number(at.isocalendar()[1], count),
    "M": lambda at, count: (
        _number(at.month, count)
        if count < 3
        else MONTHS[at.month - 1]
        if count > 3
        else MONTHS[at.month - 1][:3]
    ),
    "d": lambda at, count: _number(at.day, count),
    "D": lambda at, count: _number(at.timetuple().tm_yday, count),
    "E": lambda at, count: DAYS[at.weekday()] if count > 3 else DAYS[at.weekday()][:3],
    "e": lambda at, count: _number(at.isoweekday(), count),
    "a": lambda at, _count: "AM" if at.hour < 12 else "PM",
    "H": lambda at, count: _number(at.hour, count),
    "k": lambda at, count: _number(at.hour or 24, count),
    "h": lambda at, count: _number(at.hour % 12 or 12, count),
    "K": lambda at, count: _number(at.hour % 12, count),
    "m": lambda at, count: _number(at.minute, count),
    "s": lambda at, count: _number(at.second, count),
    "S": lambda at, count: f"{at.microsecond // 1000:03d}".ljust(count, "0")[:count],
}


def _offset(minutes: int, colon: str) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{colon}{abs(minutes) % 60:02d}"


def _write(local: str, zone: str, tokens: Tokens) -> str:
    moment = datetime.fromisoformat(local)
    parts = []
    for letter, count in tokens:
        if isinstance(count, str):
            parts.append(count)
        elif letter in "zZ":
            parts.append(_zone(moment, zone, letter, count))
        else:
            parts.append(_WRITTEN[letter](moment, count))
    return "".join(parts)


def _zone(moment: datetime, zone: str, letter: str, count: int) -> str:
    if letter == "Z" and count >= 3:
        return zone
    aware = moment.replace(tzinfo=read_zone(zone))
    if letter == "Z":
        minutes = int((aware.utcoffset() or timedelta()).total_seconds() // 60)
        return _offset(minutes, ":" if count == 2 else "")
    if count >= 4:
        if zone == "UTC":
            return "Coordinated Universal Time"
        raise FunctionError("zzzz (the name of a time zone) is not supported", "NOT_SUPPORTED")
    return zone if zone[0] in "+-" else str(aware.tzname())


def format_joda(local: str, zone: str, pattern: str) -> str:
    """A moment on the clock of its zone, by Joda's letters."""
    return _write(local, zone, joda_tokens(pattern))


def format_mysql(local: str, pattern: str) -> str:
    """A moment, by MySQL's letters."""
    return _write(local, "UTC", mysql_tokens(pattern))


# --- reading ------------------------------------------------------------------------------------------------

_FIELDS = {"C": "century", "y": "year", "Y": "year", "x": "weekyear", "w": "week", "M": "month", "d": "day"}
_FIELDS |= {
    "D": "yearday",
    "e": "weekday",
    "H": "hour",
    "k": "hour24",
    "h": "hour12",
    "K": "hour11",
    "m": "minute",
}
_FIELDS |= {"s": "second"}


class _Text:
    """A text that is read from the left."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def wrong(self) -> FunctionError:
        rest = self.text[self.at :]
        malformed = (
            f' is malformed at "{rest}"'
            if 0 < self.at < len(self.text)
            else " is too short"
            if self.at
            else ""
        )
        return FunctionError(f'Invalid format: "{self.text}"{malformed}')

    def match(self, pattern: str) -> str:
        found = re.compile(pattern, re.IGNORECASE).match(self.text, self.at)
        if found is None:
            raise self.wrong()
        self.at = found.end()
        return found[0]


def _read(text: str, tokens: Tokens, pivot: int) -> tuple[datetime, str]:
    """The moment on its own clock, and its zone."""
    source, fields, zone = _Text(text), dict[str, int](), "UTC"
    for index, (letter, count) in enumerate(tokens):
        if isinstance(count, str):
            source.match(re.escape(count))
            continue
        adjacent = index + 1 < len(tokens) and tokens[index + 1][0] in _FIELDS and tokens[index + 1][0] != ""
        if letter == "M" and count >= 3:
            name = source.match("|".join([*MONTHS, *(m[:3] for m in MONTHS)]))
            fields["month"] = 1 + next(i for i, m in enumerate(MONTHS) if m[:3].lower() == name[:3].lower())
        elif letter == "E":
            source.match("|".join([*DAYS, *(d[:3] for d in DAYS)]))
        elif letter == "a":
            fields["afternoon"] = int(source.match("AM|PM").upper() == "PM")
        elif letter == "G":
            source.match("AD|CE")
        elif letter in "zZ":
            zone = _read_zone(source)
        elif letter == "S":
            digits = source.match(rf"\d{{1,{max(count, 1)}}}" if adjacent else r"\d{1,9}")
            fields["micros"] = int(digits.ljust(6, "0")[:6])
        elif letter in "yYx" and count == 2:
            digits = source.match(r"[+-]?\d+" if not adjacent else r"\d{2}")
            short = len(digits) == 2 and digits.isdigit()
            base = pivot - 50
            fields[_FIELDS[letter]] = base + (int(digits) - base) % 100 if short else int(digits)
        else:
            widest = {"y": 9, "Y": 9, "x": 9, "D": 3}.get(letter, 2)
            digits = source.match(rf"\d{{{count}}}" if adjacent else rf"[+-]?\d{{1,{widest}}}")
            fields[_FIELDS[letter]] = int(digits)
    if source.at < len(text):
        raise source.wrong()
    try:
        return _moment(fields), zone
    except (ValueError, OverflowError) as error:
        raise FunctionError(f'Cannot parse "{text}": {error}') from error


def _read_zone(source: _Text) -> str:
    found = source.match(r"Z|[+-]\d{2}:?\d{2}|[A-Za-z][\w/+-]*")
    if found[0] in "+-":
        offset = found if ":" in found else f"{found[:3]}:{found[3:]}"
        return "UTC" if offset in ("+00:00", "-00:00") else offset
    if found in ("Z", "z", "UTC", "GMT"):
        return "UTC"
    try:
        read_zone(found)
    except (ZoneInfoNotFoundError, ValueError):
        raise source.wrong() from None
    return found


def _moment(fields: dict[str, int]) -> datetime:
    hour = fields.get("hour", fields.get("hour24", 0) % 24)
    if "hour12" in fields or "hour11" in fields:
        hour = fields.get("hour12", fields.get("hour11", 0)) % 12 + 12 * fields.get("afternoon", 0)
    year = fields.get("year", 1970)
    if "week" in fields or "weekyear" in fields:
        week = (fields.get("weekyear", year), fields.get("week", 1), fields.get("weekday", 1))
        day = datetime.fromisocalendar(*week)
    elif "yearday" in fields:
        if not 1 <= fields["yearday"] <= 366:
            raise ValueError(f"Value {fields['yearday']} for dayOfYear must be in the range [1,365]")
        day = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=fields["yearday"] - 1)
    else:
        day = datetime(year, fields.get("month", 1), fields.get("day", 1), tzinfo=UTC)
    minute, second = fields.get("minute", 0), fields.get("second", 0)
    return day.replace(
        hour=hour, minute=minute, second=second, microsecond=fields.get("micros", 0), tzinfo=None
    )


def _microseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def parse_joda(text: str, pattern: str, year: int) -> str:
    """`microseconds|zone` of a text; two digits of a year mean one around 30 years before `year`."""
    local, zone = _read(text, joda_tokens(pattern), year - 30)
    return f"{_microseconds(local.replace(tzinfo=read_zone(zone)))}|{zone}"


def parse_mysql(text: str, pattern: str) -> int:
    """Microseconds of a text without a zone."""
    return _microseconds(_read(text, mysql_tokens(pattern), MYSQL_PIVOT)[0].replace(tzinfo=UTC))


FUNCTIONS = {
    "format_joda": of(format_joda, "VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR"),
    "format_mysql": of(format_mysql, "VARCHAR", "VARCHAR", "VARCHAR"),
    "parse_joda": of(parse_joda, "VARCHAR", "VARCHAR", "BIGINT", "VARCHAR"),
    "parse_mysql": of(parse_mysql, "VARCHAR", "VARCHAR", "BIGINT"),
}
