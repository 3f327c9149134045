"""Where a function URL is: `http://127.0.0.1:4566/_aws/lambda-url/ID/`.

On AWS the host names the URL. `ID.lambda-url.us-east-1.127.0.0.1` is no host name, and names below
`localhost` resolve for browsers and curl, but not in Python's libraries on every system: so the path
names it, as in LocalStack's own `/_aws/execute-api/…`. A host `ID.lambda-url.REGION.…` is
answered as well, for those who can resolve one.
"""

from __future__ import annotations

PREFIX = "/_aws/lambda-url"
# in the syntax of werkzeug's rules
PATH_RULES = (f"{PREFIX}/<url_id>", f"{PREFIX}/<url_id>/<path:path>")


def url(scheme: str, host: str, url_id: str) -> str:
    """The address of a function URL, on the host that the caller of the API uses: that one it can reach.

    :param host: with the port
    """
    return f"{scheme}://{host}{PREFIX}/{url_id}/"


def split(raw_path: str) -> tuple[str, str]:
    """The part of a path that names the URL, empty when the host does, and the function's own path.

    :param raw_path: percent-encoded, as it was sent
    """
    if not raw_path.startswith(f"{PREFIX}/"):
        return "", raw_path or "/"
    url_id, _, rest = raw_path.removeprefix(f"{PREFIX}/").partition("/")
    return f"{PREFIX}/{url_id}", f"/{rest}"
