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
nth_value(T, bigint) -> T
lag(T) -> T
lag(T, bigint) -> T
lag(T, bigint, T) -> T
lead(T) -> T
lead(T, bigint) -> T
lead(T, bigint, T) -> T
""",
    kind="window",
)
