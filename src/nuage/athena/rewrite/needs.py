"""Which columns a rewritten query needs of each table: what it does not name is not parsed."""

from __future__ import annotations

from sqlglot import exp

from nuage.athena.rewrite.scope import TableName
from nuage.athena.rewrite.translate import Rewritten


def needed_columns(rewritten: Rewritten) -> dict[TableName, set[str]]:
    """The columns by table; none for one that is only counted. `$path` may be among them."""
    found: dict[TableName, set[str]] = {name: set() for name in rewritten.tables}
    aliases: dict[str, TableName] = {}
    for node in rewritten.tree.find_all(exp.Table):
        table = node.meta.get("table")
        if table is not None:
            aliases[node.alias_or_name] = table
    for column in rewritten.tree.find_all(exp.Column):
        table = aliases.get(column.table)
        if table is not None:
            found[table].add(column.name)
    return found
