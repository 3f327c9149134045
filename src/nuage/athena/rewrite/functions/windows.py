"""Window functions. https://trino.io/docs/current/functions/window.html"""

from __future__ import annotations

from nuage.athena.rewrite.signatures import table

FUNCTIONS = table(
    r"""
row_number() -> bigint
rank() -> bigint
dense_rank() -> bigint
percent_rank() -> double
cume_dist() -> double
ntile(bigint) -> bigint
first_value(T) -> T
last_value(T) -> T
nth_value(T, bigint) -> T := nth_value({0}, CASE WHEN {1} < 1 THEN {!INVALID_FUNCTION_ARGUMENT: Offset must be at least 1} ELSE {1} END)
lag(T) -> T
lag(T, bigint) -> T := lag({0}, CASE WHEN {1} < 0 THEN {!INVALID_FUNCTION_ARGUMENT: Offset must be at least 0} ELSE {1} END)
lag(T, bigint, T) -> T := lag({0}, CASE WHEN {1} < 0 THEN {!INVALID_FUNCTION_ARGUMENT: Offset must be at least 0} ELSE {1} END, {2})
lead(T) -> T
lead(T, bigint) -> T := lead({0}, CASE WHEN {1} < 0 THEN {!INVALID_FUNCTION_ARGUMENT: Offset must be at least 0} ELSE {1} END)
lead(T, bigint, T) -> T := lead({0}, CASE WHEN {1} < 0 THEN {!INVALID_FUNCTION_ARGUMENT: Offset must be at least 0} ELSE {1} END, {2})
""",
    kind="window",
)
