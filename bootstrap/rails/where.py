"""Where calls would go, looked at before the first one is made.

A lab on this machine is at a loopback address; whatever else answers AWS calls is treated as AWS, and needs
`--target aws`. Nobody is asked what it is: a question would carry the keys.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bootstrap.errors import BootstrapError

LAB, AWS = "lab", "aws"
TARGETS = (LAB, AWS)
# the services of both labs, as boto3 names them
SERVICES = ("sts", "s3", "iam", "lambda", "logs", "events", "glue", "athena", "dynamodb")
# access keys as AWS issues them: IAM User Guide, "Understanding unique ID prefixes"
_REAL_KEY = re.compile(r"A[KS]IA[A-Z0-9]{16}")
_AWS_HOST = re.compile(r"\.(amazonaws\.com(\.cn)?|api\.aws)$")


def is_loopback(address: str) -> bool:
    """Whether the host of an address is this machine's own, without asking the network for it."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_aws(address: str) -> bool:
    """Whether an address is one of AWS's by its name."""
    return _AWS_HOST.search(urlsplit(address).hostname or "") is not None


def looks_real(key: str) -> bool:
    """Whether an access key looks like one that AWS has issued."""
    return _REAL_KEY.fullmatch(key) is not None


def check_lab(endpoints: Mapping[str, str], key: str, named: bool) -> None:
    """Refuse what is not a lab.

    :param endpoints: where calls of each service go
    :param key: the access key that would be sent
    :param named: whether `--target lab` says that another machine's address is a lab's, too
    :raises BootstrapError: when calls would go to AWS, to another machine, or take real keys to a lab
    """
    for service, address in endpoints.items():
        if is_loopback(address) or (named and not is_aws(address)):
            continue
        kind = "AWS" if is_aws(address) else "another machine"
        raise BootstrapError(
            f"calls of {service} would go to {address}, which is {kind}, not the lab on this machine. "
            "Nothing was called. For the lab, run `nuage bootstrap`, or set AWS_ENDPOINT_URL (`nuage env` "
            "prints it); for a real account, add --target aws; for a lab in a container or on another host, "
            "--target lab."
        )
    if looks_real(key):
        raise BootstrapError(
            f"the access key {key[:4]}…{key[-4:]} looks like one of a real account, and the endpoint is a "
            "lab's. Nothing was sent. For the lab, use the key `test` (`nuage env` prints it); for a real "
            "account, or a rehearsal of one, add --target aws."
        )


def check_aws(endpoints: Mapping[str, str]) -> None:
    """Refuse an account in two places: a forgotten AWS_ENDPOINT_URL_S3 would split a lab between them.

    :raises BootstrapError: when some services' calls stay on this machine and others' leave it
    """
    here = [service for service, address in endpoints.items() if is_loopback(address)]
    if here and len(here) < len(endpoints):
        there = next(service for service in endpoints if service not in here)
        raise BootstrapError(
            f"calls of {', '.join(here)} would stay on this machine ({endpoints[here[0]]}), and those of "
            f"{there} go to {endpoints[there]}. Unset AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_*, and look at "
            "the profile's endpoint_url and services."
        )


def endpoints_of(make: Any) -> dict[str, str]:
    """Where the calls of each service would go.

    :param make: what makes a client
    """
    return {service: str(make(service).meta.endpoint_url) for service in SERVICES}
