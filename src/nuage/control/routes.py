"""The table of routes, and the way from a request to an answer. Everything is JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from nuage.control.guard import why_refused
from nuage.control.requests import Answer, BadRequestError, Request

Handler = Callable[..., Answer]  # takes the request, and what stands in the path's braces


@dataclass(frozen=True)
class Route:
    """A method and a path, in which `{name}` stands for one part."""

    method: str
    path: str
    handler: Handler
    meaning: str

    def match(self, path: str) -> dict[str, str] | None:
        """What stands in the braces, if the path is this route's."""
        wanted, there = self.path.split("/"), path.split("/")
        if len(wanted) != len(there):
            return None
        found = {}
        for pattern, part in zip(wanted, there, strict=True):
            if pattern.startswith("{"):
                found[pattern[1:-1]] = unquote(part)
            elif pattern != part:
                return None
        return found


class Routes:
    """Finds a request's route; refuses first what may not come here at all."""

    def __init__(self, *routes: Route) -> None:
        self.routes = routes

    def answer(self, request: Request) -> Answer:
        """Answer a request: 403, 404, 405 and 400 where it is at fault."""
        if (reason := why_refused(request)) is not None:
            return Answer({"error": reason}, 403)
        path = request.path.rstrip("/")
        found = [(route, parts) for route in self.routes if (parts := route.match(path)) is not None]
        if not found:
            there = sorted({route.path for route in self.routes})
            return Answer({"error": f"there is no {path}; there are: {', '.join(there)}"}, 404)
        for route, parts in found:
            if route.method == request.method or (route.method, request.method) == ("GET", "HEAD"):
                try:
                    return route.handler(request, **parts)
                except BadRequestError as error:
                    return Answer({"error": str(error)}, 400)
        allowed = ", ".join(sorted({route.method for route, _ in found}))
        return Answer(
            {"error": f"{path} takes {allowed}, not {request.method}"}, 405, headers={"Allow": allowed}
        )
