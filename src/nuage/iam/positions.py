"""Where the statements of a policy document stand in its text, as the policy simulator tells it.

From answers of AWS: of `"Statement":{…}` the start is behind the brace that opens it; of a list it is
behind the bracket or comma before the statement. The end is behind the closing brace.
https://docs.aws.amazon.com/cli/latest/reference/iam/simulate-custom-policy.html ("Examples")
"""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """Offsets in the text, from 0."""

    start: int
    end: int


def place(text: str, offset: int) -> dict[str, int]:
    """An offset as line and column, both from 1."""
    before = text[:offset]
    return {"Line": before.count("\n") + 1, "Column": offset - (before.rfind("\n") + 1) + 1}


def spans(text: str) -> list[Span]:
    """The statements of a document that has been parsed, in their order."""
    decoder = json.JSONDecoder()
    at = text.index("{") + 1
    while text[at := _skip(text, at)] != "}":
        key, at = decoder.raw_decode(text, at)
        at = _skip(text, text.index(":", at) + 1)
        if key == "Statement":
            return _listed(text, at) if text[at] == "[" else [Span(at + 1, decoder.raw_decode(text, at)[1])]
        _, at = decoder.raw_decode(text, at)
    return []


def _listed(text: str, at: int) -> list[Span]:
    found = []
    while text[at] != "]":
        behind = at + 1  # the bracket, or a comma
        begin = _skip(text, behind)
        if text[begin] == "]":
            break
        _, end = json.JSONDecoder().raw_decode(text, begin)
        found.append(Span(behind, end))
        at = end
        while text[at].isspace():
            at += 1
    return found


def _skip(text: str, at: int) -> int:
    while text[at].isspace() or text[at] == ",":
        at += 1
    return at
