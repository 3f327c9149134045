"""The statements, Trino's recorded answers to them, and ours in the same form."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from nuage.athena.errors import MalformedQueryError, QueryError
from nuage.athena.types import Type
from nuage.athena.values import text_of
from tests.unit.athena.lab import Lab

CASES = Path(__file__).parent / "cases"
RECORDED = Path(__file__).parent / "recorded"
Answer = dict[str, Any]


def groups() -> list[str]:
    """The names of the files of cases."""
    return sorted(path.stem for path in CASES.glob("*.sql"))


def statements(group: str) -> list[str]:
    """The statements of `cases/<group>.sql`: one a line; a line that is no query is an expression to SELECT."""
    lines = (CASES / f"{group}.sql").read_text(encoding="utf-8").splitlines()
    found = [line.strip() for line in lines if line.strip() and not line.startswith("--")]
    return [line if _QUERY.match(line) else f"SELECT {line}" for line in found]


_QUERY = re.compile(r"(?:SELECT|WITH|VALUES|TABLE|\(\s*SELECT)\b", re.IGNORECASE)


def write(group: str, answers: dict[str, Answer]) -> None:
    """Keep answers for the tests that run without Java."""
    from tests.parity.trino.engine import VERSION

    lines = ",\n".join(
        f"{json.dumps(sql, ensure_ascii=False)}:\n {json.dumps(answer, ensure_ascii=False)}"
        for sql, answer in answers.items()
    )
    RECORDED.mkdir(exist_ok=True)
    text = f'{{"Trino": "{VERSION}",\n"answers": {{\n{lines}\n}}}}\n'
    (RECORDED / f"{group}.json").write_text(text, encoding="utf-8")


def read(group: str) -> dict[str, Answer]:
    """Trino's recorded answers of a group."""
    recorded = json.loads((RECORDED / f"{group}.json").read_text(encoding="utf-8"))
    answers: dict[str, Answer] = recorded["answers"]
    return answers


def ours(lab: Lab, sql: str) -> Answer:
    """Our answer to a statement, in the form of Trino's."""
    try:
        ready = lab.rewrite(sql)
        result = lab.engine.run(ready, lab.data)
        kinds = [kind for _, kind in result.columns]
        rows = [[plain(v, k) for v, k in zip(row, kinds, strict=True)] for row in result.rows()]
        return {"types": [str(kind) for kind in kinds], "rows": rows}
    except QueryError as error:
        return {"error": error.name, "message": error.reason.removeprefix(f"{error.name}: ")}
    except MalformedQueryError as error:
        return {"error": "SYNTAX_ERROR", "message": str(error)}


def plain(value: Any, kind: Type) -> Any:
    """Arrays and rows as lists, maps as sorted lists of pairs, everything else as text or None."""
    if value is None:
        return None
    if kind.base == "array":
        return [plain(item, kind.args[0]) for item in value]
    if kind.base == "row":
        items = value.values() if isinstance(value, dict) else value
        return [plain(item, part) for item, part in zip(items, kind.args, strict=True)]
    if kind.base == "map":
        pairs = value.items()
        if set(value) == {"key", "value"} and isinstance(value["key"], list):
            pairs = zip(value["key"], value["value"], strict=True)
        made = [[plain(k, kind.args[0]), plain(v, kind.args[1])] for k, v in pairs]
        return sorted(made, key=lambda pair: json.dumps(pair, ensure_ascii=False, separators=(",", ":")))
    if kind.base == "varbinary":
        return bytes(value).hex()
    return text_of(value, kind)


# --- what is the same ---------------------------------------------------------------------------------------

_MOMENT = re.compile(r"\b(timestamp|time)\(\d+\)")
_FRACTION = re.compile(r"^((?:-?\d{4,}-\d\d-\d\d )?\d\d:\d\d:\d\d)(?:\.(\d+))?( [A-Za-z+\-].*)?$")


def same(sql: str, theirs: Answer, own: Answer) -> bool:
    """Whether two answers are the same, but for what is Athena's own: timestamps have milliseconds there."""
    if "error" in theirs or "error" in own:
        return theirs.get("error") == own.get("error")
    return normal(sql, theirs) == normal(sql, own)


def normal(sql: str, answer: Answer) -> Answer:
    """An answer with timestamps in milliseconds, floating-point numbers to 14 digits, and rows sorted
    unless the query orders them.
    """
    types = [_MOMENT.sub(r"\1(3)", kind) for kind in answer["types"]]
    rows = [[_cell(cell) for cell in row] for row in answer["rows"]]
    return {"types": types, "rows": rows if ordered(sql) else sorted(rows, key=json.dumps)}


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return [_cell(item) for item in value]
    if value is None:
        return None
    moment = _FRACTION.match(value)
    if moment:
        return f"{moment[1]}.{(moment[2] or '')[:3]:0<3}{moment[3] or ''}"
    if re.fullmatch(r"-?\d+\.\d{10,}(E-?\d+)?", value):
        return f"{float(value):.14g}"
    return value


def ordered(sql: str) -> bool:
    """Whether ORDER BY stands outside of parentheses and texts."""
    text, before = re.sub(r"'(?:[^']|'')*'", "''", sql), ""
    while text != before:
        text, before = re.sub(r"\([^()]*\)", "", text), text
    return re.search(r"\bORDER\s+BY\b", text, re.IGNORECASE) is not None
