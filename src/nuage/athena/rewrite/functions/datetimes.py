"""Date and time functions. https://trino.io/docs/current/functions/datetime.html"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlglot import exp

from nuage.athena.rewrite.functions import formats
from nuage.athena.rewrite.nodes import escaped, literal_text, quoted, template, type_of
from nuage.athena.rewrite.signatures import Function, table
from nuage.athena.types import ZONED

_FIXED = r"""
at_timezone(timestamp_tz, varchar) -> timestamp_tz := nuage_in_zone({0}, {1})
at_timezone(timestamp_tz, day_time) -> timestamp_tz := nuage_in_zone({0}, nuage_offset_of({1}))
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
parse_datetime(varchar, varchar) -> timestamp_tz
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
to_iso8601(date) -> varchar(16) := CAST({0} AS VARCHAR)
to_iso8601(timestamp) -> varchar(26) := strftime({0}, '%Y-%m-%dT%H:%M:%S.%g')
to_iso8601(timestamp_tz) -> varchar(32) := strftime(nuage_local({0}), '%Y-%m-%dT%H:%M:%S.%g') || nuage_iso_zone({0})
from_unixtime(double) -> timestamp_tz := nuage_zoned(make_timestamp(CAST(round({0} * 1000) AS BIGINT) * 1000))
from_unixtime(double, varchar) -> timestamp_tz := nuage_in_zone(nuage_zoned(make_timestamp(CAST(round({0} * 1000) AS BIGINT) * 1000)), {1})
from_unixtime(double, bigint, bigint) -> timestamp_tz := nuage_in_zone(nuage_zoned(make_timestamp(CAST(round({0} * 1000) AS BIGINT) * 1000)), nuage_offset_of(to_minutes(CAST({1} * 60 + {2} AS BIGINT))))
from_iso8601_timestamp_nanos(varchar) -> timestamp_tz := nuage_iso_timestamp({0})
from_unixtime_nanos(decimal(p, s)) -> timestamp_tz := nuage_zoned(make_timestamp(CAST({0} AS BIGINT) // 1000))
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
millisecond(time) -> bigint := CAST(epoch_us({0}) // 1000 % 1000 AS BIGINT)
millisecond(day_time) -> bigint := CAST(nuage_micros({0}) // 1000 % 1000 AS BIGINT)
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


def _unit(value: exp.Expression, context: Any, moment: exp.Expression) -> str | None:
    """The unit that is named by a constant, checked against the type as Trino does; None for one that is no constant."""
    unit = literal_text(value)
    if unit is None:
        return None
    allowed, shown = _units(moment)
    if unit.lower() not in allowed:
        raise context.error("INVALID_FUNCTION_ARGUMENT", f"'{unit.lower()}' is not a valid {shown} field")
    return unit.lower()


def _units(moment: exp.Expression) -> tuple[tuple[str, ...], str]:
    base = type_of(moment).base
    allowed = {"date": DATE_UNITS, "time": TIME_UNITS}.get(base, UNITS)
    return allowed, {"date": "DATE", "time": "Time"}.get(base, "Timestamp")


def _by_unit(
    value: exp.Expression, context: Any, moment: exp.Expression, build: Callable[[str], exp.Expression]
) -> exp.Expression:
    """What `build` makes of the unit; where the unit is no constant, a CASE over all that there are."""
    unit = _unit(value, context, moment)
    if unit is not None:
        return build(unit)
    allowed, shown = _units(moment)
    cases = " ".join(f"WHEN '{name}' THEN {{{i + 1}}}" for i, name in enumerate(allowed))
    wrong = f"nuage_error('INVALID_FUNCTION_ARGUMENT', chr(39) || {{0}} || chr(39) || ' is not a valid {shown} field')"
    return template(f"CASE lower({{0}}) {cases} ELSE {wrong} END", value, *(build(name) for name in allowed))


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
    return _by_unit(values[0], context, values[2], lambda unit: _added(unit, values))


def _added(unit: str, values: list[exp.Expression]) -> exp.Expression:
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
    return _by_unit(values[0], context, values[1], lambda unit: _difference(unit, values[1:]))


def _difference(unit: str, values: list[exp.Expression]) -> exp.Expression:
    if type_of(values[0]).base == ZONED:
        # days and longer are counted on the first one's calendar, hours and shorter as they pass
        text = (
            f"date_sub('{unit}', nuage_local({{0}}), nuage_local(nuage_in_zone({{1}}, struct_extract({{0}}, 'z'))))"
            if unit in DATE_UNITS
            else f"date_sub('{unit}', struct_extract({{0}}, 't'), struct_extract({{1}}, 't'))"
        )
        return template(text, *values)
    return template(f"date_sub('{unit}', {{0}}, {{1}})", *values)


def _trunc(resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression) -> exp.Expression:
    return _by_unit(values[0], context, values[1], lambda unit: _truncated(unit, values))


def _truncated(unit: str, values: list[exp.Expression]) -> exp.Expression:
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


def _engine_pattern(value: exp.Expression, context: Any, translate: Any) -> str | None:
    """The engine's pattern for a constant one that it can print or read; None leaves it to Python."""
    pattern = literal_text(value)
    if pattern is None:
        return None
    try:
        return escaped(quoted(translate(pattern)))
    except formats.NotOfEngineError:
        return None
    except formats.UnknownFormatError as error:
        raise context.error("INVALID_FUNCTION_ARGUMENT", str(error)) from error


def _local(value: exp.Expression) -> exp.Expression:
    return template("nuage_local({0})", value) if type_of(value).base == ZONED else value


def _date_format(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    pattern = _engine_pattern(values[1], context, formats.mysql_to_print)
    if pattern is None:
        return template("nuage_udf_format_mysql(CAST({0} AS VARCHAR), {1})", _local(values[0]), values[1])
    return template(f"strftime({{0}}, {pattern})", _local(values[0]))


def _date_parse(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    pattern = _engine_pattern(values[1], context, formats.mysql_to_read)
    if pattern is None:
        return template("make_timestamp(nuage_udf_parse_mysql({0}, {1}))", *values)
    read = f"try_strptime({{0}}, {pattern})"
    if "%y" in pattern:  # two digits mean 1970 to 2069; to the engine 69 is 1969
        read = f"nuage_this_century({read})"
    elif not re.search("%[YGx]", pattern):  # without a year it is 1970; to the engine, 1900
        read = f"{read} + to_years(70)"
    return template(f"nuage_parsed({{0}}, {read})", values[0])


def _format_datetime(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    pattern = _engine_pattern(values[1], context, formats.joda_to_print)
    given = literal_text(values[1]) or ""
    if type_of(values[0]).base != ZONED and re.search("[zZ]", re.sub("'[^']*'", "", given)):
        raise context.error(
            "INVALID_FUNCTION_ARGUMENT",
            "format_datetime for TIMESTAMP type, cannot use 'Z' nor 'z' in format, as this type does not contain TZ "
            "information",
        )
    if pattern is None:
        zone = "nuage_zone_name({2})" if type_of(values[0]).base == ZONED else "'UTC'"
        text = f"nuage_udf_format_joda(CAST({{0}} AS VARCHAR), {zone}, {{1}})"
        return template(text, _local(values[0]), values[1], values[0].copy())
    return template(f"strftime({{0}}, {pattern})", _local(values[0]))


def _parse_datetime(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression:
    return template(f"nuage_zoned_result(nuage_udf_parse_joda({{0}}, {{1}}, {context.now.year}))", *values)


BUILDERS = {
    "date_add": _add,
    "date_diff": _diff,
    "date_trunc": _trunc,
    "date_format": _date_format,
    "date_parse": _date_parse,
    "format_datetime": _format_datetime,
    "parse_datetime": _parse_datetime,
}
