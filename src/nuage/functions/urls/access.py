"""Who may call a function URL: asked here, answered by whoever put the provider together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

NONE, AWS_IAM = "NONE", "AWS_IAM"


class Verdict(Protocol):
    """Whether a request may pass, and what is known of its caller."""

    @property
    def allowed(self) -> bool:
        """Whether it may."""

    @property
    def message(self) -> str:
        """AWS's text of the refusal."""

    @property
    def account(self) -> str:
        """The caller's account, or `anonymous`; for the event's request context."""

    @property
    def authorizer(self) -> Mapping[str, Any] | None:
        """Who the caller is, of a URL with AuthType AWS_IAM; for the event's request context."""


@dataclass(frozen=True)
class Anybody:
    """The verdict where nobody is asked who they are."""

    allowed: bool = True
    message: str = ""
    account: str = "anonymous"
    authorizer: Mapping[str, Any] | None = None


# of a request (the host's), the ARN of function or alias, and the URL's AuthType
Judge = Callable[[Any, str, str], Verdict]


def everybody(_request: Any, _arn: str, _auth_type: str) -> Verdict:
    """Lets all requests through."""
    return Anybody()
