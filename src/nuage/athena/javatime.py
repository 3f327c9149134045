"""Date patterns of Java's DateTimeFormatter and SimpleDateFormat: `yyyy-MM-dd'T'HH:mm:ss.SSSZ` read and
written.

Known letters: y u M L d D H h a k m s S n E X x Z z, text in quotes, and any other sign for itself. A
letter that is not known is refused when the pattern is made, never guessed.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TOKEN = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']", re.DOTALL)
_NUMBERS = {"y": "year", "u": "year", "M": "month", "L": "month", "d": "day", "D": "yearday", "H": "hour"} | {
    "h": "hour12",
    "k": "hour",
    "m": "minute",
    "s": "second",
    "S": "fraction",
    "n": "fraction",
}
_ZONES = "XxZz"


class Pattern:
    """A pattern, ready to read and to write.

    :raises ValueError: when it has a letter that is not known
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._parts: list[tuple[str, str]] = []
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise ValueError(f"Unterminated quote in pattern '{text}'")
            self._parts.append(_part(match))
            at = match.end()
        self._regex = re.compile(
            "".join(_regex(kind, run, i) for i, (kind, run) in enumerate(self._parts)), re.I
        )

    @property
    def finest(self) -> str:
        """The smallest unit that the pattern shows, in the words of projection.<column>.interval.unit."""
        letters = {run[0] for kind, run in self._parts if kind == "letter"}
        for unit, signs in (
            ("MILLISECONDS", "Sn"),
            ("SECONDS", "s"),
            ("MINUTES", "m"),
            ("HOURS", "Hhk"),
            ("DAYS", "dD"),
            ("MONTHS", "ML"),
        ):
            if letters & set(signs):
                return unit
        return "YEARS"

    def parse(self, text: str) -> datetime | None:
        """The moment a text stands for, in UTC and without a zone; None when it does not fit."""
        match = self._regex.fullmatch(text)
        if match is None:
            return None
        found: dict[str, int] = {}
        zone = UTC
        for i, (kind, run) in enumerate(self._parts):
            if kind == "letter":
                shown = match[f"p{i}"]
                if run[0] in _ZONES:
                    zone = _zone(shown)
                else:
                    found |= _field(run, shown)
        try:
            return _moment(found).replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
        except (ValueError, OverflowError):
            return None

    def format(self, moment: datetime) -> str:
        """A UTC moment as the pattern has it."""
        return "".join(run if kind == "text" else _shown(run, moment) for kind, run in self._parts)


def _part(match: re.Match[str]) -> tuple[str, str]:
    if match[1] is not None:
        return ("text", match[1].replace("''", "'") or "'")
    if match[2]:
        if match[2] not in _NUMBERS and match[2] not in _ZONES and match[2] not in "aE":
            raise ValueError(f"Unknown pattern letter: {match[2]}")
        return ("letter", match[0])
    return ("text", match[0])


def _regex(kind: str, run: str, index: int) -> str:
    if kind == "text":
        return re.escape(run)
    letter, width = run[0], len(run)
    if letter in "ML" and width >= 3:
        body = "|".join(MONTHS if width > 3 else [month[:3] for month in MONTHS])
    elif letter == "E":
        body = "|".join(DAYS if width > 3 else [day[:3] for day in DAYS])
    elif letter == "a":
        body = "AM|PM"
    elif letter in _ZONES:
        body = r"Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?"
    elif letter in "yu":
        body = r"\d{2}" if width == 2 else rf"\d{{{max(width, 4)}}}"
    else:
        body = (
            rf"\d{{{width}}}"
            if width > 1
            else r"\d{1,9}"
            if letter in "Sn"
            else r"\d{1,3}"
            if letter == "D"
            else r"\d{1,2}"
        )
    return f"(?P<p{index}>{body})"


def _field(run: str, shown: str) -> dict[str, int]:
    letter, width = run[0], len(run)
    if letter == "E":
        return {}
    if letter == "a":
        return {"pm": int(shown.lower() == "pm")}
    if letter in "ML" and width >= 3:
        return {"month": [month[:3].lower() for month in MONTHS].index(shown[:3].lower()) + 1}
    if letter == "S":
        return {"fraction": int(shown.ljust(9, "0")[:9])}
    number = int(shown)
    return {_NUMBERS[letter]: number + 2000 if letter in "yu" and width == 2 else number}


def _moment(found: dict[str, int]) -> datetime:
    hour = found.get("hour", 0) % 24
    if "hour12" in found:
        hour = found["hour12"] % 12 + 12 * found.get("pm", 0)
    moment = datetime(  # noqa: DTZ001 - the caller sets the zone
        found.get("year", 1970),
        found.get("month", 1),
        found.get("day", 1),
        hour,
        found.get("minute", 0),
        found.get("second", 0),
        found.get("fraction", 0) // 1000,
    )
    return moment + timedelta(days=found["yearday"] - 1) if "yearday" in found else moment


def _zone(shown: str) -> timezone:
    if shown[0] not in "+-":
        return UTC
    digits = shown[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if shown[0] == "-" else offset)


def _shown(run: str, moment: datetime) -> str:
    letter, width = run[0], len(run)
    if letter in "ML" and width >= 3:
        month = MONTHS[moment.month - 1]
        return month if width > 3 else month[:3]
    if letter == "E":
        day = DAYS[moment.weekday()]
        return day if width > 3 else day[:3]
    if letter == "a":
        return "PM" if moment.hour >= 12 else "AM"
    if letter in _ZONES:
        return {"X": "Z", "z": "UTC"}.get(letter, "+0000")
    if letter in "Sn":
        return f"{moment.microsecond * 1000:09d}"[: width if letter == "S" else 9]
    number = {
        "y": moment.year % 100 if width == 2 else moment.year,
        "M": moment.month,
        "d": moment.day,
        "D": moment.timetuple().tm_yday,
        "H": moment.hour,
        "h": moment.hour % 12 or 12,
        "k": moment.hour or 24,
        "m": moment.minute,
        "s": moment.second,
    }[{"u": "y", "L": "M"}.get(letter, letter)]
    return f"{number:0{width}d}"
