"""From a shape of a service's model to the function that converts values of it: compiled once a shape.

LocalStack walks through the shape for every value, which costs ten lookups for each attribute of a
DynamoDB item. Compiled, most of a message is copied as it is, and only what JSON has no words for is
converted: bytes and points in time.

A converter raises `UnfitError` for a value that does not have its shape; who calls it leaves that message to
LocalStack, which knows what to say.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any

from botocore.model import Shape

Converter = Callable[[Any], Any]


class UnfitError(ValueError):
    """A value does not have the shape that the service's model says."""


class Compiler:
    """Makes converters, and keeps them.

    :param scalars: makes the converter of a shape that is no structure, list or map; None for what stays as
        it is
    :param reading: whether requests are read, rather than answers written. LocalStack's services expect a
        required member that is absent from a request as None, and an absent item of a list or map likewise;
        what the model does not have is dropped from a request, and must not be in an answer
    :param stored: names of shapes whose values are as they are to be sent, bytes apart
    """

    def __init__(
        self,
        scalars: Callable[[Shape], Converter | None],
        reading: bool,
        stored: frozenset[str] = frozenset(),
    ) -> None:
        self._scalars = scalars
        self._stored = stored
        self._reading = reading
        self._made: dict[str, Converter] = {}

    def converter(self, shape: Shape) -> Converter:
        """The converter of a shape.

        Shapes may refer to themselves, so the converter of a member is made when it is first needed.
        """
        found = self._made.get(shape.name)
        if found is None:
            found = self._made[shape.name] = self._make(shape)
        return found

    def _make(self, shape: Shape) -> Converter:
        if shape.name in self._stored:
            return _as_it_is
        match shape.type_name:
            case "structure":
                return self._structure(shape)
            case "list":
                return self._list(shape)
            case "map":
                return self._map(shape)
        return self._scalars(shape) or _as_it_is

    def _structure(self, shape: Any) -> Converter:
        if shape.is_document_type:
            return _as_it_is
        members = self._members(shape)
        absent = dict.fromkeys(shape.required_members) if self._reading else {}
        converters: dict[str, tuple[str, Converter]] = {}

        def convert(value: Any) -> Any:
            if not isinstance(value, dict):
                raise UnfitError(shape.name)
            converted = absent.copy()
            for name, item in value.items():
                if item is None:
                    continue
                known = converters.get(name)
                if known is None:
                    if name in members:
                        new_name, member = members[name]
                        known = converters[name] = (new_name, self.converter(member))
                    elif self._reading:
                        continue
                    else:
                        raise UnfitError(f"{shape.name}.{name}")
                converted[known[0]] = known[1](item)
            return converted

        return convert

    def _members(self, shape: Any) -> dict[str, tuple[str, Shape]]:
        """By a member's name before the conversion: its name after it, and its shape."""
        members = {}
        for ours, member in shape.members.items():
            wire = member.serialization.get("name", ours)
            before, after = (wire, ours) if self._reading else (ours, wire)
            members[before] = (after, member)
        return members

    def _list(self, shape: Any) -> Converter:
        def convert(value: Any) -> Any:
            if not isinstance(value, list):
                raise UnfitError(shape.name)
            item_of = self.converter(shape.member)
            if self._reading:
                return [None if item is None else item_of(item) for item in value]
            return [item_of(item) for item in value if item is not None]

        return convert

    def _map(self, shape: Any) -> Converter:
        def convert(value: Any) -> Any:
            if not isinstance(value, dict):
                raise UnfitError(shape.name)
            item_of = self.converter(shape.value)
            if self._reading:
                return {key: None if item is None else item_of(item) for key, item in value.items()}
            return {key: item_of(item) for key, item in value.items() if item is not None}

        return convert


def _as_it_is(value: Any) -> Any:
    return value


def whole_number(value: Any) -> int:
    """An integer, which some clients send as text.

    :raises UnfitError: when it is none
    """
    if type(value) is int:
        return value
    try:
        return int(value)
    except (TypeError, ValueError):
        raise UnfitError(repr(value)) from None


def real_number(value: Any) -> float:
    """A number with a fraction.

    :raises UnfitError: when it is none
    """
    try:
        return float(value)
    except (TypeError, ValueError):
        raise UnfitError(repr(value)) from None


def decoded(value: Any) -> bytes:
    """The bytes that a text in base64 stands for.

    :raises UnfitError: when it is not base64
    """
    try:
        return base64.b64decode(value)
    except (TypeError, binascii.Error, ValueError):
        raise UnfitError(repr(value)) from None


def encoded(value: Any) -> str:
    """Bytes as a text in base64.

    :raises UnfitError: when it is neither bytes nor text
    """
    if isinstance(value, str):
        value = value.encode()
    if not isinstance(value, bytes):
        raise UnfitError(repr(value))
    return base64.b64encode(value).decode("ascii")
