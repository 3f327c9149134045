"""What our types of resources share: from CloudFormation's requests to calls of the AWS API."""

from __future__ import annotations

from typing import Any

from localstack.services.cloudformation import provider_utils
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

Properties = dict[str, Any]


class Kind(ResourceProvider):
    """A type of resource, made and unmade by a call each.

    Subclasses say `TYPE`, which property identifies it (`IDENTIFIER`, what `!Ref` gives), which ones make
    another resource when they change (`FIXED`), and what to call. An AWS error fails the resource, and with
    it the stack, with the error's text.

    Replacement is done here, as an update that gives another identifier: LocalStack's engine replaces a
    resource as soon as one that it refers to changes, and then loses it from the stack.
    """

    TYPE: str
    IDENTIFIER: str
    FIXED: tuple[str, ...] = ()
    SCHEMA: dict[str, Any]

    def __init_subclass__(cls) -> None:
        """Write what LocalStack's engine reads of a type's schema."""
        cls.SCHEMA = {
            "typeName": cls.TYPE,
            "primaryIdentifier": [f"/properties/{cls.IDENTIFIER}"],
            "createOnlyProperties": [],
            "properties": {},
        }

    def make(self, clients: Any, wanted: Properties) -> Properties:
        """Create it; properties that are known only now."""
        raise NotImplementedError

    def change(self, clients: Any, found: Properties, wanted: Properties) -> None:
        """Change it in place; never called where all properties are fixed."""
        raise NotImplementedError

    def unmake(self, clients: Any, found: Properties) -> None:
        """Delete it."""
        raise NotImplementedError

    def create(self, request: ResourceRequest) -> ProgressEvent:
        """Create a resource; without a name it gets one of its stack's."""
        wanted = dict(request.desired_state)
        if self.IDENTIFIER == "Name" and not wanted.get("Name"):
            wanted["Name"] = provider_utils.generate_default_name(
                stack_name=request.stack_name, logical_resource_id=request.logical_resource_id
            )
        return _done(wanted | self.make(request.aws_client_factory, wanted))

    def update(self, request: ResourceRequest) -> ProgressEvent:
        """Change a resource, or make another one before this one goes."""
        found, clients = request.previous_state, request.aws_client_factory
        # what was known only when it was made stays
        wanted = {self.IDENTIFIER: found[self.IDENTIFIER], **request.desired_state}
        if any(found.get(name) != wanted.get(name) for name in self.FIXED):
            wanted |= self.make(clients, wanted)
            self.unmake(clients, found)
        else:
            self.change(clients, found, wanted)
        return _done(wanted)

    def delete(self, request: ResourceRequest) -> ProgressEvent:
        """Delete a resource."""
        self.unmake(request.aws_client_factory, request.desired_state)
        return _done(request.desired_state)


def _done(model: Properties) -> ProgressEvent:
    return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)


def request(client: Any, operation: str, parameters: Properties) -> Any:
    """Call an operation with properties of a template, whose numbers and truth values may be texts.

    :param operation: as botocore spells it, such as CreateWorkGroup
    """
    shape = client.meta.service_model.operation_model(operation).input_shape
    given = {name: value for name, value in parameters.items() if value is not None}
    method = provider_utils.convert_request_kwargs(given, shape)
    names = {full: short for short, full in client.meta.method_to_api_mapping.items()}
    return getattr(client, names[operation])(**method)
