"""SQL/JSON paths, as json_value, json_query and json_exists take them: `lax $.a[*] ? (@.b > 1).c`.

A path becomes nested tuples, `(kind, …)`; `nuage.athena.udfs.sqljson` evaluates them.
https://trino.io/docs/current/functions/json.html#json-path-language
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

METHODS = ("abs", "ceiling", "double", "floor", "keyvalue", "size", "type")
_TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<word>[A-Za-z_][\w]*)"""
    r"""|(?P<symbol>\.\.|==|<>|!=|<=|>=|&&|\|\||[$@.*?()\[\],<>!+\-/%]))"""
)
_COMPARED = ("==", "<>", "!=", "<", "<=", ">", ">=")
Node = tuple[Any, ...]


class PathSyntaxError(ValueError):
    """No path."""


class _Reader:
    """A cursor over the tokens of a path, and the grammar, a method a rule."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise PathSyntaxError(f"no viable alternative at input '{text[at:]}'")
            kind = str(match.lastgroup)
            self.tokens.append((kind, match[kind]))
            at = match.end()
        self.at = 0

    def peek(self, ahead: int = 0) -> str:
        index = self.at + ahead
        return self.tokens[index][1] if index < len(self.tokens) else ""

    def take(self, *words: str) -> str:
        """The next token if it is one of the words, else ''."""
        word = self.peek()
        if word and word in words:
            self.at += 1
            return word
        return ""

    def expect(self, word: str) -> None:
        if not self.take(word):
            raise PathSyntaxError(f"mismatched input '{self.peek() or '<EOF>'}' expecting '{word}'")

    def next(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise PathSyntaxError("no viable alternative at input '<EOF>'")
        self.at += 1
        return self.tokens[self.at - 1]

    # --- values

    def value(self) -> Node:
        left = self.product()
        while symbol := self.take("+", "-"):
            left = ("arithmetic", symbol, left, self.product())
        return left

    def product(self) -> Node:
        left = self.signed()
        while symbol := self.take("*", "/", "%"):
            left = ("arithmetic", symbol, left, self.signed())
        return left

    def signed(self) -> Node:
        if symbol := self.take("+", "-"):
            return ("sign", symbol, self.signed())
        return self.accessors(self.primary())

    def primary(self) -> Node:
        kind, text = self.next()
        if kind == "string":
            return ("literal", json.loads(text))
        if kind == "number":
            return ("literal", json.loads(text))
        if text in ("$", "@"):
            return ("root" if text == "$" else "current",)
        if text == "last":
            return ("last",)
        if text in ("true", "false", "null"):
            return ("literal", json.loads(text))
        if text == "(":
            inner = self.value()
            self.expect(")")
            return inner
        raise PathSyntaxError(f"no viable alternative at input '{text}'")

    def accessors(self, base: Node) -> Node:
        while True:
            if self.take(".."):
                base = ("descendants", base, self.name())
            elif self.take("."):
                base = self.member(base)
            elif self.take("["):
                base = ("elements", base, self.subscripts())
            elif self.take("?"):
                self.expect("(")
                base = ("filter", base, self.either())
                self.expect(")")
            else:
                return base

    def member(self, base: Node) -> Node:
        if self.take("*"):
            return ("members", base)
        if self.peek() in METHODS and self.peek(1) == "(":
            method = self.next()[1]
            self.expect("(")
            self.expect(")")
            return ("method", method, base)
        return ("member", base, self.name())

    def name(self) -> str:
        kind, text = self.next()
        if kind == "string":
            return str(json.loads(text))
        if kind != "word":
            raise PathSyntaxError(f"no viable alternative at input '{text}'")
        return text

    def subscripts(self) -> list[tuple[Node, Node | None]] | None:
        """What stands in brackets; None is every element."""
        if self.take("*"):
            self.expect("]")
            return None
        found: list[tuple[Node, Node | None]] = []
        while True:
            first = self.value()
            found.append((first, self.value() if self.take("to") else None))
            if not self.take(","):
                self.expect("]")
                return found

    # --- predicates

    def either(self) -> Node:
        left = self.both()
        while self.take("||"):
            left = ("or", left, self.both())
        return left

    def both(self) -> Node:
        left = self.negated()
        while self.take("&&"):
            left = ("and", left, self.negated())
        return left

    def negated(self) -> Node:
        if self.take("!"):
            return ("not", self.negated())
        return self.predicate()

    def predicate(self) -> Node:
        if self.peek() == "exists" and self.peek(1) == "(":
            self.at += 2
            inner = self.value()
            self.expect(")")
            return ("exists", inner)
        if self.peek() == "(":
            start = self.at
            self.at += 1
            try:
                made = self.either()
                self.expect(")")
            except PathSyntaxError:
                self.at = start  # a value in parentheses, such as (@.a + 1) > 2
            else:
                if self.take("is"):
                    self.expect("unknown")
                    return ("unknown", made)
                return made
        left = self.value()
        if self.take("starts"):
            self.expect("with")
            return ("starts", left, self.value())
        symbol = self.take(*_COMPARED)
        if not symbol:
            raise PathSyntaxError(f"mismatched input '{self.peek() or '<EOF>'}'")
        return ("compare", symbol, left, self.value())


@lru_cache(maxsize=256)
def read(path: str) -> tuple[bool, Node]:
    """Whether a path is lax, and its tree.

    :raises PathSyntaxError: when it is no path
    """
    reader = _Reader(path)
    mode = reader.take("lax", "strict")
    if not mode:
        raise PathSyntaxError(f"missing {{'lax', 'strict'}} at '{reader.peek() or '<EOF>'}'")
    try:
        tree = reader.value()
    except RecursionError as error:
        raise PathSyntaxError("the path is nested too deeply") from error
    if reader.peek():
        raise PathSyntaxError(f"mismatched input '{reader.peek()}' expecting <EOF>")
    return mode == "lax", tree
