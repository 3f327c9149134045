"""Loads the services of the lab once calls are answered, so that the first call of each is not slow.

A service's import takes up to half a second; LocalStack does it in the first call.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable

from localstack.services.plugins import ServiceManager
from localstack.utils.bootstrap import is_api_enabled

LOG = logging.getLogger(__name__)

# in the order in which a lab is set up
SERVICES = ("s3", "sts", "iam", "logs", "lambda", "events", "scheduler", "glue", "athena")


def preload(manager: ServiceManager, stopping: threading.Event, services: Iterable[str] = SERVICES) -> None:
    """Load services one after the other; a call that comes meanwhile loads its own at once.

    A service that does not load is logged here, and answers its own calls with the error.
    """
    for name in services:
        if stopping.is_set():
            return
        if not is_api_enabled(name):  # LocalStack's variable SERVICES leaves it out
            continue
        try:
            manager.require(name)
        except Exception:  # the boundary to the services' own start, which may raise anything
            LOG.exception("the service %s did not load", name)
