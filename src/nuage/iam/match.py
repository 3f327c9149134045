"""Wildcards, policy variables and ARN patterns.

Sources: AWS IAM User Guide, "IAM JSON policy elements: Resource", "... Action" and "IAM policy
elements: Variables and tags".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

Context = Mapping[str, str | Sequence[str]]
"""Condition keys in lower case, each with its value, or its values where a key has many."""

ARN_FIELDS = 6
_VARIABLE = re.compile(r"\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}")
_LITERALS = {"*": "*", "?": "?", "$": "$"}


class MissingVariableError(LookupError):
    """A policy variable has no value in this request and no default."""


@dataclass(frozen=True)
class Variable:
    """`${key}` or `${key, 'default'}` in a pattern."""

    key: str
    default: str | None

    def value(self, context: Context) -> str:
        """The value in this request.

        :raises MissingVariableError: when there is none; a key with many values has none either
        """
        value = context.get(self.key)
        if isinstance(value, str):
            return value
        if self.default is None:
            raise MissingVariableError(self.key)
        return self.default


def _wildcards(text: str) -> str:
    """The regular expression of a text with `*` and `?`."""
    return "".join({"*": ".*", "?": "."}.get(char) or re.escape(char) for char in text)


@dataclass(frozen=True)
class Pattern:
    """A text with wildcards and, where the policy's version has them, variables."""

    parts: tuple[str | Variable, ...]  # strings are regular expressions
    fixed: re.Pattern[str] | None  # set when no part depends on the request

    def matches(self, text: str, context: Context) -> bool:
        """Whether the pattern covers the whole text; a value's own `*` stands for itself.

        :raises MissingVariableError: when a variable has no value
        """
        if self.fixed is not None:
            return self.fixed.fullmatch(text) is not None
        expression = "".join(
            part if isinstance(part, str) else re.escape(part.value(context)) for part in self.parts
        )
        return re.fullmatch(expression, text, re.DOTALL) is not None


def _tokens(text: str, variables: bool) -> list[tuple[str, Variable | None]]:
    """A text cut into wildcard texts, and variables (which carry a default)."""
    if not variables:
        return [(text, None)]
    tokens: list[tuple[str, Variable | None]] = []
    end = 0
    for found in _VARIABLE.finditer(text):
        tokens.append((text[end : found.start()], None))
        key, default = found.groups()
        # ${*}, ${?} and ${$} are the characters themselves: a variable that is always missing
        tokens.append(
            ("", Variable("", _LITERALS[key]) if key in _LITERALS else Variable(key.lower(), default))
        )
        end = found.end()
    return [*tokens, (text[end:], None)]


def _pattern(tokens: Sequence[tuple[str, Variable | None]], wildcards: bool = True) -> Pattern:
    write = _wildcards if wildcards else re.escape
    parts: list[str | Variable] = []
    for text, variable in tokens:
        if variable is None:
            parts.append(write(text))
        elif variable.key == "" and variable.default is not None:
            parts.append(re.escape(variable.default))
        else:
            parts.append(variable)
    fixed = None
    if all(isinstance(part, str) for part in parts):
        fixed = re.compile("".join(str(part) for part in parts), re.DOTALL)
    return Pattern(tuple(parts), fixed)


@lru_cache(maxsize=8192)
def pattern(text: str, variables: bool = False, wildcards: bool = True) -> Pattern:
    """Compile a pattern.

    :param variables: whether `${…}` is a variable (version 2012-10-17) or just text
    :param wildcards: whether `*` and `?` are wildcards or just text
    """
    return _pattern(_tokens(text, variables), wildcards)


@dataclass(frozen=True)
class ArnPattern:
    """An ARN pattern: the fields between the first five colons are compared one by one.

    A `*` thus does not reach from one field into the next, but the last field may hold colons
    and slashes, and there it covers them.
    """

    fields: tuple[Pattern, ...]
    everything: bool = False

    def matches(self, arn: str, context: Context) -> bool:
        """Whether the pattern covers an ARN (or `*`, the resource of calls that have none).

        :raises MissingVariableError: when a variable has no value
        """
        if self.everything:
            return True
        fields = arn.split(":", ARN_FIELDS - 1)
        if len(fields) != ARN_FIELDS:
            return False
        return all(field.matches(text, context) for field, text in zip(self.fields, fields, strict=True))


@lru_cache(maxsize=8192)
def arn_pattern(text: str, variables: bool = False) -> ArnPattern:
    """Compile an ARN pattern. Missing fields count as `*`: `arn:aws:sqs` is `arn:aws:sqs:*:*:*`."""
    if text == "*":
        return ArnPattern((), everything=True)
    fields: list[list[tuple[str, Variable | None]]] = [[]]
    for piece, variable in _tokens(text, variables):
        if variable is not None:  # a variable's own colons (aws:username) are no field borders
            fields[-1].append((piece, variable))
            continue
        first, *others = piece.split(":", ARN_FIELDS - len(fields))
        fields[-1].append((first, None))
        fields.extend([(other, None)] for other in others)
    fields.extend([("*", None)] for _ in range(ARN_FIELDS - len(fields)))
    return ArnPattern(tuple(_pattern(tokens) for tokens in fields))


@lru_cache(maxsize=8192)
def action_pattern(texts: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for a list of actions; compare it with an action in lower case."""
    return re.compile("|".join(f"(?:{_wildcards(text.lower())})" for text in texts), re.DOTALL)
