"""Regular expressions. Trino's are Java's; the engine's are RE2, which has no look-around and no back-references.

A constant pattern that RE2 can run is handed over, with `\\w`, `\\d`, `\\s` and `\\b` as they are in Java; any other
goes to a Python function, which stops after a time limit. https://trino.io/docs/current/functions/regexp.html
"""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from nuage.athena.rewrite.nodes import escaped, literal_text, quoted, template
from nuage.athena.rewrite.signatures import table

FUNCTIONS = table(r"""
regexp_like(varchar, varchar) -> boolean := @regexp_like({0}, {1})
regexp_count(varchar, varchar) -> bigint := @regexp_count({0}, {1})
regexp_extract(varchar(x), varchar) -> varchar(x) := @regexp_extract({0}, {1}, 0)
regexp_extract(varchar(x), varchar, bigint) -> varchar(x) := @regexp_extract({0}, {1}, CAST({2} AS BIGINT))
regexp_extract_all(varchar(x), varchar) -> array(varchar(x)) := @regexp_extract_all({0}, {1}, 0)
regexp_extract_all(varchar(x), varchar, bigint) -> array(varchar(x)) := @regexp_extract_all({0}, {1}, CAST({2} AS BIGINT))
regexp_position(varchar, varchar) -> integer := CAST(@regexp_position({0}, {1}, 1, 1) AS INTEGER)
regexp_position(varchar, varchar, bigint) -> integer := CAST(@regexp_position({0}, {1}, CAST({2} AS BIGINT), 1) AS INTEGER)
regexp_position(varchar, varchar, bigint, bigint) -> integer := CAST(@regexp_position({0}, {1}, CAST({2} AS BIGINT), CAST({3} AS BIGINT)) AS INTEGER)
regexp_replace(varchar(x), varchar) -> varchar(x) := @regexp_replace({0}, {1}, '')
regexp_replace(varchar(x), varchar, varchar(y)) -> varchar(min(2147483647, x + max(x * y // 2, y) * (x + 1))) := @regexp_replace({0}, {1}, {2})
regexp_replace(varchar, varchar, function(array(varchar), varchar)) -> varchar := nuage_interleaved(@regexp_split({0}, {1}), list_transform(@regexp_groups({0}, {1}), {2}))
regexp_split(varchar(x), varchar) -> array(varchar(x)) := @regexp_split({0}, {1})
""")

_CLASSES = {"w": "0-9A-Za-z_", "d": "0-9", "s": r"\s\x0b"}


def to_re2(pattern: str) -> str | None:
    """The pattern in RE2's words, or None if RE2 cannot run it as Java would.

    Both read `\\w` and `\\d` by ASCII (Trino's library does so in its syntax of Java, see tests/parity/trino), but RE2 leaves
    the vertical tab out of `\\s`. `\\b` is ASCII in RE2 and Unicode in Trino, so it is not handed over.
    """
    if re.search(r"\(\?(?:[=!>]|<[=!])|[*+?}]\+|\\[1-9bBkGZXRhHvVu]|&&|\\Q|\(\?[a-zA-Z-]*[xdU]", pattern):
        return None
    out, inside, index = [], False, 0
    while index < len(pattern):
        char = pattern[index]
        if char == "\\" and index + 1 < len(pattern):
            following = pattern[index + 1]
            index += 2
            if following in _CLASSES:
                out.append(_CLASSES[following] if inside else f"[{_CLASSES[following]}]")
            elif following.lower() in _CLASSES:
                if inside:
                    return None
                out.append(f"[^{_CLASSES[following.lower()]}]")
            else:
                out.append("\\" + following)
            continue
        if char == "[":
            if inside:
                return None
            inside = True
        elif char == "]":
            inside = False
        out.append(char)
        index += 1
    return re.sub(r"\(\?<(?![=!])", "(?P<", "".join(out))


def groups_in(pattern: str) -> int | None:
    """The number of capturing groups, or None if the pattern cannot be read."""
    try:
        return re.compile(
            re.sub(r"\(\?<(?![=!])", "(?P<", re.sub(r"\\p\{?\w+\}?|\\P\{?\w+\}?", "x", pattern))
        ).groups
    except re.error:
        return None


def _like(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression | None:
    pattern = _constant(values, context, node)
    return template(f"regexp_matches({{0}}, {pattern})", values[0]) if pattern else None


def _extract(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression | None:
    """Trino gives NULL where nothing matches, the engine ''."""
    pattern, group = _constant(values, context, node), _group(values, context, node)
    if not pattern or group is None:
        return None
    found = f"regexp_extract_all({{0}}, {pattern}, {group})"
    # a group that took no part is NULL in Trino: leave such patterns to Python
    if group and _optional_group(literal_text(values[1]) or ""):
        return None
    return template(
        f"CASE WHEN regexp_matches({{0}}, {pattern}) THEN list_extract({found}, 1) END", values[0]
    )


def _extract_all(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression | None:
    pattern, group = _constant(values, context, node), _group(values, context, node)
    if not pattern or group is None or (group and _optional_group(literal_text(values[1]) or "")):
        return None
    return template(f"regexp_extract_all({{0}}, {pattern}, {group})", values[0])


def _replace(
    resolved: Any, values: list[exp.Expression], context: Any, node: exp.Expression
) -> exp.Expression | None:
    """`$1` of Java is `\\1` in RE2; a named group, or an escape, is left to Python."""
    if len(values) == 3 and resolved.params[2].base == "function":
        return None
    pattern = _constant(values, context, node)
    replacement = literal_text(values[2]) if len(values) == 3 else ""
    if (
        not pattern
        or replacement is None
        or "\\" in replacement
        or re.search(r"\$(?![0-9])|\$\d\d", replacement)
    ):
        return None
    numbers = [int(n) for n in re.findall(r"\$(\d)", replacement)]
    count = groups_in(literal_text(values[1]) or "")
    if count is None or any(n > count for n in numbers):
        return None
    target = escaped(quoted(re.sub(r"\$(\d)", r"\\\1", replacement)))
    return template(f"regexp_replace({{0}}, {pattern}, {target}, 'g')", values[0])


def _constant(values: list[exp.Expression], context: Any, node: exp.Expression) -> str | None:
    """The engine's literal of a constant pattern, or None if Python has to run it."""
    pattern = literal_text(values[1])
    if pattern is None:
        return None
    translated = to_re2(pattern)
    if translated is None or groups_in(pattern) is None:
        return None
    return escaped(quoted(translated))


def _group(values: list[exp.Expression], context: Any, node: exp.Expression) -> int | None:
    if len(values) < 3:
        return 0
    if not isinstance(values[2], exp.Literal) or values[2].is_string:
        return None
    group, count = int(values[2].name), groups_in(literal_text(values[1]) or "")
    if count is not None and group > count:
        raise context.error(
            "INVALID_FUNCTION_ARGUMENT", f"Pattern has {count} groups. Cannot access group {group}"
        )
    return group if group <= 9 else None


def _optional_group(pattern: str) -> bool:
    """Whether a group may take no part in a match: it is repeated from zero, or stands in an alternative."""
    return bool(re.search(r"\)(?:[?*]|\{0)", pattern)) or "|" in pattern


BUILDERS = {
    "regexp_like": _like,
    "regexp_extract": _extract,
    "regexp_extract_all": _extract_all,
    "regexp_replace": _replace,
}
