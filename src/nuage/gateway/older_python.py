"""What LocalStack takes for granted of Python, and Python 3.11 and 3.12 do not have."""

from __future__ import annotations

import hashlib
import sys
import threading
import uuid
from types import SimpleNamespace
from typing import Any
from unittest import mock


def make_up_for(service: str) -> None:
    """Called before a service is loaded; twice is not too often."""
    if sys.version_info < (3, 13) and "localstack.packages.api" not in sys.modules:
        _import_packages()
    if sys.version_info < (3, 12) and service == "kms":
        from localstack.services.kms import models

        models.uuid = SimpleNamespace(**{**vars(uuid), "uuid5": uuid5})


def _import_packages() -> None:
    """Import `localstack.packages.api`, which several services need.

    It annotates a parameter with `Lock | None`: `threading.Lock` is a class since 3.13, a function before.
    """
    make = threading.Lock

    class Lock:
        def __new__(cls) -> Any:
            return make()

    with mock.patch.object(threading, "Lock", Lock):
        import localstack.packages.api  # noqa: F401


def uuid5(namespace: uuid.UUID, name: str | bytes) -> uuid.UUID:
    """`uuid.uuid5`, which takes bytes since 3.12."""
    data = name.encode() if isinstance(name, str) else name
    digest = hashlib.sha1(namespace.bytes + data, usedforsecurity=False).digest()
    return uuid.UUID(bytes=digest[:16], version=5)
