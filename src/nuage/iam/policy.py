"""Policy documents, read into statements that can be evaluated.

Source: AWS IAM User Guide, "Grammar of the IAM JSON policy language".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nuage.iam.conditions import Condition, operator
from nuage.iam.match import ArnPattern, action_pattern, arn_pattern

VERSION_WITH_VARIABLES = "2012-10-17"
VERSIONS = (VERSION_WITH_VARIABLES, "2008-10-17")
PRINCIPAL_TYPES = ("AWS", "Service", "Federated", "CanonicalUser")


class PolicyError(ValueError):
    """A policy is malformed; the text says where and what is expected."""


@dataclass(frozen=True)
class Principals:
    """The `Principal` or `NotPrincipal` of a statement: pairs such as ("AWS", "*")."""

    entries: frozenset[tuple[str, str]]
    negated: bool


@dataclass(frozen=True)
class Statement:
    """One statement, its patterns compiled."""

    allow: bool
    actions: re.Pattern[str]
    not_actions: bool
    resources: tuple[ArnPattern, ...] | None  # None: the policy hangs on its resource
    not_resources: bool
    principals: Principals | None
    conditions: tuple[Condition, ...]
    variables: bool
    sid: str = ""


@dataclass(frozen=True)
class Policy:
    """A parsed policy document."""

    statements: tuple[Statement, ...]


def parse(document: str | Mapping[str, Any]) -> Policy:
    """Read a policy document; texts that were read before cost nothing.

    :raises PolicyError: when it is malformed
    """
    return _parse_text(document if isinstance(document, str) else json.dumps(document))


@lru_cache(maxsize=4096)
def _parse_text(text: str) -> Policy:
    try:
        document = json.loads(text)
    except ValueError as error:
        raise PolicyError(f"the policy is not JSON: {error}") from None
    if not isinstance(document, dict):
        raise PolicyError("the policy must be a JSON object")
    if unknown := set(document) - {"Version", "Id", "Statement"}:
        raise PolicyError(f"the policy has an unknown element {min(unknown)}")
    version = document.get("Version", "2008-10-17")
    if version not in VERSIONS:
        raise PolicyError(f"Version must be one of {', '.join(VERSIONS)}, not {version!r}")
    if "Statement" not in document:
        raise PolicyError("the policy has no Statement")
    statements = document["Statement"]
    if isinstance(statements, dict):
        statements = [statements]
    if not isinstance(statements, list):
        raise PolicyError("Statement must be an object or a list of objects")
    variables = version == VERSION_WITH_VARIABLES
    return Policy(
        tuple(_statement(f"Statement {n}", body, variables) for n, body in enumerate(statements, 1))
    )


STATEMENT_ELEMENTS = frozenset(
    {"Sid", "Effect", "Condition"}
    | {"Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal"}
)


def _statement(where: str, body: Any, variables: bool) -> Statement:
    if not isinstance(body, dict):
        raise PolicyError(f"{where} must be an object")
    if unknown := set(body) - STATEMENT_ELEMENTS:
        raise PolicyError(f"{where} has an unknown element {min(unknown)}")
    if body.get("Effect") not in ("Allow", "Deny"):
        raise PolicyError(f"{where}: Effect must be Allow or Deny, not {body.get('Effect')!r}")
    actions = _one_of(where, body, "Action", "NotAction")
    if actions is None:
        raise PolicyError(f"{where} needs Action or NotAction")
    names = _texts(f"{where}: {actions}", body[actions])
    for name in names:
        if name != "*" and ":" not in name:
            raise PolicyError(f"{where}: {actions} {name!r} must look like service:Action")
    resources = _one_of(where, body, "Resource", "NotResource")
    arns = None if resources is None else _texts(f"{where}: {resources}", body[resources])
    for arn in arns or ():
        if arn != "*" and not arn.startswith(("arn:", "*:")):
            raise PolicyError(f"{where}: {resources} {arn!r} must be an ARN or *")
    principals = _one_of(where, body, "Principal", "NotPrincipal")
    return Statement(
        allow=body["Effect"] == "Allow",
        actions=action_pattern(names),
        not_actions=actions == "NotAction",
        resources=None if arns is None else tuple(arn_pattern(arn, variables) for arn in arns),
        not_resources=resources == "NotResource",
        principals=None
        if principals is None
        else Principals(
            _principals(f"{where}: {principals}", body[principals]), principals == "NotPrincipal"
        ),
        conditions=_conditions(where, body.get("Condition", {})),
        variables=variables,
        sid=str(body.get("Sid", "")),
    )


def _one_of(where: str, body: Mapping[str, Any], one: str, other: str) -> str | None:
    if one in body and other in body:
        raise PolicyError(f"{where} has both {one} and {other}")
    return one if one in body else other if other in body else None


def _texts(where: str, value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not values or not all(isinstance(text, str) and text for text in values):
        raise PolicyError(f"{where} must be a text or a list of texts")
    return tuple(values)


def _principals(where: str, value: Any) -> frozenset[tuple[str, str]]:
    if value == "*":
        return frozenset({("AWS", "*")})
    if not isinstance(value, dict) or not value:
        raise PolicyError(f'{where} must be "*" or an object')
    if unknown := set(value) - set(PRINCIPAL_TYPES):
        raise PolicyError(f"{where}: {min(unknown)} is none of {', '.join(PRINCIPAL_TYPES)}")
    return frozenset((kind, name) for kind, names in value.items() for name in _texts(where, names))


def _conditions(where: str, value: Any) -> tuple[Condition, ...]:
    if not isinstance(value, dict):
        raise PolicyError(f"{where}: Condition must be an object")
    conditions = []
    for name, keys in value.items():
        try:
            how = operator(name)
        except ValueError:
            raise PolicyError(f"{where}: Condition operator {name!r} does not exist") from None
        if not isinstance(keys, dict):
            raise PolicyError(f"{where}: Condition {name} must be an object")
        for key, values in keys.items():
            conditions.append(
                Condition(how, key.lower(), _condition_values(f"{where}: Condition {name}", values))
            )
    return tuple(conditions)


def _condition_values(where: str, value: Any) -> tuple[str, ...]:
    """Numbers and booleans may be written without quotes."""
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str | int | float | bool) for item in values):
        raise PolicyError(f"{where} must have texts, numbers or booleans as values")
    return tuple(str(item).lower() if isinstance(item, bool) else str(item) for item in values)
