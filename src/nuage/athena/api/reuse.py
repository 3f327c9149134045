"""Query result reuse by age.

https://docs.aws.amazon.com/athena/latest/ug/reusing-query-results.html: the same text, work group, database,
catalogue, output location and parameters; SELECT and EXECUTE alone; not older than MaxAgeInMinutes.
"""

from __future__ import annotations

from nuage.athena import statements as s
from nuage.athena.api.call import Call
from nuage.athena.executions import SUCCEEDED, Execution
from nuage.athena.session import AwsError, split_uri


def reusable(call: Call, wanted: Execution) -> Execution | None:
    """The newest execution whose results may stand for this one's; None when it has to run."""
    if not wanted.reuse or not wanted.reuse["Enabled"]:
        return None
    if not isinstance(wanted.statement, s.Select | s.Execute):
        return None
    oldest = call.now - wanted.reuse["MaxAgeInMinutes"] * 60
    for other in reversed(list(call.state.executions.values())):
        if other is wanted or other.reused or other.state != SUCCEEDED or (other.completed_at or 0) < oldest:
            continue
        if _same(other, wanted) and _is_readable(call, other):
            return other
    return None


def _same(other: Execution, wanted: Execution) -> bool:
    return (
        other.query.strip() == wanted.query.strip()
        and other.work_group == wanted.work_group
        and other.context == wanted.context
        and other.output == wanted.output
        and other.parameters == wanted.parameters
    )


def _is_readable(call: Call, other: Execution) -> bool:
    """Whether the result file is still there, for this caller."""
    try:
        call.session.files.get(*split_uri(other.location))
    except AwsError:
        return False
    return True
