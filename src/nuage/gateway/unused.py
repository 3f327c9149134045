"""What LocalStack imports at start and a lab never calls: the validation of its own endpoints by OpenAPI.

`localstack.aws.handlers` imports it, and with it openapi_core, jsonschema and pydantic: a sixth of a start's
time (docs/decisions.md). Our chain of handlers leaves it out (`nuage.gateway.chain`), so a module of the same
name stands in for it. LocalStack has no seam for this: it makes its handlers when it is imported.
"""

from __future__ import annotations

import sys
from types import ModuleType

_MODULE = "localstack.aws.handlers.validation"


class _Absent:
    """Stands where a validator would; it may be made, and not called."""

    def __call__(self, *_: object) -> None:
        raise NotImplementedError("this lab's gateway does not validate LocalStack's own endpoints")


def leave_out() -> None:
    """Put the stand-in where LocalStack will look; does nothing once LocalStack is imported."""
    if _MODULE in sys.modules:
        return
    module = ModuleType(_MODULE, "Left out: see nuage.gateway.unused.")
    module.OpenAPIRequestValidator = module.OpenAPIResponseValidator = _Absent  # type: ignore[attr-defined]
    sys.modules[_MODULE] = module
