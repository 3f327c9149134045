"""The lenient JSON parser of the OpenX SerDe: org.json's tokenizer, with its leniencies, error texts and
positions.

It takes single quotes, unquoted strings, `=` and `=>` for `:`, `;` for `,`, a comma before the closing
bracket, comments, and anything after the closing bracket. The rules are those of the SerDe's parser
(https://github.com/rcongiu/Hive-JSON-Serde, folder json); comments are those of Trino's reader of the format.
"""

from __future__ import annotations

import re
from typing import Any

from nuage.athena.serdes.jsontext import Number, compact

# deeper than any data; the parser calls itself, and Python's stack is short
MAX_DEPTH = 200
_STOPS = re.compile('[,:\\]}/\\\\"\\[{;=#\\x00-\\x1f]')
_STRING_STOPS = {'"': re.compile('["\\\\\n\r\\x00]'), "'": re.compile("['\\\\\n\r\\x00]")}
# \a and \v are the SerDe's own; its \a falls through to \v
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "a": "\a\t", "v": "\t"} | {
    c: c for c in "\"'\\/"
}
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z|0[xX][0-9a-fA-F]+\Z")


class JSONException(Exception):  # noqa: N818 - org.json's name, which students see in the message
    """org.json's exception; the message ends with the position where there is one."""


def unquoted(text: str) -> Any:
    """The value of an unquoted word: null, true and false in any case, a number, or a string."""
    lowered = text.lower()
    if lowered == "null":
        return None
    if lowered in ("true", "false"):
        return lowered == "true"
    return Number(text) if _NUMBER.match(text) else text


class _Parser:
    """Parses one line. `at` is the index of the next character; past the end, characters read as NUL."""

    def __init__(self, text: str, lower_keys: bool) -> None:
        self.text = text
        self.lower_keys = lower_keys
        self.at = 0
        self.depth = 0

    def error(self, message: str) -> JSONException:
        """A syntax error after the character that was read last, counted as org.json counts."""
        before = self.text[: self.at]
        line, column = 1, self.at + 1
        breaks = list(re.finditer("\r\n|\r(?!\\Z)|\n", before))
        if breaks:
            line += len(breaks)
            column = self.at - breaks[-1].end()
        return JSONException(f"{message} at {self.at} [character {column} line {line}]")

    def next(self) -> str:
        """The next character, or NUL past the end; the position moves on in both cases."""
        character = self.text[self.at] if self.at < len(self.text) else "\0"
        self.at += 1
        return character

    def clean(self) -> str:
        """The next character that is neither space nor comment."""
        while True:
            character = self.next()
            if character == "#" or (character == "/" and self._ahead() == "/"):
                self._skip_line()
            elif character == "/" and self._ahead() == "*":
                self._skip_comment()
            elif character == "\0" or character > " ":
                return character

    def _ahead(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else "\0"

    def _skip_line(self) -> None:
        while self._ahead() not in "\n\r\0":
            self.at += 1

    def _skip_comment(self) -> None:
        end = self.text.find("*/", self.at + 1)
        if end < 0:
            self.at = len(self.text) + 1
            raise self.error("Unclosed comment")
        self.at = end + 2

    def value(self) -> Any:
        first = self.clean()
        if first in "\"'":
            return self.string(first)
        if first in "{[":
            return self.nested(first)
        self.at -= 1
        match = _STOPS.search(self.text, self.at)
        end = match.start() if match else len(self.text)
        word = self.text[self.at : end].strip()
        self.at = end
        if not word:
            raise self.error("Missing value")
        return unquoted(word)

    def nested(self, bracket: str) -> Any:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(f"More than {MAX_DEPTH} levels of nesting")
        result = self.object() if bracket == "{" else self.array()
        self.depth -= 1
        return result

    def string(self, quote: str) -> str:
        parts = []
        stops = _STRING_STOPS[quote]
        while True:
            match = stops.search(self.text, self.at)
            end = match.start() if match else len(self.text)
            parts.append(self.text[self.at : end])
            self.at = end
            stop = self.next()
            if stop == quote:
                return "".join(parts)
            if stop != "\\":
                raise self.error("Unterminated string")
            parts.append(self.escape())

    def escape(self) -> str:
        letter = self.next()
        if letter != "u":
            if letter not in _ESCAPES:
                raise self.error("Illegal escape.")
            return _ESCAPES[letter]
        digits = self.text[self.at : self.at + 4]
        if len(digits) < 4:
            self.at = len(self.text) + 1
            raise self.error("Substring bounds error")
        self.at += 4
        if not re.fullmatch("[0-9a-fA-F]{4}", digits):
            raise self.error("Illegal escape.")
        return chr(int(digits, 16))

    def object(self) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while True:
            first = self.clean()
            if first == "\0":
                raise self.error("A JSONObject text must end with '}'")
            if first == "}":
                return result
            self.at -= 1
            key = self.key()
            separator = self.clean()
            if separator == "=":
                self.at += self._ahead() == ">"
            elif separator != ":":
                raise self.error("Expected a ':' after a key")
            value = self.value()
            if key in result:
                raise JSONException(f'Duplicate key "{key}"')
            result[key] = value
            if self.ends("}"):
                return result

    def key(self) -> str:
        value = self.value()
        if isinstance(value, str):
            text = str(value)
        else:
            text = (
                "null" if value is None else str(value).lower() if isinstance(value, bool) else compact(value)
            )
        return text.lower() if self.lower_keys else text

    def array(self) -> list[Any]:
        result: list[Any] = []
        if self.clean() == "]":
            return result
        self.at -= 1
        while True:
            # a comma where a value should be stands for null
            if self.clean() == ",":
                self.at -= 1
                result.append(None)
            else:
                self.at -= 1
                result.append(self.value())
            if self.ends("]"):
                return result

    def ends(self, bracket: str) -> bool:
        """Whether the object or array ends here, after a separator or without one."""
        separator = self.clean()
        if separator == bracket:
            return True
        if separator not in ",;":
            raise self.error(f"Expected a ',' or '{bracket}'")
        if self.clean() == bracket:
            return True
        self.at -= 1
        return False


def parse(text: str, lower_keys: bool = True) -> Any:
    """The object or array with which the text begins; what follows it is ignored.

    :raises JSONException: in org.json's words, at its position
    """
    parser = _Parser(text, lower_keys)
    return parser.nested(parser.next())
