"""The errors of the API, with AWS's codes and texts (reference, sections 3.1 and 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class AthenaError(Exception):
    """An error answer; `detail` are its further members."""

    status = 400

    def __init__(self, code: str, message: str, **detail: str) -> None:
        self.code = code
        self.message = message
        self.detail = detail
        super().__init__(message)


def invalid(message: str, code: str = "INVALID_INPUT") -> AthenaError:
    """InvalidRequestException; the code stands in two members."""
    return AthenaError("InvalidRequestException", message, AthenaErrorCode=code, ErrorCode=code)


def not_found(message: str, resource: str = "") -> AthenaError:
    """ResourceNotFoundException."""
    return AthenaError(
        "ResourceNotFoundException", message, **({"ResourceName": resource} if resource else {})
    )


def metadata(message: str) -> AthenaError:
    """MetadataException: the Data Catalog refused."""
    return AthenaError("MetadataException", message)


def require(request: Mapping[str, Any], *names: str) -> None:
    """Refuse a request that lacks a member; SDKs check this themselves, raw HTTP does not.

    :raises AthenaError: InvalidRequestException
    """
    for name in names:
        if request.get(name) is None:
            member = name[0].lower() + name[1:]
            raise invalid(
                f"1 validation error detected: Value null at '{member}' failed to satisfy constraint: "
                "Member must not be null"
            )
