"""Keeps a stack from deleting what it has not made.

A resource that is there already fails its stack, as on AWS. LocalStack deletes it all the same when the
stack that failed is deleted: somebody else's role, table or log group.
"""

from __future__ import annotations

import re
from typing import Any

from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

# the words of AWS's services for it: EntityAlreadyExists, ResourceConflictException, …
TAKEN = re.compile(
    r"already (exist|created|own)|AlreadyExist|AlreadyOwned|ResourceConflict|ResourceInUse", re.I
)

# (stack, logical id) of what was there before its stack
_others: set[tuple[str, str]] = set()


class Guard(ResourceProvider):
    """A type of resource that remembers what it found taken, and leaves it alone."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind
        self.SCHEMA = kind.SCHEMA

    def create(self, request: ResourceRequest) -> ProgressEvent:
        """Create a resource."""
        key = (request.stack_id, request.logical_resource_id)
        _others.discard(key)
        try:
            event: ProgressEvent = self.kind.create(request)
        except Exception as error:
            if TAKEN.search(str(error)):
                _others.add(key)
            raise
        if event.status is OperationStatus.FAILED and TAKEN.search(event.message or ""):
            _others.add(key)
        return event

    def update(self, request: ResourceRequest) -> ProgressEvent:
        """Change a resource."""
        event: ProgressEvent = self.kind.update(request)
        return event

    def delete(self, request: ResourceRequest) -> ProgressEvent:
        """Delete a resource, unless it is another's."""
        key = (request.stack_id, request.logical_resource_id)
        if key in _others:
            _others.discard(key)
            return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=request.desired_state)
        event: ProgressEvent = self.kind.delete(request)
        return event
