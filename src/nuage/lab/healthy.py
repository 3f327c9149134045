"""`python -m nuage.lab.healthy URL`: whether a server of the lab is well. Containers ask every few seconds.

The tweet server is well when it answers, the emulator when it is ready and our plug-ins are in it: plux drops
one that does not import without a word, and the lab would look alive without its Athena.
"""

from __future__ import annotations

import sys
from typing import Any

from nuage.lab import http

# what the tweet server and the emulator say of themselves
WELL = frozenset({"ok", "ready"})


def why_not(url: str) -> str | None:
    """What is wrong, or None when the server is well.

    :param url: the tweet server's /health, or the emulator's /_nuage/health
    """
    answer = http.call(url, timeout=8.0)
    if answer is None:
        return f"nobody answers at {url}"
    if answer.status != 200:
        return f"{url} answers {answer.status}"
    return problem_in(answer.body)


def problem_in(body: Any) -> str | None:
    """What a server's account of itself says is wrong."""
    if not isinstance(body, dict) or body.get("status") not in WELL:
        return f"not ready: {body}"
    plugins = body.get("plugins", {})
    broken = [f"{name}: {state}" for name, state in plugins.items() if str(state).startswith("error")]
    return "; ".join(broken) or None


if __name__ == "__main__":
    sys.exit(why_not(sys.argv[1]))
