"""Types of resources that nobody here makes: LocalStack would report them as created all the same."""

from __future__ import annotations

from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceRequest,
)

from nuage.cloudformation.kind import Kind


class Lacking(Kind):
    """Fails its stack with the type's name, and is gone when it is deleted."""

    TYPE = "AWS::Nobody::Knows"
    IDENTIFIER = "Name"

    def create(self, request: ResourceRequest) -> ProgressEvent:
        """Fail."""
        return ProgressEvent(
            status=OperationStatus.FAILED,
            resource_model={},
            message=f"Resource type {request.resource_type} is not supported here",
        )

    def update(self, request: ResourceRequest) -> ProgressEvent:
        """Fail."""
        return self.create(request)

    def delete(self, request: ResourceRequest) -> ProgressEvent:
        """There is nothing to delete: a stack that failed is rolled back."""
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=request.desired_state)


def lacking(name: str) -> type[Lacking]:
    """A class for a type, by its name, such as AWS::Glue::Crawler."""
    return type("Lacking", (Lacking,), {"TYPE": name})
