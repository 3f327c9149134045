"""Every control route: one line each."""

from __future__ import annotations

from nuage.control import calls, health, reset, rules
from nuage.control.routes import Route, Routes

ROUTES = Routes(
    Route("GET", "/_nuage/health", health.get, "Versions, lab time, plug-ins, where state is kept."),
    Route("GET", "/_nuage/calls", calls.get, "The last calls, with caller, verdict, status and time."),
    Route("POST", "/_nuage/reset", reset.post, "Empties the lab, or some of its services."),
    Route("GET", "/_nuage/rules", rules.get, "Rules and schedules with their next runs and their counts."),
    Route("POST", "/_nuage/rules/{name}/fire", rules.fire, "Runs a rule's targets now."),
)
