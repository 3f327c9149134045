"""The expressions of one request: parsed, bound and checked; legacy parameters in their place if given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nuage.dynamodb import errors
from nuage.dynamodb.expressions import legacy, paths
from nuage.dynamodb.expressions.binding import Binder
from nuage.dynamodb.expressions.checking import check_condition
from nuage.dynamodb.expressions.conditions import evaluate
from nuage.dynamodb.expressions.key_conditions import KeyTerm, terms_of
from nuage.dynamodb.expressions.parser import parse_condition, parse_projection, parse_update
from nuage.dynamodb.expressions.syntax import Change, Node, Path
from nuage.dynamodb.expressions.updates import check_update
from nuage.dynamodb.values import Item

_LEGACY = (
    "AttributesToGet", "AttributeUpdates", "ConditionalOperator", "Expected", "KeyConditions", "QueryFilter",
    "ScanFilter",
)  # fmt: skip
_EXPRESSIONS = (
    "ConditionExpression", "FilterExpression", "KeyConditionExpression", "ProjectionExpression",
    "UpdateExpression",
)  # fmt: skip


class Expressions:
    """Reads the expressions of a request, one after the other; `finish` when all are read.

    :raises DynamoDBError: ValidationException, at the first mistake
    """

    def __init__(self, request: Mapping[str, Any], taken: tuple[str, ...]) -> None:
        """:param taken: the expression parameters of the operation, such as `("ConditionExpression",)`"""
        self._request = request
        self._check_mixture(taken)
        self._binder = Binder(
            request.get("ExpressionAttributeNames"), request.get("ExpressionAttributeValues")
        )

    def _check_mixture(self, taken: tuple[str, ...]) -> None:
        old = [name for name in _LEGACY if name in self._request]
        new = [name for name in _EXPRESSIONS if name in self._request]
        if old and new:
            raise errors.validation(
                "Can not use both expression and non-expression parameters in the same request: "
                f"Non-expression parameters: {{{', '.join(old)}}} Expression parameters: {{{', '.join(new)}}}"
            )
        if new:
            return
        if "ExpressionAttributeNames" in self._request:
            raise errors.validation("ExpressionAttributeNames can only be specified when using expressions")
        if "ExpressionAttributeValues" in self._request:
            needed = [name for name in taken if name != "ProjectionExpression"]
            suffix = f": {' and '.join(needed)} {'is' if len(needed) == 1 else 'are'} null" if needed else ""
            raise errors.validation(
                f"ExpressionAttributeValues can only be specified when using expressions{suffix}"
            )

    def condition(self) -> Node | None:
        """ConditionExpression, or Expected."""
        if "Expected" in self._request:
            return legacy.expectation(self._request["Expected"], self._request.get("ConditionalOperator"))
        return self._tree("ConditionExpression")

    def filter(self, old: str) -> Node | None:
        """FilterExpression, or the legacy parameter named `old`."""
        if old in self._request:
            return legacy.condition(self._request[old], self._request.get("ConditionalOperator"))
        return self._tree("FilterExpression")

    def key_terms(self) -> list[KeyTerm]:
        """KeyConditionExpression, or KeyConditions."""
        if "KeyConditions" in self._request:
            return legacy.key_terms(self._request["KeyConditions"])
        tree = self._tree("KeyConditionExpression")
        if tree is None:
            raise errors.validation(
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
                "request."
            )
        return terms_of(tree)

    def changes(self) -> tuple[Change, ...]:
        """UpdateExpression, or AttributeUpdates; without changes when there is neither."""
        if "AttributeUpdates" in self._request:
            changes = legacy.changes(self._request["AttributeUpdates"])
            check_update(changes, lists=True)
            return changes
        text = self._request.get("UpdateExpression")
        if text is None:
            return ()
        label = "Invalid UpdateExpression"
        changes = tuple(
            self._binder.change(change, label) for change in parse_update(text, "UpdateExpression")
        )
        check_update(changes)
        return changes

    def projection(self) -> tuple[Path, ...] | None:
        """ProjectionExpression, or AttributesToGet; None for all attributes."""
        if "AttributesToGet" in self._request:
            names = self._request["AttributesToGet"]
            if len(set(names)) < len(names):
                duplicate = next(name for name in names if names.count(name) > 1)
                raise errors.invalid_parameter(f"Duplicate value in attribute name: {duplicate}")
            return tuple(Path((name,)) for name in names)
        text = self._request.get("ProjectionExpression")
        if text is None:
            return None
        label = "Invalid ProjectionExpression"
        found = tuple(
            self._binder.path(path, label) for path in parse_projection(text, "ProjectionExpression")
        )
        paths.check_apart(list(found), label)
        return found

    def finish(self) -> None:
        """Every name and value of the request must have been used."""
        self._binder.finish()

    def _tree(self, parameter: str) -> Node | None:
        text = self._request.get(parameter)
        if text is None:
            return None
        label = f"Invalid {parameter}"
        tree = self._binder.bind(parse_condition(text, parameter), label)
        check_condition(tree, label)
        return tree


def projector(projection: tuple[Path, ...] | None) -> Callable[[Item], Item]:
    """A projection as a function of an item."""
    if projection is None:
        return lambda item: item
    wanted = projection
    return lambda item: paths.project(item, wanted)


def holds(condition: Node | None, item: Item | None) -> bool:
    """Whether a condition holds; an item that is not there has no attributes."""
    return condition is None or evaluate(condition, item or {})
