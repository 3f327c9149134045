"""Which calls may change their service."""

from __future__ import annotations

from functools import lru_cache

_READS = (
    "BatchGet",
    "Describe",
    "Filter",
    "Get",
    "Head",
    "List",
    "Lookup",
    "Query",
    "Scan",
    "Search",
    "Select",
    "Test",
)
# what reads by its name, but leaves something behind
_WRITES_ALL_THE_SAME = frozenset({("sts", "GetFederationToken"), ("sts", "GetSessionToken")})
# databases that keep themselves: each transaction is on the disk when its call is answered
DURABLE = frozenset({"dynamodb", "dynamodbstreams"})


@lru_cache(maxsize=4096)
def may_change(service: str, operation: str) -> bool:
    """Whether an operation may change what its service holds, in a way that a snapshot has to take."""
    if service in DURABLE:
        return False
    return not operation.startswith(_READS) or (service, operation) in _WRITES_ALL_THE_SAME
