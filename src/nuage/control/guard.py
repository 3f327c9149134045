"""Who may control the lab: programs on this machine and in its container network, no page of another site.

A page in a browser can send requests to 127.0.0.1. What gives it away: `Origin` and `Sec-Fetch-Site`, which
browsers set and pages cannot, and, where its own name was made to point to this machine (DNS rebinding),
the name in `Host`.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from nuage.control.requests import Request

# from https://www.w3.org/TR/fetch-metadata/: typed by the user, or sent by a page of ours
_OWN_SITE = frozenset({"none", "same-origin"})
# names of this machine that are no names on the internet
_LOCAL_NAMES = frozenset({"localhost", "host.docker.internal", "gateway.docker.internal"})


def why_refused(request: Request) -> str | None:
    """Why a request may not control the lab; None when it may."""
    if not is_near(request.peer):
        return f"{request.peer or 'an unknown address'} is not on this machine nor in its container network"
    host = request.headers.get("host", "")
    if not is_local_name(host):
        return (
            f"the host name {host!r} may be anybody's; call the lab by its address, such as 127.0.0.1, "
            "or by the name of its container"
        )
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return f"a page of another site ({origin}) may not control the lab"
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in _OWN_SITE:
        return "a page of another site may not control the lab"
    return None


def is_near(address: str) -> bool:
    """Whether an address is this machine's, or of a private network such as Docker's."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return found.is_loopback or (found.is_private and not found.is_unspecified)


def is_local_name(host: str) -> bool:
    """Whether a `Host` header names this machine or a container: an address, or a name without dots.

    A name with dots may be in anybody's DNS, and may point here.
    """
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:  # such as "[half an address"
        return False
    if not name or any(sign in host for sign in "/?#@"):
        return False
    if name in _LOCAL_NAMES or name.endswith(".localhost"):
        return True
    return "." not in name or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
