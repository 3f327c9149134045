"""What was decided about a call, for whoever looks at calls afterwards."""

from __future__ import annotations

from dataclasses import dataclass

# the attribute of a request's context
VERDICT = "nuage_verdict"

OWNER = "owner"  # the account's owner, who may do all
ALLOWED = "allowed"
IMPLICIT = "implicit deny"
EXPLICIT = "explicit deny"
UNKNOWN = "unknown caller"  # nobody the lab knows, or a session that has ended


@dataclass(slots=True)
class Verdict:
    """Who called, and what was decided. `resource` is an ARN, or empty where nothing was asked about one."""

    caller: str  # an ARN; a service's name; empty for nobody
    outcome: str = ALLOWED
    resource: str = ""
