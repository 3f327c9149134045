"""Hive reads no `/* … */` inside of a statement: what Athena hands to Hive fails with it, when it runs.

Measured for DESCRIBE (reference, section 2.3); the words of the other statements follow Hive's grammar.
"""

from __future__ import annotations

import re

from nuage.athena import statements as s

# a text, a name or a line's comment, in which `/*` means nothing, or a block comment
_PIECE = re.compile(r"'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|--[^\n]*|(?P<block>/\*)", re.DOTALL)
# statement -> what Hive calls it
_RULES: dict[type[s.Statement], str] = {
    s.AddColumns: "alter table statement",
    s.ChangeColumn: "alter table statement",
    s.Describe: "describe statement",
    s.MsckRepair: "msck repair table statement",
    s.ReplaceColumns: "alter table statement",
    s.ShowCreateTable: "show statement",
}


def refuse_comment(statement: s.Statement) -> s.Statement:
    """The statement, or, where Hive trips over a comment in it, one that fails with Hive's ParseException."""
    rule = _RULES.get(type(statement))
    found = next((m for m in _PIECE.finditer(statement.sql) if m["block"]), None) if rule else None
    if rule is None or found is None:
        return statement
    before = re.search(r"(\S+)\s*$", statement.sql[: found.start()])
    word, at = (before[1], before.start()) if before else ("<EOF>", 0)
    line, column = statement.sql.count("\n", 0, at) + 1, at - (statement.sql.rfind("\n", 0, at) + 1)
    reason = (
        f"FAILED: ParseException line {line}:{column} cannot recognize input near '{word}' '/' '*' in {rule}"
    )
    return s.Refused(
        statement.sql, reason, statement.statement_type, statement.substatement_type, parse_error=True
    )
