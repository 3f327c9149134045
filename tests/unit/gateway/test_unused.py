"""What a start leaves out, and that LocalStack can still be imported without it."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from nuage.gateway import unused
unused.leave_out()
from localstack.aws import handlers
from nuage.gateway import chain
print(handlers.validate_request_schema.__class__.__module__, "openapi_core" in sys.modules)
"""


def test_localstack_comes_up_without_openapi() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[-2] == "nuage.gateway.unused False"
