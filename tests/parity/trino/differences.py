"""Where we and Trino 426 differ, each with the reason. Everything else must be the same.

A difference is a pattern of statements and one of Trino's answers (as JSON); both must match. Those of the first list are
Athena's own, or accidents of Trino's; those of the second are what we lack, or know to answer otherwise.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Difference:
    """Statements whose answers may differ."""

    reason: str
    sql: str
    theirs: str = ""

    def excuses(self, sql: str, theirs: dict[str, Any]) -> bool:
        """Whether it is about this statement and this answer."""
        shown = json.dumps(theirs, ensure_ascii=False)
        return re.search(self.sql, sql) is not None and re.search(self.theirs, shown) is not None


ON_PURPOSE = [
    Difference(
        "Trino 426 fails with a Java exception there; we fail with an error of the user's",
        "",
        r'"error": "java\.',
    ),
    Difference(
        "the grammar has no such unit; Trino 426 fails within its parser",
        "INTERVAL '1' (WEEK|QUARTER)",
        "UncheckedExecution",
    ),
    Difference("Athena documents WITH RECURSIVE as unsupported (reference, section 2.6)", "^WITH RECURSIVE"),
    Difference("Athena takes a semicolon behind a statement (reference, section 2.1)", ";$"),
    Difference(
        "underscores and 0x in numbers came to Trino after Athena engine version 3", r"SELECT (0x1F|1_000)$"
    ),
    Difference(
        "which of two numbers is the largest depends on their order in Trino 426 when one is NaN",
        r"\bnan\(\)",
        "rows",
    ),
    Difference(
        "a bare NULL fits several of Trino's overloads: it asks for a cast, or takes the array's",
        r"NULL",
        "AMBIGUOUS_FUNCTION_CALL|array\\(varchar\\(1\\)\\)",
    ),
    Difference(
        "the type of a bare NULL given to a text function: varchar(0), and ours varchar", r"lower\(NULL\)"
    ),
    Difference(
        "timestamps have milliseconds in Athena, whatever precision is asked for",
        r"current_timestamp\(0\)|:15:05'\)$",
    ),
    Difference("the small Trino of the parity run has no table functions", r"FROM TABLE\(sequence"),
]
LACKING = [
    Difference(
        "types that we do not have: sketches, colours, time with time zone",
        r"\b(approx_set|empty_approx_set|tdigest_agg|qdigest_agg|make_set_digest|color|rgb|render|bar)\(|current_time$|^SELECT TIME .* AT TIME ZONE",
    ),
    Difference(
        "functions that we do not have",
        r"\b(word_stem|numeric_histogram|beta_cdf|inverse_beta_cdf|spooky_hash_v2_32|spooky_hash_v2_64)\(",
    ),
    Difference("syntax that we refuse", r"MATCH_RECOGNIZE|WITH TIES|\)\.\*|\(SELECT 1, 2\)$|current_user"),
    Difference("conversions of format() and format_datetime() that we refuse", r"'%h'|zzzz"),
    Difference(
        "a listagg with FILTER or OVER is refused by Trino 426; we answer it",
        r"listagg\(.*\) (FILTER|OVER) \(",
    ),
    Difference("CHAR joined with || stays CHAR in Trino", r"CHAR\(\d\)\)(,| \|\|)", r"char\("),
    Difference("concat() of one text", r"concat\('a'\)"),
    Difference("dates beyond four digits of a year, or with its sign", r"'(-0001|\+2020|12020)-01-0"),
    Difference(
        "what Java reads as a number besides: foreign digits, 1.5d, hexadecimal fractions", "'(٣|1.5d|0x1p3)'"
    ),
    Difference(
        "the fields of a row without names have none in its JSON",
        r"ROW\(1, .*\) AS JSON|ROW\(1, .*\)\] AS JSON",
    ),
    Difference(
        "Trino reads JSON up to the path only, and so does not see what is broken behind it",
        r"json_extract\('(\[1, 2'|\{\"a\": 1, \"b\": x)",
    ),
    Difference("paths: .0 of an array, and texts in single quotes", r"'\$\.0'|\$\['"),
    Difference("a JSON null inside of ARRAY(JSON) is NULL for us", r"AS ARRAY\(JSON\)\) FROM events"),
    Difference("an unknown time zone has another error's name", "Nowhere/City'( AS|$)"),
    Difference("errors with another name", r"MAP\(INTEGER, INTEGER\)\)$|DECIMAL '0\.0{19}1' \*"),
    Difference("CAST(TIME AS TIMESTAMP)", r"CAST\(TIME '[^']*' AS TIMESTAMP\)"),
    Difference("arrays with NULL have no order in Trino", r"ORDER BY tags"),
]
DIFFERENCES = [*ON_PURPOSE, *LACKING]


def excuse(sql: str, theirs: dict[str, Any]) -> Difference | None:
    """The difference that a statement's answers may show, if there is one."""
    return next((each for each in DIFFERENCES if each.excuses(sql, theirs)), None)
