"""The routes of function URLs, in the place of LocalStack's: who may call, the invocation, the answer."""

from __future__ import annotations

import json
import logging
import uuid
from typing import Any

from localstack.aws.api import ServiceException
from localstack.aws.api.lambda_ import InvocationType, TooManyRequestsException
from localstack.http import Request, Response, Router
from localstack.services.lambda_.api_utils import FULL_FN_ARN_PATTERN
from localstack.services.lambda_.invocation.lambda_models import FunctionUrlConfig
from localstack.services.lambda_.invocation.lambda_service import LambdaService
from localstack.services.lambda_.invocation.models import lambda_stores
from localstack.services.lambda_.urlrouter import FunctionUrlRouter
from rolo.request import get_raw_path, restore_payload

from nuage.clock import Clock
from nuage.functions.faults import MAX_SYNC_PAYLOAD
from nuage.functions.urls import address, cors
from nuage.functions.urls.access import Judge, Verdict
from nuage.functions.urls.answer import (
    INTERNAL_SERVER_ERROR,
    Answer,
    MalformedAnswerError,
    answer,
    plain,
    problem,
    with_request_id,
)
from nuage.functions.urls.event import UrlRequest, event

LOG = logging.getLogger(__name__)


class NuageUrlRouter(FunctionUrlRouter):
    """Answers requests to function URLs.

    :param clock: gives the time in events: lab time, so that a function can live by the lab's clock
    """

    def __init__(self, router: Router[Any], service: LambdaService, judge: Judge, clock: Clock) -> None:
        super().__init__(router, service)
        self._judge = judge
        self._clock = clock

    def register_routes(self) -> None:
        """Add LocalStack's routes, by host name, and ours, by path."""
        if not self.registered:
            for rule in address.PATH_RULES:
                # a path of the function's own may hold two slashes, which werkzeug would redirect
                self.router.add(rule, self.handle_path, merge_slashes=False)
        super().register_routes()

    def handle_path(self, request: Request, url_id: str, **_: str) -> Response:
        """Answer a request whose path names the URL."""
        return self._handle(request, url_id)

    def handle_lambda_url_invocation(self, request: Request, api_id: str, **_: str) -> Response:
        """Answer a request whose host names the URL."""
        return self._handle(request, api_id)

    def _handle(self, request: Request, url_id: str) -> Response:
        found = self._answer(request, url_id)
        response = Response(found.body, found.status)
        response.headers.clear()
        response.headers.extend(found.headers)
        return response

    def _answer(self, request: Request, url_id: str) -> Answer:
        config = find(url_id)
        if config is None:
            # measured on AWS: LocalStack's test_lambda_url_non_existing_url
            return problem(403, "AccessDeniedException", Message=None)
        headers = {name.lower(): value for name, value in request.headers}
        if config.cors and cors.is_preflight(request.method, headers):
            return cors.preflight(config.cors, headers)
        verdict = self._judge(request, config.function_arn, config.auth_type)
        if verdict.allowed:
            found = self._invoke(config, self._request(request, config, verdict))
        else:
            found = problem(403, "AccessDeniedException", Message=verdict.message)
        if config.cors and "origin" in headers:
            found = cors.with_allowances(found, config.cors, headers["origin"])
        return found

    def _request(self, request: Request, config: FunctionUrlConfig, verdict: Verdict) -> UrlRequest:
        prefix, path = address.split(get_raw_path(request))
        return UrlRequest(
            url_id=config.url_id,
            method=request.method,
            path=path,
            query=request.environ.get("QUERY_STRING", ""),
            headers=list(request.headers),
            body=restore_payload(request),
            source_ip=str(request.remote_addr or ""),
            host=request.host,
            request_id=str(uuid.uuid4()),
            now=self._clock.now(),
            prefix=prefix,
            scheme=request.scheme,
            account=verdict.account,
            authorizer=verdict.authorizer,
        )

    def _invoke(self, config: FunctionUrlConfig, request: UrlRequest) -> Answer:
        payload = json.dumps(event(request)).encode()
        if len(payload) > MAX_SYNC_PAYLOAD:
            return problem(413, "RequestTooLargeException", Message="Request Entity Too Large")
        arn = FULL_FN_ARN_PATTERN.fullmatch(config.function_arn)
        try:
            result = self.lambda_service.invoke(
                function_name=arn["function_name"],
                qualifier=arn["qualifier"],
                region=arn["region_name"],
                account_id=arn["account_id"],
                invocation_type=InvocationType.RequestResponse,
                client_context=None,
                request_id=request.request_id,
                payload=payload,
            )
        except TooManyRequestsException as error:
            return problem(429, error.code, Reason=error.Reason, Type="User", message="Rate Exceeded.")
        except ServiceException as error:
            LOG.info("%s was not invoked: %s", config.function_arn, error)
            return plain(502, INTERNAL_SERVER_ERROR)
        if result.is_error:
            return with_request_id(plain(502, INTERNAL_SERVER_ERROR), request.request_id)
        try:
            return with_request_id(answer(result.payload), request.request_id)
        except MalformedAnswerError as error:
            LOG.warning("%s: %s", config.function_arn, error)
            return with_request_id(plain(502, INTERNAL_SERVER_ERROR), request.request_id)


def find(url_id: str) -> FunctionUrlConfig | None:
    """The configuration of a function URL; host names have no case, so the id has none either."""
    wanted = url_id.lower()
    for _, _, store in lambda_stores.iter_stores():
        for function in list(store.functions.values()):
            for config in list(function.function_url_configs.values()):
                if config.url_id.lower() == wanted:
                    return config
    return None
