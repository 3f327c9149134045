"""`python -m nuage.lab.healthy URL`: whether a server of the lab is well; containers ask it every few seconds.

The tweet server is well when it answers, the emulator when our plug-ins are in it as well: plux drops one
that does not import without a word, and the lab would look alive without its Athena.
"""

from __future__ import annotations

import sys
from typing import Any

from nuage.lab import http

# the open LocalStack has neither
OURS = ("athena", "glue")


def why_not(url: str) -> str | None:
    """What is wrong, or None when the server is well."""
    answer = http.call(url, timeout=2.5)
    if answer is None:
        return f"nobody answers at {url}"
    if answer.status != 200:
        return f"{url} answers {answer.status}"
    return _broken(answer.body)


def _broken(body: Any) -> str | None:
    services = body.get("services") if isinstance(body, dict) else None
    if services is None:
        return None
    bad = [name for name in OURS if name not in services] + [
        name for name, state in services.items() if state == "error"
    ]
    return f"these do not load: {', '.join(sorted(bad))}" if bad else None


if __name__ == "__main__":
    sys.exit(why_not(sys.argv[1]))
