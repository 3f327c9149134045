"""An API call as the rest of the package sees it, and what it demands of its caller's policies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nuage.iam.match import Context


@dataclass(frozen=True)
class Call:
    """A call of an AWS operation."""

    service: str  # the IAM prefix, such as s3
    operation: str  # as botocore spells it
    parameters: Mapping[str, Any]
    account: str  # of the caller
    region: str
    partition: str = "aws"
    user: str = ""  # the calling user's name: IAM operations without UserName mean the caller
    method: str = ""
    path: str = ""
    # the path of an IAM user, role, group or policy, which is in its ARN but not in the request
    iam_path: Callable[[str, str], str] = field(default=lambda _kind, _name: "/", compare=False)
    # the work group of an execution or a named query of Athena's, by its id; empty when there is none
    work_group: Callable[[str], str] = field(default=lambda _id: "", compare=False)

    def arn(self, resource: str, service: str = "", region: str | None = None) -> str:
        """An ARN in the call's partition, region and account."""
        region = self.region if region is None else region
        return f"arn:{self.partition}:{service or self.service}:{region}:{self.account}:{resource}"

    def text(self, *names: str) -> str:
        """The first of these parameters that is a non-empty text; else an empty one."""
        for name in names:
            value = self.parameters.get(name)
            if isinstance(value, str) and value:
                return value
        return ""

    def nested(self, *path: str) -> Iterator[Any]:
        """The values at a path of keys; a list on the way stands for each of its items."""
        values: list[Any] = [self.parameters]
        for key in path:
            values = [
                value[key] for value in values if isinstance(value, Mapping) and value.get(key) is not None
            ]
            values = [item for value in values for item in (value if isinstance(value, list) else [value])]
        yield from values


@dataclass(frozen=True)
class Demand:
    """An action on a resource that the caller must be allowed, with the keys that go with it."""

    action: str  # s3:PutObject
    resource: str  # an ARN, or *
    keys: Context = field(default_factory=dict)


class UnmappedOperationError(LookupError):
    """It is not known which IAM action an operation needs."""


def account_of(arn: str) -> str:
    """The account in an ARN; empty when it has none."""
    fields = arn.split(":", 5)
    return fields[4] if len(fields) > 5 and fields[4].isdigit() else ""
