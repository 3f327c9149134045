"""Loads the services of LocalStack that a call is for, and says of one that cannot run here why not.

LocalStack Community brings services whose parts are not in this lab: they want Java, a download or a package
that its own image has. LocalStack answers 500 for them, which clients try again five times.
"""

from __future__ import annotations

import logging

from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.aws.handlers.service_plugin import ServiceLoader
from localstack.http import Response
from plux import PluginDisabled

from nuage.gateway import older_python

LOG = logging.getLogger(__name__)


class LoadService(ServiceLoader):
    """LocalStack's loader, with 501 and the reason for a service that does not load."""

    def require_service(self, chain: HandlerChain, context: RequestContext, response: Response) -> None:
        """Load the service of a call, if it is not loaded.

        :raises NotImplementedError: when it cannot run in this lab; the gateway answers 501
        """
        if context.service is None or context.service.service_name in self.loaded_services:
            return
        name = context.service.service_name
        try:
            older_python.make_up_for(name)
            super().require_service(chain, context, response)
        except (NotImplementedError, PluginDisabled, TimeoutError):  # the last may pass
            raise
        except Exception as error:  # the boundary to the services' own start, which may raise anything
            LOG.warning("the service %s did not load: %s", name, error)
            raise NotImplementedError(f"The service {name} does not run in this lab: {error}") from error
