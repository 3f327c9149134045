"""The control routes in the gateway's chain of handlers: before all that is AWS."""

from __future__ import annotations

import json
import logging

from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response

from nuage.control.requests import Answer, Request
from nuage.control.routes import Routes

LOG = logging.getLogger(__name__)
PREFIX = "/_nuage"


class ControlRoutes:
    """A request handler that answers `/_nuage/…` and lets all else through."""

    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    def __call__(self, chain: HandlerChain, context: RequestContext, response: Response) -> None:
        """Answer the request, if it is for us."""
        path = context.request.path
        if not path.startswith(PREFIX) or path[len(PREFIX) : len(PREFIX) + 1] not in ("", "/"):
            return
        try:
            answer = self._routes.answer(_request(context))
        except Exception as error:  # the boundary of the control routes: an error of ours is told, and logged
            LOG.exception("%s %s failed", context.request.method, path)
            answer = Answer({"error": f"an error of the emulator's own: {error!r}"}, 500)
        response.status_code = answer.status
        response.set_response(json.dumps(answer.body))
        response.headers["Content-Type"] = "application/json"
        response.headers["Cache-Control"] = "no-store"
        for name, value in answer.headers.items():
            response.headers[name] = value
        chain.terminate()  # no other handler, and no header for pages of other sites


def _request(context: RequestContext) -> Request:
    request = context.request
    return Request(
        method=request.method,
        path=request.path,
        query=request.args.to_dict(),
        headers={name.lower(): value for name, value in request.headers.items()},
        peer=request.remote_addr or "",
    )
