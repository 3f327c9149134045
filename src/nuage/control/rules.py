"""`/_nuage/rules`: what runs when, and a rule that runs now."""

from __future__ import annotations

from typing import Any

from nuage.control.requests import Answer, Request
from nuage.schedules.engine import NoSuchRuleError, engine
from nuage.schedules.events import iso

OWNER = "000000000000"


def get(request: Request) -> Answer:
    """Every rule and schedule, and what time it is in the lab."""
    request.only()
    running = engine()
    return Answer(
        {
            "now": iso(running.clock.now()),
            "speed": running.speed,
            "rules": running.rules.overview() if running.rules else [],
            "schedules": running.schedules.overview() if running.schedules else [],
        }
    )


def fire(request: Request, name: str) -> Answer:
    """Run a rule's targets now. `region`, `account` and `bus` may be given in the query."""
    request.only("region", "account", "bus")
    region = request.query.get("region", "us-east-1")
    account = request.query.get("account", OWNER)
    bus = request.query.get("bus", "default")
    try:
        rules = engine().rules
        if rules is None:
            raise NoSuchRuleError([])
        answer: dict[str, Any] = rules.fire(account, region, bus, name)
    except NoSuchRuleError as error:
        there = f"rules there: {', '.join(error.names)}" if error.names else "there are no rules there"
        return Answer({"error": f"no rule named {name} in {region}; {there}"}, 404)
    return Answer(answer)
