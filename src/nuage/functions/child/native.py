"""Serve a function through awslambdaric, AWS's own runtime client."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any


def available() -> bool:
    """Whether awslambdaric and its compiled part can be imported here."""
    try:
        import awslambdaric  # noqa: F401
        import runtime_client  # type: ignore[import-not-found]  # noqa: F401
    except ImportError:
        return False
    return True


def serve(handler: str, address: str, mark: Callable[[str], None]) -> None:
    """Run invocations until the process is stopped.

    :param address: host and port of the Lambda Runtime API
    :param mark: called when an invocation has printed its last, before its answer is sent
    """
    from awslambdaric import bootstrap
    from awslambdaric.lambda_config import LambdaConfigProvider
    from awslambdaric.lambda_runtime_client import LambdaRuntimeClient

    class MarkingClient(LambdaRuntimeClient):
        """Marks the end of the output before the answer, so that the parent can wait for both."""

        def post_invocation_result(self, invoke_id: str, *args: Any, **kwargs: Any) -> None:
            mark(invoke_id)
            super().post_invocation_result(invoke_id, *args, **kwargs)

        def post_invocation_error(self, invoke_id: str, *args: Any, **kwargs: Any) -> None:
            mark(invoke_id)
            super().post_invocation_error(invoke_id, *args, **kwargs)

    config = LambdaConfigProvider(["bootstrap", handler], os.environ)  # noqa: TID251 - the function's own
    bootstrap.run(handler, MarkingClient(address, config.use_thread_polling))
