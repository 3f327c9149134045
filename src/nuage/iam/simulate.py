"""SimulateCustomPolicy and SimulatePrincipalPolicy: what the evaluator would say of a request.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html: one result an action, with
the strictest decision over its resources; ResourceSpecificResults has each resource's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from nuage.iam.evaluate import (
    Decision,
    Permissions,
    PolicyType,
    Request,
    ResourcePolicy,
    Source,
    applies,
    evaluate,
)
from nuage.iam.match import Context
from nuage.iam.policy import Statement, parse
from nuage.iam.positions import place, spans
from nuage.iam.principals import Caller

ALLOWED, EXPLICIT, IMPLICIT = "allowed", "explicitDeny", "implicitDeny"
_STRICTNESS = (EXPLICIT, IMPLICIT, ALLOWED)
_VARIABLE = re.compile(r"\$\{\s*([^},]*[^},\s])\s*\}")  # one with a default needs no value
_CHARACTERS = {"*", "?", "$"}


@dataclass(frozen=True)
class Named:
    """A policy document, and how the answer names it: `PolicyInputList.1`, `role_NAME_POLICY`."""

    id: str
    document: str

    @property
    def source(self) -> Source:
        """The policy, read.

        :raises PolicyError: when it is malformed
        """
        return Source(parse(self.document))


@dataclass(frozen=True)
class Simulation:
    """What is asked: who calls, which policies count, and what the request's context holds."""

    caller: Caller
    policies: Sequence[Named]
    boundary: Sequence[Named] | None = None
    resource_policy: Named | None = None
    resource_owner: str = ""  # an account
    context: Context = field(default_factory=dict)

    def results(self, actions: Iterable[str], resources: Sequence[str]) -> list[dict[str, Any]]:
        """EvaluationResults.

        :raises PolicyError: when a policy is malformed
        """
        return [self._result(action, resources) for action in actions]

    def _result(self, action: str, resources: Sequence[str]) -> dict[str, Any]:
        each = [self._one(action, resource) for resource in resources]
        decision = min((one["EvalResourceDecision"] for one in each), key=_STRICTNESS.index)
        deciding = [one for one in each if one["EvalResourceDecision"] == decision]
        matched = [statement for one in deciding for statement in one["MatchedStatements"]]
        result: dict[str, Any] = {
            "EvalActionName": action,
            "EvalResourceName": resources[0] if len(resources) == 1 else "*",
            "EvalDecision": decision,
            "MatchedStatements": [entry for n, entry in enumerate(matched) if entry not in matched[:n]],
        }
        if "PermissionsBoundaryDecisionDetail" in each[0]:
            within = all(
                one["PermissionsBoundaryDecisionDetail"]["AllowedByPermissionsBoundary"] for one in each
            )
            result["PermissionsBoundaryDecisionDetail"] = {"AllowedByPermissionsBoundary": within}
        if list(resources) == ["*"]:
            return result | {"MissingContextValues": each[0]["MissingContextValues"]}
        return result | {
            "MissingContextValues": [],
            "EvalDecisionDetails": {},
            "ResourceSpecificResults": each,
        }

    def _one(self, action: str, resource: str) -> dict[str, Any]:
        request = Request(action, resource, self.context, self.resource_owner)
        identity = tuple(named.source for named in self.policies)
        attached = ResourcePolicy(self.resource_policy.source if self.resource_policy else None)
        decision = evaluate(request, self.caller, Permissions(identity), attached)
        result: dict[str, Any] = {"EvalResourceName": resource}
        if self.boundary is not None:
            within = any(_matching(self.boundary, request, allow=True)) and not any(
                _matching(self.boundary, request, allow=False)
            )
            result["PermissionsBoundaryDecisionDetail"] = {"AllowedByPermissionsBoundary": within}
            if decision.allowed and not within:
                explicit = any(_matching(self.boundary, request, allow=False))
                decision = Decision(allowed=False, type=PolicyType.BOUNDARY, explicit=explicit)
        documents = [*self.policies, *([self.resource_policy] if self.resource_policy else [])]
        if decision.type is PolicyType.BOUNDARY:
            documents = list(self.boundary or ())
        matched = []
        if decision.allowed or decision.explicit:
            matched = list(_matching(documents, request, allow=decision.allowed))
        return result | {
            "EvalResourceDecision": ALLOWED
            if decision.allowed
            else EXPLICIT
            if decision.explicit
            else IMPLICIT,
            "MatchedStatements": matched,
            "MissingContextValues": self._missing([*documents, *(self.boundary or ())], request),
        }

    def _missing(self, documents: Iterable[Named], request: Request) -> list[str]:
        """The condition keys that statements on this action ask for, and the request lacks."""
        found: dict[str, None] = {}
        for named in documents:
            statements = parse(named.document).statements
            for statement, body in zip(statements, _bodies(named.document), strict=True):
                if _is_about(statement, request):
                    found |= dict.fromkeys(key for key in _keys(body) if key.lower() not in self.context)
        return list(found)


def _is_about(statement: Statement, request: Request) -> bool:
    """Whether a statement would apply if all its conditions were met."""
    unresolved = replace(statement, conditions=(), resources=None, not_resources=False)
    return applies(unresolved, request)


def _bodies(document: str) -> list[dict[str, Any]]:
    found = json.loads(document)["Statement"]
    return [found] if isinstance(found, dict) else found


def _keys(body: Mapping[str, Any]) -> list[str]:
    """The condition keys and the policy variables of a statement, as they are written."""
    keys = [key for condition in (body.get("Condition") or {}).values() for key in condition]
    texts = json.dumps([body.get(part) for part in ("Condition", "Resource", "NotResource")])
    return [*keys, *(name for name in _VARIABLE.findall(texts) if name not in _CHARACTERS)]


def _matching(documents: Iterable[Named], request: Request, *, allow: bool) -> Iterable[dict[str, Any]]:
    """The statements that cover a request, as MatchedStatements."""
    for named in documents:
        statements = parse(named.document).statements
        for statement, span in zip(statements, spans(named.document), strict=True):
            if statement.allow == allow and applies(statement, request):
                yield {
                    "SourcePolicyId": named.id,
                    "SourcePolicyType": "IAM Policy",
                    "StartPosition": place(named.document, span.start),
                    "EndPosition": place(named.document, span.end),
                }


def context_of(entries: Iterable[Mapping[str, Any]]) -> dict[str, str | list[str]]:
    """ContextEntries as condition keys."""
    found: dict[str, str | list[str]] = {}
    for entry in entries:
        values = [str(value) for value in entry.get("ContextKeyValues") or []]
        many = str(entry.get("ContextKeyType") or "").endswith("List") or len(values) > 1
        if values:
            found[str(entry.get("ContextKeyName") or "").lower()] = values if many else values[0]
    return found
