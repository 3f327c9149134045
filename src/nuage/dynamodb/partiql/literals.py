"""PartiQL's literals and names: what expressions are built from.

literal := 'text' | number | TRUE | FALSE | NULL | ? | [ … ] | { 'name': … } | << … >>
path    := name { . name | [ number ] }
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from nuage.dynamodb import errors, values
from nuage.dynamodb.expressions.syntax import Part, Path
from nuage.dynamodb.partiql.tokens import Token, tokenize
from nuage.dynamodb.values import Value

T = TypeVar("T")


class Reader:
    """Reads tokens one after the other.

    :param parameters: the values of the `?`, in their order
    """

    def __init__(self, text: str, parameters: Sequence[dict[str, Any]]) -> None:
        self._text = text
        self._tokens = tokenize(text)
        self._at = 0
        self._parameters = [values.check(each) for each in parameters]
        self._used = 0

    @property
    def token(self) -> Token:
        """The token at hand."""
        return self._tokens[self._at]

    @property
    def next_token(self) -> Token:
        """The one behind it."""
        return self._tokens[min(self._at + 1, len(self._tokens) - 1)]

    def malformed(self) -> errors.DynamoDBError:
        """The error for a statement that is none."""
        return errors.validation(f"Statement wasn't well formed, can't be processed: {self._text}")

    def take(self, *words: str) -> bool:
        """Whether these words come next; if so they are read."""
        for offset, word in enumerate(words):
            at = self._at + offset
            if at >= len(self._tokens) or self._tokens[at].word != word:
                return False
        self._at += len(words)
        return True

    def expect(self, *words: str) -> None:
        """These words have to come next."""
        if not self.take(*words):
            raise self.malformed()

    def finish(self) -> None:
        """Nothing may follow but a semicolon."""
        self.take(";")
        if self.token.kind != "end":
            raise self.malformed()

    def name(self) -> str:
        """A name, perhaps in double quotes."""
        token = self.token
        if token.kind not in {"name", "quoted"} or not token.text:
            raise self.malformed()
        self._at += 1
        return token.text

    def path(self) -> Path:
        """A document path."""
        parts: list[Part] = [self.name()]
        while True:
            if self.take("."):
                parts.append(self.name())
            elif self.token.word == "[" and self.next_token.kind == "number":
                self._at += 1
                parts.append(int(self.token.text))
                self._at += 1
                self.expect("]")
            else:
                return Path(tuple(parts))

    def several(self, one: Callable[[], T], end: str | None = None) -> tuple[T, ...]:
        """one {, one}; with `end`, perhaps none before it, and `end` is read."""
        if end is not None and self.take(end):
            return ()
        found = [one()]
        while self.take(","):
            found.append(one())
        if end is not None:
            self.expect(end)
        return tuple(found)

    def at_literal(self) -> bool:
        """Whether a literal comes next."""
        token = self.token
        return token.kind in {"number", "string"} or token.word in {
            "?", "[", "{", "<<", "TRUE", "FALSE", "NULL", "-", "+",
        }  # fmt: skip

    def literal(self) -> Value:
        """A literal's value."""
        return values.check(self._literal())

    def _literal(self) -> dict[str, Any]:
        token = self.token
        self._at += 1
        if token.kind == "string":
            return {"S": token.text}
        if token.kind == "number":
            return {"N": token.text}
        match token.word:
            case "-" | "+" if self.token.kind == "number":
                self._at += 1
                return {"N": token.word + self._tokens[self._at - 1].text}
            case "TRUE" | "FALSE":
                return {"BOOL": token.word == "TRUE"}
            case "NULL":
                return {"NULL": True}
            case "?":
                return self._parameter()
            case "[":
                return {"L": list(self.several(self._literal, "]"))}
            case "{":
                return {"M": dict(self.several(self._member, "}"))}
            case "<<":
                return self._set()
        raise self.malformed()

    def _member(self) -> tuple[str, dict[str, Any]]:
        if self.token.kind != "string":
            raise self.malformed()
        name = self.token.text
        self._at += 1
        self.expect(":")
        return name, self._literal()

    def _set(self) -> dict[str, Any]:
        members = self.several(self._literal, ">>")
        letters = {values.kind(member) for member in members}
        if len(letters) != 1 or not letters <= {"S", "N", "B"}:
            raise errors.validation("Set must contain members of one type: string, number or binary")
        (letter,) = letters
        return {letter + "S": [member[letter] for member in members]}

    def _parameter(self) -> Value:
        if self._used >= len(self._parameters):
            raise errors.validation("Number of parameters in request and statement don't match.")
        self._used += 1
        return self._parameters[self._used - 1]
