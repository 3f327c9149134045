"""`healthy.py HOST PORT PATH`: whether a server of the lab is well. Containers run it every two seconds.

The tweet server is well when it answers, the emulator when it is ready and our plug-ins are in it: plux drops
one that does not import without a word, and the lab would look alive without its Athena.

It is run by itself, as `python -I -S healthy.py`, and speaks HTTP over a bare socket: `http.client` takes
twice as long to import as all the rest, and this runs as long as the lab does.
"""

import json
import socket
import sys

# what the tweet server and the emulator say of themselves
WELL = ("ok", "ready")
TIMEOUT = 8.0  # seconds


def why_not(host: str, port: int, path: str) -> str | None:
    """What is wrong, or None when the server is well.

    :param path: the tweet server's /health, or the emulator's /_nuage/health
    """
    try:
        status, body = ask(host, port, path)
    except (OSError, ValueError) as error:
        return f"no answer from {host}:{port}: {error}"
    if status != 200:
        return f"{host}:{port}{path} answers {status}"
    return problem_in(body)


def ask(host: str, port: int, path: str) -> tuple[int, object]:
    """The status and the JSON of an answer.

    :raises OSError: when nobody answers
    :raises ValueError: when the answer is not HTTP, or not JSON
    """
    with socket.create_connection((host, port), TIMEOUT) as connection:
        head = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode("ascii"))
        received = b""
        while part := connection.recv(65536):
            received += part
    head, _, body = received.decode("utf-8").partition("\r\n\r\n")
    status = int(head.split(" ", 2)[1]) if head.count(" ") > 1 else 0
    return status, json.loads(body) if status == 200 else None


def problem_in(body: object) -> str | None:
    """What a server's account of itself says is wrong."""
    if not isinstance(body, dict) or body.get("status") not in WELL:
        return f"not ready: {body}"
    plugins = body.get("plugins", {})
    broken = [f"{name}: {state}" for name, state in plugins.items() if str(state).startswith("error")]
    return "; ".join(broken) or None


if __name__ == "__main__":
    sys.exit(why_not(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
