"""Projection of the type date: a range, `NOW` with years to milliseconds added or taken, an interval and a
format.

https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from nuage.athena.javatime import Pattern
from nuage.athena.types import INTEGERS, Type

UNITS = ("YEARS", "MONTHS", "WEEKS", "DAYS", "HOURS", "MINUTES", "SECONDS", "MILLISECONDS")
_NOW = re.compile(r"NOW\s*((?:[+-]\s*\d+\s*[A-Za-z]+\s*)*)\Z", re.IGNORECASE)
_SHIFT = re.compile(r"([+-])\s*(\d+)\s*([A-Za-z]+)")

_RUN = re.compile(r"'[^']*'|([A-Za-z])\1*")
_DESCENDING = ["yyyy", "MM", "dd", "HH", "mm", "ss", "SSS"]


def unit_of(text: str) -> str:
    """A unit in the words of the documentation: plural, in capitals.

    :raises ValueError: when it is none
    """
    unit = text.strip().upper().rstrip("S") + "S"
    if unit not in UNITS:
        raise ValueError(f"Unknown interval unit: {text}")
    return unit


def shifted(moment: datetime, amount: int, unit: str) -> datetime:
    """A moment some units later; a day that the month does not have becomes its last."""
    if unit in ("YEARS", "MONTHS"):
        months = moment.year * 12 + moment.month - 1 + amount * (12 if unit == "YEARS" else 1)
        year, month = divmod(months, 12)
        day = min(moment.day, calendar.monthrange(year, month + 1)[1])
        return moment.replace(year=year, month=month + 1, day=day)
    return moment + amount * timedelta(**{unit.lower(): 1})


def bound(text: str, pattern: Pattern, now: datetime) -> datetime:
    """One end of a range: a date in the format, or NOW with shifts.

    :raises ValueError: when it is neither
    """
    text = text.strip()
    match = _NOW.match(text)
    if match:
        for sign, amount, unit in _SHIFT.findall(match[1]):
            now = shifted(now, int(sign + amount), unit_of(unit))
        return now
    moment = pattern.parse(text)
    if moment is None:
        raise ValueError(f"'{text}' does not fit the format '{pattern.text}'")
    return moment


class ProjectedDates:
    """The dates of one column.

    :param own: the column's properties: range, format, interval, interval.unit
    :param now: UTC, without a zone
    :raises ValueError: when a property is missing or wrong
    """

    def __init__(self, own: Mapping[str, str], now: datetime) -> None:
        if not own.get("format") or not own.get("range"):
            raise ValueError("projection type date needs a range and a format")
        self._pattern = Pattern(own["format"])
        ends = own["range"].split(",")
        if len(ends) != 2:
            raise ValueError(f"range must have two ends: {own['range']}")
        finest = self._pattern.finest
        if "interval" in own and "interval.unit" not in own and finest not in ("DAYS", "MONTHS"):
            raise ValueError("interval.unit is needed where the format is not in days or months")
        self._unit = unit_of(own["interval.unit"]) if "interval.unit" in own else finest
        self._step = int(own.get("interval", "1"))
        if self._step < 1:
            raise ValueError("interval must be 1 at least")
        low, high = (bound(end, self._pattern, now) for end in ends)
        # what the format does not show does not count: NOW is today where the format is in days
        self._low, self._high = self._floor(low), self._floor(high)
        self.length = self._count()

    def _floor(self, moment: datetime) -> datetime:
        return self._pattern.parse(self._pattern.format(moment)) or moment

    def _moment(self, number: int) -> datetime:
        return shifted(self._low, number * self._step, self._unit)

    def _count(self) -> int:
        if self._low > self._high:
            return 0
        count = max(0, int(self._distance(self._high) / self._step) - 1)
        try:
            while self._moment(count) <= self._high:
                count += 1
        except (OverflowError, ValueError):
            return count  # a range to the end of time
        return count

    def text(self, number: int) -> str:
        """A date of the range, as the format has it; the first is number 0."""
        return self._pattern.format(self._moment(number))

    def ascends(self, kind: Type) -> bool:
        """Whether later dates are greater ones in a type: years come first, and no number lacks zeros."""
        text = self._pattern.text
        runs = [match[0] for match in _RUN.finditer(text) if match[1]]
        if runs != _DESCENDING[: len(runs)]:
            return False
        if kind.base == "date":
            return text == "yyyy-MM-dd"
        return kind.base == "varchar" or (kind.base in INTEGERS and text == "".join(runs))

    def has(self, text: str) -> bool:
        """Whether a text is one of the dates."""
        moment = self._pattern.parse(text)
        if moment is None or self._pattern.format(moment) != text or not self._low <= moment <= self._high:
            return False
        if self._step == 1 and self._unit == self._pattern.finest:
            return True
        guess = int(self._distance(moment) / self._step)
        return any(
            shifted(self._low, max(n, 0) * self._step, self._unit) == moment
            for n in (guess - 1, guess, guess + 1)
        )

    def _distance(self, moment: datetime) -> float:
        """How many units lie between the range's beginning and a moment, about."""
        if self._unit in ("YEARS", "MONTHS"):
            months = (moment.year - self._low.year) * 12 + moment.month - self._low.month
            return months / (12 if self._unit == "YEARS" else 1)
        return (moment - self._low) / timedelta(**{self._unit.lower(): 1})
