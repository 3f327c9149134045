"""What AWS has no call for: run a rule now, and list what runs when. HTTP, below `/_nuage/rules`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from localstack.constants import DEFAULT_AWS_ACCOUNT_ID
from localstack.http import Request, Response
from localstack.services.edge import ROUTER

from nuage.schedules.engine import Engine, NoSuchRuleError
from nuage.schedules.events import iso


class RulesControl:
    """The two routes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def install(self) -> None:
        """Add the routes to LocalStack's edge."""
        ROUTER.add("/_nuage/rules", self.overview, methods=["GET"])
        ROUTER.add("/_nuage/rules/<name>/fire", self.fire, methods=["POST"])

    def overview(self, request: Request) -> Response:
        """Every rule and schedule, and what time it is in the lab."""
        if is_foreign(request):
            return refusal()
        engine = self._engine
        return Response.for_json(
            {
                "now": iso(engine.clock.now()),
                "speed": engine.speed,
                "rules": engine.rules.overview() if engine.rules else [],
                "schedules": engine.schedules.overview() if engine.schedules else [],
            }
        )

    def fire(self, request: Request, name: str) -> Response:
        """Run a rule's targets now. `region`, `account` and `bus` may be given in the query."""
        if is_foreign(request):
            return refusal()
        region = request.args.get("region", "us-east-1")
        account = request.args.get("account", DEFAULT_AWS_ACCOUNT_ID)
        bus = request.args.get("bus", "default")
        try:
            if self._engine.rules is None:
                raise NoSuchRuleError([])
            answer: dict[str, Any] = self._engine.rules.fire(account, region, bus, name)
        except NoSuchRuleError as error:
            there = f"rules there: {', '.join(error.names)}" if error.names else "there are no rules there"
            return Response.for_json({"error": f"no rule named {name} in {region}; {there}"}, status=404)
        return Response.for_json(answer)


def is_foreign(request: Request) -> bool:
    """Whether a browser sent this for a page of another site."""
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


def refusal() -> Response:
    """The answer to a page of another site."""
    return Response.for_json({"error": "a page of another site may not control the lab"}, status=403)
