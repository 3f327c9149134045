"""What may carry tags: work groups and data catalogues."""

from __future__ import annotations

from nuage.athena.api.call import Call
from nuage.athena.api.errors import not_found, require
from nuage.athena.state import Document


def tagged(call: Call, request: Document) -> str:
    """The ARN, of something that there is.

    :raises AthenaError: ResourceNotFoundException
    """
    require(request, "ResourceARN")
    arn = str(request["ResourceARN"])
    names = [
        *(f"workgroup/{n}" for n in call.state.work_groups),
        *(f"datacatalog/{n}" for n in call.state.catalogs),
    ]
    if arn not in (call.state.arn(name) for name in names):
        raise not_found(f"Resource {arn} is not found.", arn)
    return arn
