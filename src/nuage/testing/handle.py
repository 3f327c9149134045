"""What a test gets: a lab's address, clients of it, and the reset button."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from nuage.testing.environment import variables

if TYPE_CHECKING:
    from nuage.testing.running import Running


class LabError(RuntimeError):
    """The lab did not do what it was asked to; the text says what and why."""


class Nuage:
    """A lab that runs.

    :ivar endpoint: such as http://127.0.0.1:4566
    :ivar region: of its clients
    """

    def __init__(self, running: Running, region: str) -> None:
        self._running = running
        self.endpoint = running.endpoint
        self.region = region

    def __repr__(self) -> str:
        return f"<Nuage at {self.endpoint}>"

    def client(self, service: str, **options: Any) -> Any:
        """A boto3 client of the account's owner, whatever AWS configuration there is.

        :param options: as boto3's, such as `aws_access_key_id` for another caller
        """
        return self._session.client(service, **self._options(options))

    def resource(self, service: str, **options: Any) -> Any:
        """The same, as one of boto3's resources."""
        return self._session.resource(service, **self._options(options))

    def reset(self) -> None:
        """Take away all that the lab holds.

        :raises LabError: when the lab cannot
        """
        self._running.reset()

    def fire(self, rule: str, bus: str = "default") -> dict[str, Any]:
        """Run a rule of EventBridge now, and say how each target took it.

        :raises LabError: when there is no such rule
        """
        path = f"/_nuage/rules/{quote(rule, safe='')}/fire?region={self.region}&bus={quote(bus, safe='')}"
        return call(self.endpoint, path)

    def environment(self) -> dict[str, str | None]:
        """The variables that lead AWS's tools here, and, as None, those that would lead elsewhere."""
        from nuage.settings import environment

        return variables(self.endpoint, self.region, environment())

    @cached_property
    def _session(self) -> Any:
        """One for all clients: it keeps the service models, which take long to read."""
        from nuage.lab.clients import session

        return session(self.region)

    def _options(self, options: dict[str, Any]) -> dict[str, Any]:
        from nuage.lab.clients import config

        chosen = config()
        if "config" in options:
            chosen = chosen.merge(options["config"])
        return {"endpoint_url": self.endpoint, **options, "config": chosen}


def call(endpoint: str, path: str, timeout: float = 30.0) -> dict[str, Any]:
    """POST to an address of the lab's own, and return its JSON.

    :param timeout: in seconds
    :raises LabError: when it does not answer 200
    """
    request = urllib.request.Request(f"{endpoint}{path}", data=b"", method="POST")  # noqa: S310 - the lab's
    try:
        with _OPENER.open(request, timeout=timeout) as answer:
            body = answer.read()
            return json.loads(body) if body.strip() else {}
    except urllib.error.HTTPError as error:
        text = error.read().decode(errors="replace").strip()
        raise LabError(f"{endpoint}{path.partition('?')[0]} answered {error.code}: {text[:300]}") from None
    except (OSError, ValueError) as error:
        raise LabError(f"{endpoint}{path.partition('?')[0]} did not answer: {error}") from None


# a proxy would look for the lab on its own machine
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
