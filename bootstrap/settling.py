"""What AWS has just made is not everywhere at once: a call that needs it is made again for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from botocore.exceptions import ClientError

from bootstrap.errors import code
from bootstrap.waiting import Patience, retry

T = TypeVar("T")
PATIENCE = Patience(deadline=30.0, pause=1.0)
# IAM and S3 are eventually consistent; Lambda, EventBridge and S3 refuse a change while another is under way
NOT_SEEN_YET = {"NoSuchBucket", "NoSuchEntity", "ResourceNotFoundException"}
BUSY = {
    "ConcurrentModificationException",
    "DeleteConflict",
    "OperationAborted",
    "ResourceConflictException",
    "ResourceInUseException",
}


def settled(call: Callable[[], T], patience: Patience = PATIENCE) -> T:
    """Call, and again while what it needs is not seen yet, or busy.

    :raises ClientError: another error, or the last one when the deadline is over
    """
    return retry(call, lambda error: code(error) in NOT_SEEN_YET | BUSY, patience)


def undisturbed(call: Callable[[], T], patience: Patience = PATIENCE) -> T:
    """Call, and again while AWS is busy with another change of the same thing.

    :raises ClientError: another error, or the last one when the deadline is over
    """

    def busy(error: ClientError) -> bool:
        return code(error) in BUSY

    return retry(call, busy, patience)
