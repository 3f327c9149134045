"""Addresses in Lambda's answers."""

from __future__ import annotations

from urllib.parse import urlsplit


def at_host(url: str, host: str) -> str:
    """The same address at the host that a caller asked, which knows the lab by a name of its own.

    A container is `localstack:4566` to its neighbours, and some port of 127.0.0.1 to the machine.

    >>> at_host("http://127.0.0.1:4566/bucket/key?X-Amz-Expires=3600", "localstack:4566")
    'http://localstack:4566/bucket/key?X-Amz-Expires=3600'

    :param host: with the port; nothing, when nobody asked from outside
    """
    return urlsplit(url)._replace(netloc=host).geturl() if host else url
