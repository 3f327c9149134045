"""A cursor over the tokens of a statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from nuage.athena.ddl.tokens import Token, scan
from nuage.athena.errors import MalformedQueryError
from nuage.athena.statements import Name

T = TypeVar("T")


class Cursor:
    """Reads a statement from left to right. `hive` decides what quotes mean: `"x"` is a string in Hive,
    a name in Trino.
    """

    def __init__(self, sql: str, *, hive: bool = True) -> None:
        self.sql = sql
        self.tokens: list[Token] = scan(sql, hive=hive)
        self.at = 0

    # --- looking

    @property
    def token(self) -> Token | None:
        """The token at the cursor; None at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def word(self, ahead: int = 0) -> str:
        """The token's text in capitals; '' at the end, and for quoted names and strings."""
        index = self.at + ahead
        if index >= len(self.tokens):
            return ""
        token = self.tokens[index]
        return "" if token.kind in ("string", "name") else token.text.upper()

    def place(self) -> str:
        """`line L:C`, both from 1."""
        offset = self.token.start if self.token else len(self.sql.rstrip())
        before = self.sql[:offset]
        return f"line {before.count(chr(10)) + 1}:{offset - (before.rfind(chr(10)) + 1) + 1}"

    def shown(self) -> str:
        """The token as the text has it."""
        return self.sql[self.token.start : self.token.end] if self.token else "<EOF>"

    def fail(self, expecting: str) -> MalformedQueryError:
        """The syntax error at the cursor."""
        return MalformedQueryError(f"{self.place()}: mismatched input '{self.shown()}' expecting {expecting}")

    # --- taking

    def accept(self, *words: str) -> bool:
        """Take these words if they come next."""
        if all(self.word(i) == w for i, w in enumerate(words)):
            self.at += len(words)
            return True
        return False

    def expect(self, *words: str) -> None:
        """Take these words, or fail."""
        for word in words:
            if not self.accept(word):
                raise self.fail(f"'{word}'")

    def identifier(self) -> str:
        """A name, bare or in backticks, lower-cased."""
        token = self.token
        if token is None or token.kind not in ("word", "name"):
            raise self.fail("<identifier>")
        if token.kind == "word" and token.text.startswith("_"):
            raise MalformedQueryError(f"{self.place()}: no viable alternative at input '{token.text}'")
        self.at += 1
        return token.text.lower()

    def take(self) -> Token:
        """Any token."""
        if self.token is None:
            raise self.fail("<constant>")
        self.at += 1
        return self.tokens[self.at - 1]

    def string(self) -> str:
        """A string literal."""
        token = self.token
        if token is None or token.kind != "string":
            raise self.fail("STRING")
        self.at += 1
        return str(token.text)

    def number(self) -> int:
        """A whole number."""
        token = self.token
        if token is None or not token.text.isdigit():
            raise self.fail("INTEGER_VALUE")
        self.at += 1
        return int(token.text)

    def table(self) -> Name:
        """`t`, `db.t` or `catalog.db.t`."""
        parts = [self.identifier()]
        while self.accept("."):
            parts.append(self.identifier())
        if len(parts) > 3:
            raise self.fail("<EOF>")
        padded: list[str | None] = [None] * (3 - len(parts)) + list(parts)
        return Name(parts[-1], padded[1], padded[0])

    def listed(self, one: Callable[[], T]) -> tuple[T, ...]:
        """`(one, one, …)`."""
        self.expect("(")
        items = [one()]
        while self.accept(","):
            items.append(one())
        self.expect(")")
        return tuple(items)

    def properties(self) -> dict[str, str]:
        """`('key' = 'value', …)`."""

        def pair() -> tuple[str, str]:
            key = self.string()
            self.expect("=")
            return key, self.string()

        return dict(self.listed(pair))

    def text_between(self, closing: str = "") -> str:
        """The raw text from the cursor to its end, or to the parenthesis that closes the one before the
        cursor.
        """
        start = self.token.start if self.token else len(self.sql)
        if not closing:
            self.at = len(self.tokens)
            return self.sql[start:].strip()
        depth = 1
        while self.token is not None:
            depth += {"(": 1, ")": -1}.get(self.word(), 0)
            if depth == 0:
                text = self.sql[start : self.token.start].strip()
                self.at += 1
                return text
            self.at += 1
        raise self.fail(f"'{closing}'")

    def type_text(self) -> str:
        """The raw text of a column's type: up to the comma, parenthesis or word that ends it."""
        start = self.at
        depth = 0
        while self.token is not None:
            word = self.word()
            follows = self.at > start and self.tokens[self.at].kind == "word"
            if depth == 0 and (follows or word in (",", ")", "COMMENT", "FIRST", "AFTER")):
                break
            depth += word.count("<") + word.count("(") - word.count(">") - word.count(")")
            self.at += 1
        if self.at == start:
            raise self.fail("<type>")
        return self.sql[self.tokens[start].start : self.tokens[self.at - 1].end]

    def end(self) -> None:
        """Fail unless everything is read."""
        if self.token is not None:
            raise self.fail("<EOF>")
