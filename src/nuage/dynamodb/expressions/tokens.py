"""Expressions cut into tokens, and the words of AWS for a token that is out of place."""

from __future__ import annotations

import re
from typing import NamedTuple

from nuage.dynamodb import errors

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<name>[A-Za-z][A-Za-z0-9_]*)
    | (?P<alias>\#[A-Za-z0-9_]+)
    | (?P<value>:[A-Za-z0-9_]+)
    | (?P<number>[0-9]+)
    | (?P<sign><>|<=|>=|[=<>()\[\],.+-])
    | (?P<other>\S)
    )""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of an expression and where it stands."""

    kind: str  # name, alias, value, number, sign, other or end
    text: str
    start: int
    stop: int

    @property
    def word(self) -> str:
        """The token as a keyword would be written."""
        return self.text.upper() if self.kind == "name" else self.text


def tokenize(text: str) -> list[Token]:
    """Every token, and one more for the end."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)  # every alternative has a name
        found.append(Token(kind, match[kind], match.start(kind), match.end(kind)))
    return [*found, Token("end", "<EOF>", len(text), len(text))]


def misplaced(label: str, text: str, tokens: list[Token], at: int) -> errors.DynamoDBError:
    """The error for a token that cannot stand where it does; AWS shows it between its neighbours."""
    token = tokens[at]
    before = tokens[at - 1].start if at else 0
    after = tokens[at + 1].stop if at + 1 < len(tokens) and tokens[at + 1].kind != "end" else token.stop
    near = text[before:after].rstrip() if token.kind == "end" and at else text[before:after]
    return errors.validation(f'{label}: Syntax error; token: "{token.text}", near: "{near}"')
