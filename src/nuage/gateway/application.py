"""Between our HTTP server and LocalStack's gateway: requests in, answers out, in rolo's types."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from rolo.gateway import Gateway
from rolo.response import Response
from werkzeug.wrappers import Request

from nuage.gateway.headers import IndexedHeaders
from nuage.gateway.messages import HttpAnswer, HttpRequest

# Carries what LocalStack's services tell each other (`localstack.aws.connect`). From the network it
# would let anybody pass as a service, so it is dropped there; internal calls do not use the network.
INTERNAL_HEADER = "x-localstack-data"


class GatewayResponse(Response):
    """The response that the chain of handlers fills in."""

    def update_from(self, other: Any) -> None:
        """Take over status, body and headers of another response.

        As rolo does, but at once where there is nothing to merge: a service's response comes with
        ten headers, and setting each searches all of them.
        """
        if len(self.headers) > 1:  # a handler has set some, beside the default Content-Type
            super().update_from(other)
            return
        self.status_code = other.status_code
        self.response = other.response
        self._on_close.extend(other._on_close)
        if "Content-Type" in other.headers:
            self.headers.clear()
        self.headers.extend(other.headers)


class GatewayApplication:
    """Answers the requests of our server with a gateway."""

    def __init__(self, gateway: Gateway, host: str, port: int) -> None:
        self._gateway = gateway
        self._server = {"SERVER_NAME": host, "SERVER_PORT": str(port), "SERVER_PROTOCOL": "HTTP/1.1"}

    def __call__(self, request: HttpRequest) -> HttpAnswer:
        """Answer one request."""
        response = GatewayResponse()
        self._gateway.process(self._rolo_request(request), response)
        return HttpAnswer(
            status=response.status,
            headers=list(response.headers),
            body=[response.get_data()] if response.is_sequence else response.iter_encoded(),
            close=response.close,
        )

    def _rolo_request(self, request: HttpRequest) -> Request:
        path, query = split_target(request.target)
        headers = visible_headers(request)
        environ: dict[str, Any] = {
            **request.notes,
            **self._server,
            "REMOTE_ADDR": request.client,  # policies may have conditions on it: aws:SourceIp
            "REQUEST_METHOD": request.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "RAW_URI": request.target,  # the path as it was sent: "a%2Fb" is not "a/b" in S3
            "REQUEST_URI": request.target,
            **cgi_headers(headers),
            "CONTENT_LENGTH": str(request.length),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https" if request.secure else "http",
            "wsgi.input": request.body,
            "wsgi.input_terminated": True,  # the body ends where its stream ends
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        rolo_request = Request(environ)
        rolo_request.headers = IndexedHeaders(headers)
        return rolo_request


def split_target(target: str) -> tuple[str, str]:
    """Path and query of a request's target, which a proxy's client sends with scheme and host."""
    if not target.startswith("/"):
        parts = urlsplit(target)
        return parts.path or "/", parts.query
    path, _, query = target.partition("?")
    return path, query


def cgi_headers(headers: list[tuple[str, str]]) -> dict[str, str]:
    """The headers as WSGI has them: werkzeug reads the content type there, and nothing else."""
    found: dict[str, str] = {}
    for name, value in headers:
        key = name.upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        found[key] = f"{found[key]},{value}" if key in found else value
    return found


def visible_headers(request: HttpRequest) -> list[tuple[str, str]]:
    """The headers that handlers see: nobody is a service of ours, and chunks have been put together."""
    headers = [pair for pair in request.headers if pair[0].lower() != INTERNAL_HEADER]
    if any(name.lower() == "transfer-encoding" for name, _ in headers):
        headers = [pair for pair in headers if pair[0].lower() != "transfer-encoding"]
        headers.append(("Content-Length", str(request.length)))
    return headers
