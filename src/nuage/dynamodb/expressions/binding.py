"""Fills names and values into a parsed expression, and keeps count of which of them were used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nuage.dynamodb import errors, values
from nuage.dynamodb.expressions.reserved import RESERVED
from nuage.dynamodb.expressions.syntax import (
    Arithmetic,
    Between,
    Both,
    Call,
    Change,
    Compare,
    Either,
    In,
    Literal,
    Node,
    Not,
    Part,
    Path,
    Placeholder,
)
from nuage.dynamodb.values import Value

_ALIAS = re.compile(r"#[A-Za-z0-9_]+")
_PLACEHOLDER = re.compile(r":[A-Za-z0-9_]+")


class Binder:
    """The ExpressionAttributeNames and ExpressionAttributeValues of one request.

    :raises DynamoDBError: ValidationException, when they are malformed
    """

    def __init__(self, names: Mapping[str, str] | None, given: Mapping[str, Any] | None) -> None:
        self._names = names or {}
        self._check_names(names)
        self._values = _check_values(given)
        self._unused_names = set(self._names)
        self._unused_values = set(self._values)

    def _check_names(self, names: Mapping[str, str] | None) -> None:
        if names is None:
            return
        if not names:
            raise errors.validation("ExpressionAttributeNames must not be empty")
        for alias, name in names.items():
            if not _ALIAS.fullmatch(alias):
                raise errors.validation(
                    f'ExpressionAttributeNames contains invalid key: Syntax error; key: "{alias}"'
                )
            if not name:
                raise errors.validation(
                    f"ExpressionAttributeNames contains invalid value: Empty attribute name for key {alias}"
                )

    def finish(self) -> None:
        """Every name and value must have been used.

        :raises DynamoDBError: ValidationException, when one was not
        """
        for member, unused in (("Names", self._unused_names), ("Values", self._unused_values)):
            if unused:
                raise errors.validation(
                    f"Value provided in ExpressionAttribute{member} unused in expressions: "
                    f"keys: {{{', '.join(sorted(unused))}}}"
                )

    def bind(self, node: Node, label: str) -> Node:
        """The tree with names and values in the place of aliases and placeholders.

        :param label: what errors begin with, such as `Invalid FilterExpression`
        :raises DynamoDBError: ValidationException, for what is reserved or not defined
        """
        match node:
            case Path():
                return self.path(node, label)
            case Placeholder(name):
                return Literal(self.value(name, label))
            case Call(function, operands):
                return Call(function, tuple(self.bind(each, label) for each in operands))
            case Compare(operator, left, right):
                return Compare(operator, self.bind(left, label), self.bind(right, label))
            case Arithmetic(operator, left, right):
                return Arithmetic(operator, self.bind(left, label), self.bind(right, label))
            case Between(operand, low, high):
                return Between(self.bind(operand, label), self.bind(low, label), self.bind(high, label))
            case In(operand, options):
                return In(self.bind(operand, label), tuple(self.bind(each, label) for each in options))
            case Both(left, right):
                return Both(self.bind(left, label), self.bind(right, label))
            case Either(left, right):
                return Either(self.bind(left, label), self.bind(right, label))
            case Not(condition):
                return Not(self.bind(condition, label))
            case Literal():
                return node

    def change(self, change: Change, label: str) -> Change:
        """A change of an update, bound."""
        operand = None if change.operand is None else self.bind(change.operand, label)
        return Change(change.action, self.path(change.path, label), operand)

    def path(self, path: Path, label: str) -> Path:
        """A document path, bound."""
        return Path(tuple(self._part(part, label) for part in path.parts))

    def _part(self, part: Part, label: str) -> Part:
        if isinstance(part, int):
            return part
        if not part.startswith("#"):
            if part.upper() in RESERVED:
                raise errors.validation(
                    f"{label}: Attribute name is a reserved keyword; reserved keyword: {part}"
                )
            return part
        if part not in self._names:
            raise errors.validation(
                f"{label}: An expression attribute name used in the document path is not defined; "
                f"attribute name: {part}"
            )
        self._unused_names.discard(part)
        return self._names[part]

    def value(self, name: str, label: str) -> Value:
        """The value of a placeholder."""
        if name not in self._values:
            raise errors.validation(
                f"{label}: An expression attribute value used in expression is not defined; "
                f"attribute value: {name}"
            )
        self._unused_values.discard(name)
        return self._values[name]


def _check_values(given: Mapping[str, Any] | None) -> dict[str, Value]:
    if given is None:
        return {}
    if not given:
        raise errors.validation("ExpressionAttributeValues must not be empty")
    checked = {}
    for name, value in given.items():
        if not _PLACEHOLDER.fullmatch(name):
            raise errors.validation(
                f'ExpressionAttributeValues contains invalid key: Syntax error; key: "{name}"'
            )
        try:
            checked[name] = values.check(value)
        except errors.DynamoDBError as mistake:
            raise errors.validation(
                f"ExpressionAttributeValues contains invalid value: {mistake.message} for key {name}"
            ) from None
    return checked
