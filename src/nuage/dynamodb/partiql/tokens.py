"""PartiQL cut into tokens."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<string>'(?:[^']|'')*')
    | (?P<quoted>"(?:[^"]|"")*")
    | (?P<name>[A-Za-z_$][A-Za-z0-9_$]*)
    | (?P<sign><<|>>|<>|<=|>=|!=|\|\||[=<>()\[\]{},.:;?*+-])
    | (?P<other>\S)
    )""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of a statement; quotes are taken off."""

    kind: str  # number, string, quoted, name, sign, other or end
    text: str

    @property
    def word(self) -> str:
        """The token as a keyword would be written."""
        return self.text.upper() if self.kind == "name" else self.text if self.kind == "sign" else ""


def tokenize(text: str) -> list[Token]:
    """Every token, and one more for the end."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)  # every alternative has a name
        piece = match[kind]
        if kind in {"string", "quoted"}:
            piece = piece[1:-1].replace(piece[0] * 2, piece[0])
        found.append(Token(kind, piece))
    return [*found, Token("end", "")]
