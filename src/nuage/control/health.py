"""`GET /_nuage/health`: what runs here, which versions, what time it is in the lab, where state is kept."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from localstack import config
from localstack.runtime import get_current_runtime
from localstack.services.plugins import SERVICE_PLUGINS, ServiceState

from nuage import clock, settings
from nuage.clock import LabClock, utc
from nuage.control.requests import Answer, Request
from nuage.state import keeping

# what we call it, and the distribution that has the version
PACKAGES = {
    "nuage": "nuage",
    "localstack": "localstack-core",
    "moto": "moto-ext",
    "boto3": "boto3",
    "duckdb": "duckdb",
    "sqlglot": "sqlglot",
}


def get(request: Request) -> Answer:
    """Health; 200 whenever it can be answered."""
    request.only()
    loaded = settings.load()
    runtime = get_current_runtime()
    lab = LabClock(loaded.speed, loaded.clock_origin)
    plugins = providers()
    return Answer(
        {
            "status": "ready" if runtime.is_ready() else "starting",
            "versions": versions(),
            "uptime": round(clock.monotonic() - runtime.began, 1),
            "lab_time": utc(lab.now()).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "speed": loaded.speed,
            "clock_origin": loaded.clock_origin,
            "iam": loaded.iam,
            "state": state(),
            "plugins": plugins,
            "services": {
                name: container.state.value
                for name, container in sorted(SERVICE_PLUGINS._services.items())
                if container.state is not ServiceState.AVAILABLE
            },
        }
    )


def state() -> Any:
    """Where state is kept: `memory`, or the folder, with what went wrong there."""
    kept = keeping.current()
    if kept is None:
        return "memory"
    report = kept.report()
    saved = report["saved"]
    return report | {
        "saved": None if saved is None else utc(saved).isoformat(timespec="seconds").replace("+00:00", "Z")
    }


def providers() -> dict[str, Any]:
    """Our providers: `running`, `available` (nobody has called it yet), or what went wrong."""
    from nuage.plugins import PROVIDERS

    return {api: _state(api) for api in PROVIDERS}


def _state(api: str) -> str:
    chosen = config.SERVICE_PROVIDER_CONFIG.get_provider(api)
    if chosen != "nuage":
        return f"error: served by {chosen!r}"
    if "nuage" not in SERVICE_PLUGINS.api_provider_specs.get(api, ()):
        return "error: the plug-in is not installed, or failed to import"
    error = SERVICE_PLUGINS.plugin_errors.errors.get((api, "nuage"))
    if error is not None:
        return f"error: {error!r}"
    container = SERVICE_PLUGINS._services.get(api)
    if container is not None and container.state is ServiceState.ERROR:
        return f"error: {container.errors[-1]!r}" if container.errors else "error"
    return "available" if container is None else str(container.state.value)


@cache
def versions() -> dict[str, str]:
    """The versions of what the emulator is made of."""
    found = {"python": platform.python_version()}
    for name, package in PACKAGES.items():
        try:
            found[name] = version(package)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found
