"""AWS's cron expressions: six fields, with L, W and #.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html. The
syntax is Quartz's without seconds; what AWS's page leaves open (ranges that run over the end, such
as FRI-MON or 22-2) is read as Quartz reads it. Pure: no clock, no time zone.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

FIRST_YEAR, LAST_YEAR = 1970, 2199
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
WEEKDAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")

# the days of a month that one element of a day field names: (year, month) -> days
Days = Callable[[int, int], set[int]]


class InvalidCronError(ValueError):
    """The text is not one of AWS's cron expressions."""


@dataclass(frozen=True)
class Field:
    """What a field may hold: its bounds and the names that stand for numbers."""

    first: int
    last: int
    names: dict[str, int]
    wraps: bool = True  # FRI-MON and 22-2 run over the end and on from the start

    def number(self, text: str) -> int:
        """One value, as a number or a name."""
        value = self.names.get(text)
        if value is None and text.isascii() and text.isdigit():
            value = int(text)
        if value is None or not self.first <= value <= self.last:
            raise InvalidCronError(text)
        return value

    def values(self, text: str) -> set[int]:
        """A list of elements: `*`, `5`, `1-5`, `0/15`, `*/15`, `8-18/2`."""
        return {value for element in text.split(",") for value in self._element(element)}

    def _element(self, text: str) -> list[int]:
        span, slash, step_text = text.partition("/")
        if span == "*":
            low, high = self.first, self.last
        elif "-" in span:
            low, high = (self.number(end) for end in span.split("-", 1))
        else:
            low = self.number(span)
            high = self.last if slash else low
        if slash and not (step_text.isascii() and step_text.isdigit() and 1 <= int(step_text) <= self.last):
            raise InvalidCronError(text)
        size = self.last - self.first + 1
        if low > high:
            if not self.wraps:
                raise InvalidCronError(text)
            high += size
        step = int(step_text) if slash else 1
        return [(value - self.first) % size + self.first for value in range(low, high + 1, step)]


MINUTE = Field(0, 59, {})
HOUR = Field(0, 23, {})
DAY_OF_MONTH = Field(1, 31, {})
MONTH = Field(1, 12, {name: number for number, name in enumerate(MONTHS, 1)})
DAY_OF_WEEK = Field(1, 7, {name: number for number, name in enumerate(WEEKDAYS, 1)})
YEAR = Field(FIRST_YEAR, LAST_YEAR, {}, wraps=False)


@dataclass(frozen=True)
class Cron:
    """A parsed expression. `parse` makes it."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: Days
    months: tuple[int, ...]
    years: tuple[int, ...]

    def after(self, moment: datetime) -> datetime | None:
        """The first matching minute later than `moment` (naive), or None when there is none left."""
        start = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
        for day in self._days_from(start.date()):
            for hour in self.hours:
                if day == start.date() and hour < start.hour:
                    continue
                for minute in self.minutes:
                    candidate = datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 - naive by intent
                    if candidate >= start:
                        return candidate
        return None

    def _days_from(self, first: date) -> Iterator[date]:
        for year in self.years:
            for month in self.months:
                if (year, month) < (first.year, first.month):
                    continue
                for day in sorted(self.days(year, month)):
                    if date(year, month, day) >= first:
                        yield date(year, month, day)


def parse(text: str) -> Cron:
    """Read the six fields between the brackets of `cron(…)`.

    :raises InvalidCronError: when a field is not as AWS's page says
    """
    fields = text.upper().split()
    if len(fields) != 6:
        raise InvalidCronError(text)
    minutes, hours, day_of_month, month, day_of_week, year = fields
    # AWS: "If you specify a value or a * in one of the fields, you must use a ? in the other"
    if (day_of_month == "?") == (day_of_week == "?"):
        raise InvalidCronError(text)
    return Cron(
        minutes=tuple(sorted(MINUTE.values(minutes))),
        hours=tuple(sorted(HOUR.values(hours))),
        days=_days_of_month(day_of_month) if day_of_week == "?" else _days_of_week(day_of_week),
        months=tuple(sorted(MONTH.values(month))),
        years=tuple(sorted(YEAR.values(year))),
    )


def _union(parts: list[Days]) -> Days:
    return lambda year, month: {day for part in parts for day in part(year, month)}


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _days_of_month(text: str) -> Days:
    return _union([_day_of_month(element) for element in text.split(",")])


def _day_of_month(text: str) -> Days:
    if text == "L":
        return lambda year, month: {_last_day(year, month)}
    if text in ("LW", "WL"):
        return lambda year, month: {_nearest_weekday(year, month, _last_day(year, month))}
    if text.startswith("L-"):
        before = DAY_OF_MONTH.number(text[2:])
        return lambda year, month: {_last_day(year, month) - before} - set(range(-31, 1))
    if text.endswith("W"):
        target = DAY_OF_MONTH.number(text[:-1])
        return lambda year, month: (
            {_nearest_weekday(year, month, target)} if target <= _last_day(year, month) else set()
        )
    days = DAY_OF_MONTH.values(text)
    return lambda year, month: {day for day in days if day <= _last_day(year, month)}


def _nearest_weekday(year: int, month: int, day: int) -> int:
    """The Monday to Friday nearest to a day, never in another month."""
    weekday = date(year, month, day).weekday()
    if weekday == calendar.SATURDAY:
        return day - 1 if day > 1 else day + 2
    if weekday == calendar.SUNDAY:
        return day + 1 if day < _last_day(year, month) else day - 2
    return day


def _days_of_week(text: str) -> Days:
    if "#" in text:
        # AWS: with #, the field holds one expression only
        day, _, nth = text.partition("#")
        if nth not in {"1", "2", "3", "4", "5"}:
            raise InvalidCronError(text)
        weekday = DAY_OF_WEEK.number(day)
        return lambda year, month: set(_weekdays(year, month, weekday)[int(nth) - 1 : int(nth)])
    return _union([_day_of_week(element) for element in text.split(",")])


def _day_of_week(text: str) -> Days:
    if text != "L" and text.endswith("L"):
        last = DAY_OF_WEEK.number(text[:-1])
        return lambda year, month: {_weekdays(year, month, last)[-1]}
    # L alone is the last day of the week
    weekdays = {DAY_OF_WEEK.last} if text == "L" else DAY_OF_WEEK.values(text)
    return lambda year, month: {day for weekday in weekdays for day in _weekdays(year, month, weekday)}


def _weekdays(year: int, month: int, weekday: int) -> list[int]:
    """The days of a month that fall on a weekday, 1 for Sunday to 7 for Saturday."""
    first = (weekday - 2 - date(year, month, 1).weekday()) % 7 + 1
    return list(range(first, _last_day(year, month) + 1, 7))
