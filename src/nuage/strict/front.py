"""In front of the gateway: signatures are checked on the bytes that came, before anything reads them.

What follows sees the account's number in the place of a key of its owner, which is how the lab names an
owner (docs/decisions.md, "An access key is a name"). A verdict that is not good travels with the request,
so that the service's own protocol can say it (`install.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from nuage.gateway.messages import Application, HttpAnswer, HttpRequest
from nuage.strict.folder import Account, Key
from nuage.strict.signature import Message
from nuage.strict.verify import Verdict, verify

NOTE = "nuage.strict.verdict"
# AWS has none of the lab's own pages, and no bucket's name begins with an underscore
NO_PAGE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InvalidBucketName</Code>'
    "<Message>The specified bucket is not valid.</Message></Error>"
)


class StrictFront:
    """Lets requests through with a note on who signed them.

    :param issued: the key of an id that services of the account have issued: sessions, users
    :param now: wall time in epoch seconds
    """

    def __init__(
        self,
        application: Application,
        account: Callable[[], Account],
        issued: Callable[[str], Key | None],
        now: Callable[[], float],
    ) -> None:
        self._application = application
        self._account = account
        self._issued = issued
        self._now = now

    def __call__(self, request: HttpRequest) -> HttpAnswer:
        """Answer one request."""
        if request.target.startswith("/_"):
            return HttpAnswer("400 Bad Request", [("Content-Type", "application/xml")], [NO_PAGE.encode()])
        account = self._account()
        verdict = verify(_message(request), lambda name: account.key(name) or self._issued(name), self._now())
        if verdict.fault is None and account.key(verdict.key) is not None:
            name_account(request, verdict.key, account.number)
            verdict = Verdict(account.number)
        request.notes[NOTE] = verdict
        return self._application(request)


def _message(request: HttpRequest) -> Message:
    scheme = "https" if request.secure else "http"
    return Message(request.method, request.target, tuple(request.headers), request.body, scheme)


def name_account(request: HttpRequest, key: str, number: str) -> None:
    """Put the account's number in the place of the key, in the header and in the query."""
    request.headers = [
        (name, value.replace(f"Credential={key}/", f"Credential={number}/", 1))
        if name.lower() == "authorization"
        else (name, value)
        for name, value in request.headers
    ]
    parameter = rf"([?&](?:X-Amz-Credential|AWSAccessKeyId)=){key}(?=%2[Ff]|/|&|$)"
    request.target = re.sub(parameter, rf"\g<1>{number}", request.target, count=1)
