"""Calls that name many things: each is decided on its own; what is refused becomes an entry of the answer.

S3's DeleteObjects and Athena's BatchGet operations have a place for it in their answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from localstack.aws.api import RequestContext

from nuage.iam import actions
from nuage.iam.calls import Call, Demand
from nuage.iam.denials import Refusal

# on the context: what the caller may not have, as entries of the answer
REFUSED = "nuage_refused"


@dataclass(frozen=True)
class Refused:
    """Entries for a list of the answer."""

    member: str
    entries: list[dict[str, Any]]


@dataclass(frozen=True)
class Batch:
    """Where a request lists ids, and where the answer lists those that were not processed."""

    ids: str
    unprocessed: str
    id: str


BATCHES = {
    ("athena", "BatchGetNamedQuery"): Batch("NamedQueryIds", "UnprocessedNamedQueryIds", "NamedQueryId"),
    ("athena", "BatchGetQueryExecution"): Batch(
        "QueryExecutionIds", "UnprocessedQueryExecutionIds", "QueryExecutionId"
    ),
}

Refuse = Callable[[Demand], Refusal | None]
"""Decides on one demand."""


def is_batch(call: Call) -> bool:
    """Whether a call is decided item by item."""
    return (call.service, call.operation) in {*BATCHES, ("s3", "DeleteObjects")}


def take_out_refused(
    context: RequestContext, call: Call, demands: list[Demand], refuse: Refuse
) -> Refusal | None:
    """Leave in the request what the caller may have; the refusal of the whole call if nothing is left."""
    if call.operation == "DeleteObjects":
        _take_out_keys(context, demands, refuse)
        return None
    batch = BATCHES[call.service, call.operation]
    kept, refused, last = [], [], None
    decided = {demand.resource: refuse(demand) for demand in demands}
    for made in call.parameters.get(batch.ids) or []:
        # the same call with this id alone: a list of ids is a list of work groups
        one = actions.demands(_with_one(call, batch.ids, made))[0]
        refusal = decided[one.resource]
        if refusal is None:
            kept.append(made)
            continue
        last = refusal
        refused.append({batch.id: made, "ErrorCode": refusal.code, "ErrorMessage": refusal.message})
    if not kept:
        return last or next(filter(None, decided.values()), None)
    context.service_request[batch.ids] = kept
    setattr(context, REFUSED, Refused(batch.unprocessed, refused))
    return None


def _with_one(call: Call, name: str, made: str) -> Call:
    return Call(
        service=call.service,
        operation=call.operation,
        parameters={name: [made]},
        account=call.account,
        region=call.region,
        partition=call.partition,
        work_group=call.work_group,
    )


def _take_out_keys(context: RequestContext, demands: list[Demand], refuse: Refuse) -> None:
    objects = context.service_request["Delete"]["Objects"]
    kept, refused = [], []
    for entry, demand in zip(objects, demands, strict=True):
        refusal = refuse(demand)
        if refusal is None:
            kept.append(entry)
        else:
            refused.append({**entry, "Code": refusal.code, "Message": refusal.message})
    context.service_request["Delete"]["Objects"] = kept
    setattr(context, REFUSED, Refused("Errors", refused))
