"""The two Simulate operations as the host's IAM keeps users, groups, roles and their policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext

from nuage.iam import identities
from nuage.iam.policy import PolicyError
from nuage.iam.principals import Caller, Kind
from nuage.iam.request_keys import principal_keys
from nuage.iam.simulate import Named, Simulation, context_of

MOST = 1000


def custom(context: RequestContext) -> dict[str, Any]:
    """SimulateCustomPolicy."""
    request = context.service_request or {}
    caller = _calling(str(request.get("CallerArn") or ""), context)
    return _answer(request, caller, [], None)


def principal(context: RequestContext) -> dict[str, Any]:
    """SimulatePrincipalPolicy: of a user (with its groups), a group or a role."""
    request = context.service_request or {}
    kind, entity, entities = _entity(str(request["PolicySourceArn"]), context.partition)
    policies = [named for each_kind, each in entities for named in _policies(each_kind, each)]
    arn = str(request.get("CallerArn") or (entity.arn if kind == "user" else ""))
    return _answer(request, _calling(arn, context), policies, _boundary(kind, entity))


def _answer(
    request: Mapping[str, Any], caller: Caller, policies: list[Named], boundary: list[Named] | None
) -> dict[str, Any]:
    given = _inputs("PolicyInputList", request)
    limits = _inputs("PermissionsBoundaryPolicyInputList", request)
    attached = request.get("ResourcePolicy")
    known = principal_keys(caller) if caller.arn else {}
    simulation = Simulation(
        caller=caller,
        policies=[*policies, *given],
        boundary=limits or boundary,
        resource_policy=Named("ResourcePolicy", attached) if attached else None,
        resource_owner=_account(str(request.get("ResourceOwner") or "")),
        context={**known, **context_of(request.get("ContextEntries") or [])},
    )
    actions = [str(action) for action in request["ActionNames"]]
    for action in actions:
        if ":" not in action:
            raise _invalid(f"Invalid Action: {action}")
    try:
        results = simulation.results(actions, request.get("ResourceArns") or ["*"])
    except PolicyError as error:
        raise _invalid(f"Invalid Policy: {error}") from error
    return _page(results, request)


def _page(results: Sequence[Any], request: Mapping[str, Any]) -> dict[str, Any]:
    marker = str(request.get("Marker") or "0")
    if not marker.isdecimal():
        raise _invalid(f"Invalid Marker: {marker}")
    start, size = int(marker), min(int(request.get("MaxItems") or 100), MOST)
    answer: dict[str, Any] = {
        "EvaluationResults": list(results[start : start + size]),
        "IsTruncated": start + size < len(results),
    }
    return answer | ({"Marker": str(start + size)} if answer["IsTruncated"] else {})


def _inputs(name: str, request: Mapping[str, Any]) -> list[Named]:
    return [Named(f"{name}.{n}", document) for n, document in enumerate(request.get(name) or [], 1)]


def _entity(arn: str, partition: str) -> tuple[str, Any, list[tuple[str, Any]]]:
    """What an ARN names, and all whose policies count for it.

    :raises CommonServiceException: when there is no such user, group or role
    """
    fields = arn.split(":", 5)
    kind, _, path = fields[5].partition("/") if len(fields) > 5 else ("", "", "")
    name = path.rpartition("/")[2]
    if kind not in ("user", "group", "role") or not name:
        raise _invalid(f"Invalid Entity Arn: {arn} does not clearly define entity type and name.")
    iam = identities.backend(fields[4], partition)
    everything: dict[str, dict[str, Any]] = {"user": iam.users, "group": iam.groups, "role": iam.roles}
    found = next((entity for entity in everything[kind].values() if entity.name == name), None)
    if found is None:
        raise CommonServiceException(
            "NoSuchEntity", f"The {kind} with name {name} cannot be found.", 404, sender_fault=True
        )
    groups = [("group", g) for g in iam.groups.values() if kind == "user" and found in g.users]
    return kind, found, [(kind, found), *groups]


def _policies(kind: str, entity: Any) -> Iterator[Named]:
    for name, document in list(entity.policies.items()):
        yield Named(f"{kind}_{entity.name}_{name}", _text(document))
    for arn, policy in list(entity.managed_policies.items()):
        document = identities.managed_policy(arn, entity.account_id)
        yield Named(policy.name, _text(document or '{"Statement": []}'))


def _boundary(kind: str, entity: Any) -> list[Named] | None:
    name = "permissions_boundary_arn" if kind == "role" else "permissions_boundary"
    arn = getattr(entity, name, None)
    if kind == "group" or not arn:
        return None
    document = identities.managed_policy(arn, entity.account_id)
    return [Named(arn.rpartition("/")[2], _text(document or '{"Statement": []}'))]


def _text(document: Any) -> str:
    return str(document)


def _calling(arn: str, context: RequestContext) -> Caller:
    """Who is supposed to call: a user by its ARN, or somebody of the account."""
    account = _account(arn) or context.account_id
    return Caller(Kind.USER, arn, account)


def _account(arn: str) -> str:
    return arn.split(":")[4] if arn.startswith("arn:") else arn


def _invalid(text: str) -> CommonServiceException:
    return CommonServiceException("InvalidInput", text, 400, sender_fault=True)
