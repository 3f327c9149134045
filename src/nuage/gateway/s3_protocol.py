"""S3's protocol, read and written in less time than LocalStack takes, with the same result."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from botocore.model import Shape, StructureShape
from localstack.aws.protocol.parser import S3RequestParser
from localstack.aws.protocol.serializer import S3ResponseSerializer
from localstack.http import Request

# what the Last-Modified header holds, and LocalStack's S3 stores: `Wed, 21 Oct 2026 07:28:00 GMT`
_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")


@dataclass(frozen=True)
class _Plan:
    """How a structure is read: members that stand in headers, and all others."""

    headers: dict[str, tuple[str, Shape]]  # member and shape by the header's name, in lower case
    absent: dict[str, None]  # all those members, as they are when no header is there
    others: SimpleNamespace  # what remains, with the attributes of a StructureShape that are read


class S3Parser(S3RequestParser):
    """Looks for the headers that a call has, instead of the forty that it might have."""

    def __init__(self, service: Any) -> None:
        super().__init__(service)
        self._plans: dict[str, _Plan] = {}

    def _parse_structure(
        self,
        request: Request,
        shape: StructureShape,
        node: Any,
        uri_params: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        plan = self._plans.get(shape.name)
        if plan is None:
            plan = self._plans[shape.name] = _plan(shape)
        if not plan.headers:
            return super()._parse_structure(request, shape, node, uri_params)
        parsed: dict[str, Any] = super()._parse_structure(request, plan.others, node, uri_params)
        # as with the host's parser, a member without a header is there, and None
        parsed.update(plan.absent)
        for name in plan.headers.keys() & {name.lower() for name in request.headers.keys()}:  # noqa: SIM118
            member, member_shape = plan.headers[name]
            parsed[member] = self._parse_shape(request, member_shape, None, uri_params)
        return parsed


def _plan(shape: StructureShape) -> _Plan:
    headers = {
        member: member_shape
        for member, member_shape in shape.members.items()
        if member_shape.serialization.get("location") == "header"
    }
    return _Plan(
        headers={s.serialization["name"].lower(): (member, s) for member, s in headers.items()},
        absent=dict.fromkeys(headers),
        others=SimpleNamespace(
            name=shape.name,
            members={m: s for m, s in shape.members.items() if m not in headers},
            required_members=shape.required_members,
        ),
    )


class S3Serializer(S3ResponseSerializer):
    """Leaves a date alone that is already written as HTTP writes it."""

    def _serialize_header_value(self, shape: Shape, value: Any) -> Any:
        if shape.type_name == "timestamp" and isinstance(value, str) and _HTTP_DATE.fullmatch(value):
            return value
        return super()._serialize_header_value(shape, value)
