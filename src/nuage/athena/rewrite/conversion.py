"""The engine's text for the conversion of a value from one Trino type to another."""

from __future__ import annotations

from nuage.athena.types import (
    DAY_TIME,
    INTEGERS,
    MAX_DECIMAL,
    NUMBERS,
    UNKNOWN,
    VARCHAR,
    YEAR_MONTH,
    ZONED,
    Type,
    engine_text,
    field_name,
)

# how Trino's cast errors name a type
SHOWN = {"integer": "INT"}


class NoConversionError(Exception):
    """Trino has no cast between the two types."""


def convert(value: str, source: Type, target: Type) -> str:
    """The conversion of the text `value`; raises NoConversionError if Trino has none."""
    if source == target:
        return value
    if source == UNKNOWN:
        return f"CAST({value} AS {engine_text(target)})"
    if target.base == "json":
        return _to_json(value, source)
    if source.base == "json":
        return _from_json(value, target)
    if target.is_text:
        if target.base == "char" and not source.is_text:
            raise NoConversionError
        return _to_text(value, source, target)
    if source.args or target.args:
        return _container(value, source, target)
    if source.is_text:
        return _from_text(value, target)
    if source.base in (*NUMBERS, "boolean") and target.base in (*NUMBERS, "boolean"):
        return _number(value, source, target)
    text = _MOMENTS.get((source.base, target.base))
    if text is None:
        raise NoConversionError
    return text.replace("#", value)


_MOMENTS = {
    ("date", "timestamp"): "CAST(# AS TIMESTAMP)",
    ("date", ZONED): "nuage_zoned(CAST(# AS TIMESTAMP))",
    ("timestamp", "date"): "CAST(# AS DATE)",
    ("timestamp", "time"): "CAST(# AS TIME)",
    ("timestamp", ZONED): "nuage_zoned(#)",
    (ZONED, "timestamp"): "nuage_local(#)",
    (ZONED, "date"): "CAST(nuage_local(#) AS DATE)",
    (ZONED, "time"): "CAST(nuage_local(#) AS TIME)",
    ("uuid", "varbinary"): "unhex(replace(CAST(# AS VARCHAR), '-', ''))",
}


def _to_text(value: str, source: Type, target: Type) -> str:
    if source.is_text:
        text = f"rtrim({value}, ' ')" if source.base == "char" and target.base == "char" else value
    else:
        text = _text_of(value, source)
    if not target.params:
        return text
    length = target.params[0]
    if target.base == "char":
        return f"rpad(left({text}, {length}), {length}, ' ')"
    if source.is_text:
        return f"left({text}, {length})" if not source.params or source.params[0] > length else text
    return f"nuage_fit({text}, {length})"


def _text_of(value: str, source: Type) -> str:
    if source.base in ("double", "real"):
        return f"nuage_scientific_text({value})"
    if source.base == DAY_TIME:
        return f"nuage_day_time_text({value})"
    if source.base == YEAR_MONTH:
        return f"nuage_year_month_text({value})"
    if source.base == "timestamp":
        return f"strftime({value}, '%Y-%m-%d %H:%M:%S.%g')"
    if source.base == ZONED:
        return f"nuage_zoned_text({value})"
    if source.base == "time":
        return f"strftime(TIMESTAMP '1970-01-01' + to_microseconds(epoch_us({value})), '%H:%M:%S.%g')"
    if source.base in ("boolean", "date", "decimal", "uuid", "ipaddress", *INTEGERS):
        return f"CAST({value} AS VARCHAR)"
    raise NoConversionError


def _from_text(value: str, target: Type) -> str:
    engine = engine_text(target)
    if target.base in INTEGERS:
        return (
            f"nuage_integer({value}, TRY_CAST({value} AS {engine}), "
            f"'{SHOWN.get(target.base, target.base.upper())}')"
        )
    if target.base in ("double", "real"):
        return f"nuage_float({value}, TRY_CAST(trim({value}) AS {engine}), '{target.base.upper()}')"
    if target.base == "decimal":
        shown = f"DECIMAL({target.params[0]}, {target.params[1]})"
        return f"nuage_decimal({value}, TRY_CAST({value} AS {engine}), '{shown}')"
    if target.base == "varbinary":
        return f"encode({value})"
    if target.base == "ipaddress":
        return f"nuage_udf_ipaddress({value})"
    macro = {
        "boolean": "nuage_boolean",
        "date": "nuage_date",
        "timestamp": "nuage_timestamp",
        "time": "nuage_time",
        ZONED: "nuage_zoned_from_text",
    }.get(target.base)
    if macro is not None:
        return f"{macro}({value})"
    if target.base in ("uuid", "ipaddress"):
        return f"CAST({value} AS {engine})"
    raise NoConversionError


def _number(value: str, source: Type, target: Type) -> str:
    engine = engine_text(target)
    if target.base == "boolean":
        return f"({value} <> 0)"
    if source.base in ("double", "real") and target.base in INTEGERS:
        return (
            f"nuage_round_to(CAST({value} AS DOUBLE), TRY_CAST(round({value}) AS {engine}), '{target.base}')"
        )
    if source.base == "decimal" and target.base in INTEGERS:
        return f"nuage_narrowed({value}, TRY_CAST(round({value}) AS {engine}), '{target.base.upper()}')"
    if target.base == "decimal" and source.base != "boolean":
        given = f"DECIMAL({source.params[0]}, {source.params[1]})" if source.params else source.base.upper()
        # a double becomes the decimal of its shortest text, as BigDecimal.valueOf() has it
        exact = f"CAST({value} AS VARCHAR)" if source.base in ("double", "real") else value
        shown = f"nuage_double_text({value})" if source.base in ("double", "real") else value
        return (
            f"nuage_to_decimal({shown}, TRY_CAST({exact} AS {engine}), '{given}', "
            f"'DECIMAL({target.params[0]}, {target.params[1]})')"
        )
    if source.base == "double" and target.base == "real":
        return f"nuage_real({value})"
    return f"CAST({value} AS {engine})"


def _container(value: str, source: Type, target: Type) -> str:
    if source.base != target.base or len(source.args) != len(target.args):
        raise NoConversionError
    if engine_text(source) == engine_text(target) and not _has_lengths(target):
        return value
    if source.base == "array":
        inner = convert('"e"', source.args[0], target.args[0])
        return f'list_transform({value}, lambda "e": {inner})'
    if source.base == "map":
        key = convert("struct_extract(\"e\", 'key')", source.args[0], target.args[0])
        item = convert("struct_extract(\"e\", 'value')", source.args[1], target.args[1])
        entries = (
            f'list_transform(map_entries({value}), lambda "e": struct_pack("key" := {key}, '
            f'"value" := {item}))'
        )
        return f"map_from_entries({entries})"
    return _row(value, source, target)


def _row(value: str, source: Type, target: Type) -> str:
    fields = []
    for index in range(len(source.args)):
        own = field_name(source, index).replace("'", "''")
        inner = convert(f"struct_extract({value}, '{own}')", source.args[index], target.args[index])
        name = field_name(target, index).replace('"', '""')
        fields.append(f'"{name}" := {inner}')
    return f"CASE WHEN {value} IS NULL THEN NULL ELSE struct_pack({', '.join(fields)}) END"


def _has_lengths(kind: Type) -> bool:
    return (kind.is_text and bool(kind.params)) or any(map(_has_lengths, kind.args))


# --- JSON ---------------------------------------------------------------------------------------------------


def _to_json(value: str, source: Type) -> str:
    inner = json_of(value, source)
    if source.base == "decimal":
        return inner
    return f"CASE WHEN {value} IS NULL THEN NULL ELSE to_json({inner}) END"


def json_of(value: str, source: Type) -> str:
    """The value with everything inside in a shape that the engine's to_json() writes as Trino's CAST AS
    JSON does.
    """
    if source.base == "decimal":
        return f"CAST(CAST({value} AS VARCHAR) AS JSON)"
    if source.base in ("boolean", "varchar", "unknown", "double", "real", "json", *INTEGERS):
        return f"CAST({value} AS VARCHAR)" if source == UNKNOWN else value
    if source.base in ("char", "date", "timestamp", ZONED):
        return convert(value, source, VARCHAR)
    if source.base == "array":
        inner = json_of('"e"', source.args[0])
        return value if inner == '"e"' else f'list_transform({value}, lambda "e": {inner})'
    if source.base == "map":
        key = convert("struct_extract(\"e\", 'key')", source.args[0], VARCHAR)
        item = json_of("struct_extract(\"e\", 'value')", source.args[1])
        entries = (
            f'list_transform(list_sort(map_entries({value})), lambda "e": struct_pack("key" '
            f':= {key}, "value" := {item}))'
        )
        return f"map_from_entries({entries})"
    if source.base == "row":
        fields = []
        for index, kind in enumerate(source.args):
            name = field_name(source, index)
            inner = json_of(f"struct_extract({value}, '{name.replace(chr(39), chr(39) * 2)}')", kind)
            fields.append(f'"{name.replace(chr(34), chr(34) * 2)}" := {inner}')
        return f"CASE WHEN {value} IS NULL THEN NULL ELSE struct_pack({', '.join(fields)}) END"
    raise NoConversionError


def _from_json(value: str, target: Type) -> str:
    if target.is_text:
        return _to_text(f"nuage_json_text({value})", VARCHAR, target)
    if target.args:
        return _from_json_container(value, target)
    if target.base == "json":
        return value
    if target.base in (*NUMBERS, "boolean"):
        text = f"nuage_json_bare({value}, {target.base != 'boolean'})"
        if target.base in INTEGERS:
            # 1.5 in JSON becomes 2, as a double would
            return (
                f"nuage_json_number({text}, TRY_CAST(round(TRY_CAST({text} AS "
                f"DECIMAL({MAX_DECIMAL},4))) AS {engine_text(target)}), '{_shown(target)}')"
            )
        return f"nuage_json_number({text}, TRY_CAST({text} AS {engine_text(target)}), '{_shown(target)}')"
    raise NoConversionError


def _from_json_container(value: str, target: Type) -> str:
    shown = _shown(target)
    if target.base == "array":
        inner = _nested('"j"', target.args[0])
        made = f'list_transform(TRY_CAST({value} AS JSON[]), lambda "j": {inner})'
        return f"nuage_json_of({value}, 'ARRAY', {made}, '{shown}', 'array')"
    entries = f"map_entries(TRY_CAST({value} AS MAP(VARCHAR, JSON)))"
    if target.base == "map":
        key = convert("struct_extract(\"j\", 'key')", VARCHAR, target.args[0])
        item = _nested("struct_extract(\"j\", 'value')", target.args[1])
        pair = f'struct_pack("key" := {key}, "value" := {item})'
        made = f'map_from_entries(list_transform({entries}, lambda "j": {pair}))'
        return f"nuage_json_of({value}, 'OBJECT', {made}, '{shown}', 'object')"
    by_name, by_place = [], []
    for index, kind in enumerate(target.args):
        name = field_name(target, index)
        quoted = name.replace('"', '""')
        found = f"nuage_json_field({entries}, '{name.lower().replace(chr(39), chr(39) * 2)}')"
        by_name.append(f'"{quoted}" := {_nested(found, kind)}')
        by_place.append(f'"{quoted}" := {_nested(f"TRY_CAST({value} AS JSON[])[{index + 1}]", kind)}')
    return (
        f"CASE WHEN json_type({value}) = 'ARRAY' THEN struct_pack({', '.join(by_place)}) "
        f"ELSE nuage_json_of({value}, 'OBJECT', struct_pack({', '.join(by_name)}), "
        f"'{shown}', 'array or an object') END"
    )


def _nested(value: str, target: Type) -> str:
    """The conversion of a JSON value inside of another."""
    return value if target.base == "json" else _from_json(value, target)


def _shown(target: Type) -> str:
    return str(target).replace("'", "''")
