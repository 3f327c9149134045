"""Date and time functions. https://trino.io/docs/current/functions/datetime.html"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from nuage.athena.rewrite.functions import formats
from nuage.athena.rewrite.nodes import escaped, literal_text, quoted, template, type_of
from nuage.athena.rewrite.signatures import Function, table
from nuage.athena.types import ZONED

_FIXED = r"""
at_timezone(timestamp_tz, varchar) -> timestamp_tz := nuage_in_zone({0}, {1})
with_timezone(timestamp, varchar) -> timestamp_tz := nuage_with_zone({0}, {1})
current_timezone() -> varchar := 'UTC'
date(date) -> date := {0}
date(timestamp) -> date := CAST({0} AS DATE)
date(timestamp_tz) -> date := CAST(nuage_local({0}) AS DATE)
date(varchar) -> date := nuage_date({0})
date_format(timestamp, varchar) -> varchar
date_format(timestamp_tz, varchar) -> varchar
date_parse(varchar, varchar) -> timestamp
format_datetime(timestamp, varchar) -> varchar
format_datetime(timestamp_tz, varchar) -> varchar
date_add(varchar, bigint, date) -> date
date_add(varchar, bigint, timestamp) -> timestamp
date_add(varchar, bigint, time) -> time
date_add(varchar, bigint, timestamp_tz) -> timestamp_tz
date_diff(varchar, date, date) -> bigint
date_diff(varchar, timestamp, timestamp) -> bigint
date_diff(varchar, time, time) -> bigint
date_diff(varchar, timestamp_tz, timestamp_tz) -> bigint
date_trunc(varchar, date) -> date
date_trunc(varchar, timestamp) -> timestamp
date_trunc(varchar, time) -> time
date_trunc(varchar, timestamp_tz) -> timestamp_tz
last_day_of_month(date) -> date := last_day({0})
last_day_of_month(timestamp) -> date := last_day({0})
last_day_of_month(timestamp_tz) -> date := last_day(nuage_local({0}))
from_iso8601_date(varchar) -> date := nuage_iso_date({0})
from_iso8601_timestamp(varchar) -> timestamp_tz := nuage_iso_timestamp({0})
to_iso8601(date) -> varchar := CAST({0} AS VARCHAR)
to_iso8601(timestamp) -> varchar := strftime({0}, '%Y-%m-%dT%H:%M:%S.%g')
to_iso8601(timestamp_tz) -> varchar := strftime(nuage_local({0}), '%Y-%m-%dT%H:%M:%S.%g') || nuage_iso_zone({0})
from_unixtime(double) -> timestamp_tz := nuage_zoned(make_timestamp(CAST(round({0} * 1000) AS BIGINT) * 1000))
from_unixtime(double, varchar) -> timestamp_tz := nuage_in_zone(nuage_zoned(make_timestamp(CAST(round({0} * 1000) AS BIGINT) * 1000)), {1})
from_unixtime_nanos(bigint) -> timestamp_tz := nuage_zoned(make_timestamp(CAST({0} AS BIGINT) // 1000))
to_unixtime(timestamp) -> double := epoch({0})
to_unixtime(timestamp_tz) -> double := epoch(struct_extract({0}, 't'))
to_milliseconds(day_time) -> bigint := CAST(nuage_micros({0}) // 1000 AS BIGINT)
parse_duration(varchar) -> day_time := to_microseconds(@parse_duration({0}))
timezone_hour(timestamp_tz) -> bigint := CAST(trunc(date_diff('minute', struct_extract({0}, 't'), nuage_local({0})) / 60) AS BIGINT)
timezone_minute(timestamp_tz) -> bigint := CAST(date_diff('minute', struct_extract({0}, 't'), nuage_local({0})) % 60 AS BIGINT)
hour(time) -> bigint := CAST(datepart('hour', {0}) AS BIGINT)
minute(time) -> bigint := CAST(datepart('minute', {0}) AS BIGINT)
second(time) -> bigint := CAST(trunc(datepart('second', {0})) AS BIGINT)
day(day_time) -> bigint := CAST(nuage_micros({0}) // 86400000000 AS BIGINT)
hour(day_time) -> bigint := CAST(nuage_micros({0}) // 3600000000 % 24 AS BIGINT)
minute(day_time) -> bigint := CAST(nuage_micros({0}) // 60000000 % 60 AS BIGINT)
second(day_time) -> bigint := CAST(nuage_micros({0}) // 1000000 % 60 AS BIGINT)
year(year_month) -> bigint := CAST(nuage_months({0}) // 12 AS BIGINT)
month(year_month) -> bigint := CAST(nuage_months({0}) % 12 AS BIGINT)
"""

# field: the engine's text; `#` is the moment on the wall clock of its zone
_FIELDS = {
    "year": "year(#)",
    "quarter": "quarter(#)",
    "month": "month(#)",
    "week": "weekofyear(#)",
    "week_of_year": "weekofyear(#)",
    "year_of_week": "isoyear(#)",
    "yow": "isoyear(#)",
    "day": "day(#)",
    "day_of_month": "day(#)",
    "day_of_week": "isodow(#)",
    "dow": "isodow(#)",
    "day_of_year": "dayofyear(#)",
    "doy": "dayofyear(#)",
}
_TIME_FIELDS = {
    "hour": "hour(#)",
    "minute": "minute(#)",
    "second": "second(#)",
    "millisecond": "(millisecond(#) % 1000)",
}


def _parts() -> tuple[Function, ...]:
    lines = []
    for fields, kinds in (
        (_FIELDS, ("date", "timestamp", "timestamp_tz")),
        (_TIME_FIELDS, ("timestamp", "timestamp_tz")),
    ):
        for name, text in fields.items():
            for kind in kinds:
                moment = "nuage_local({0})" if kind == "timestamp_tz" else "{0}"
                lines.append(f"{name}({kind}) -> bigint := CAST({text.replace('#', moment)} AS BIGINT)")
    return table("\n".join(lines))


FUNCTIONS = (*table(_FIXED), *_parts())

UNITS = ("millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year")
DATE_UNITS = ("day", "week", "month", "quarter", "year")
TIME_UNITS = ("millisecond", "second", "minute", "hour")


def _unit(values: list[exp.Expression], context: Any, moment: exp.Expression) -> str:
    """The unit that is named by a constant; Trino checks it against the type."""
    unit = literal_text(values[0])
    if unit is None:
        raise context.refuse("The unit of a date function must be a constant", values[0])
    unit = unit.lower()
    base = type_of(moment).base
    allowed = {"date": DATE_UNITS, "time": TIME_UNITS}.get(base, UNITS)
    if unit not in allowed:
        shown = {"date": "DATE", "time": "Time"}.get(base, "Timestamp")
        raise context.error("INVALID_FUNCTION_ARGUMENT", f"'{unit}' is not a valid {shown} field")
    return unit


_STEPS = {
    "millisecond": "to_milliseconds",
    "second": "to_seconds",
    "minute": "to_minutes",
    "hour": "to_hours",
    "day": "to_days",
    "week": "to_weeks",
    "month": "to_months",
    "quarter": "3 * to_months",
    "year": "to_years",
}


def _add(resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression) -> exp.Expression:
    """date_add: a date stays a date."""
    unit = _unit(values, context, values[2])
    kind = (
        "BIGINT" if unit in ("second", "minute", "hour") else "DOUBLE" if unit == "millisecond" else "INTEGER"
    )
    step = f"{_STEPS[unit]}(CAST({{0}} AS {kind}))"
    base = type_of(values[2]).base
    if base == ZONED:
        return template(f"nuage_zoned_add({{1}}, {step})", *values[1:])
    cast = {"date": "DATE", "time": "TIME"}.get(base, "TIMESTAMP")
    return template(f"CAST({{1}} + {step} AS {cast})", *values[1:])


def _diff(resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression) -> exp.Expression:
    """date_diff: whole units between two moments, where the engine's own counts the boundaries crossed."""
    unit = _unit(values, context, values[1])
    moments = [template("struct_extract({0}, 't')", v) if type_of(v).base == ZONED else v for v in values[1:]]
    return template(f"date_sub('{unit}', {{0}}, {{1}})", *moments)


def _trunc(resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression) -> exp.Expression:
    unit = _unit(values, context, values[1])
    base = type_of(values[1]).base
    if base == ZONED:
        return template(
            f"nuage_with_zone(date_trunc('{unit}', nuage_local({{0}})), struct_extract({{0}}, 'z'))",
            values[1],
        )
    if base == "time":
        return template(f"CAST(date_trunc('{unit}', DATE '1970-01-01' + {{0}}) AS TIME)", values[1])
    cast = "DATE" if base == "date" else "TIMESTAMP"
    return template(f"CAST(date_trunc('{unit}', {{0}}) AS {cast})", values[1])


def _pattern(values: list[exp.Expression], context: Any, translate: Any) -> str:
    pattern = literal_text(values[1])
    if pattern is None:
        raise context.refuse("A date format must be a constant", values[1])
    try:
        return escaped(quoted(translate(pattern)))
    except formats.UnknownFormatError as error:
        raise context.error("INVALID_FUNCTION_ARGUMENT", str(error)) from error


def _local(value: exp.Expression) -> exp.Expression:
    return template("nuage_local({0})", value) if type_of(value).base == ZONED else value


def _date_format(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    pattern = _pattern(values, context, formats.mysql_to_print)
    return template(f"strftime({{0}}, {pattern})", _local(values[0]))


def _date_parse(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    pattern = _pattern(values, context, formats.mysql_to_read)
    return template(f"nuage_parsed({{0}}, try_strptime({{0}}, {pattern}))", values[0])


def _format_datetime(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    pattern = _pattern(values, context, formats.joda_to_print)
    return template(f"strftime({{0}}, {pattern})", _local(values[0]))


BUILDERS = {
    "date_add": _add,
    "date_diff": _diff,
    "date_trunc": _trunc,
    "date_format": _date_format,
    "date_parse": _date_parse,
    "format_datetime": _format_datetime,
}
