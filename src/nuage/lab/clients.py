"""boto3 clients of the lab on this machine, out of reach of whatever real AWS account is configured."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

REGION = "us-east-1"
KEY = "test"  # the account's owner, as docs/decisions.md says


def region_of(environment: Mapping[str, str]) -> str:
    """The region that the lab's commands use: the user's own choice, or the first of AWS's."""
    return environment.get("AWS_DEFAULT_REGION") or environment.get("AWS_REGION") or REGION


def make_client(endpoint: str, region: str) -> Callable[[str], Any]:
    """What makes clients: it reads no profile, no credentials file and no proxy setting of the user's."""
    chosen, options = session(region), config()
    return lambda service: chosen.client(service, endpoint_url=endpoint, config=options)


def make_resource(endpoint: str, region: str) -> Callable[[str], Any]:
    """The same for boto3's resources, which the lab sheets use."""
    chosen, options = session(region), config()
    return lambda service: chosen.resource(service, endpoint_url=endpoint, config=options)


def session(region: str) -> Any:
    """A boto3 session with the owner's keys, which reads no profile and no credentials file."""
    import boto3.session
    import botocore.session

    nothing = os.devnull
    core = botocore.session.Session(
        {
            "profile": (None, None, None, None),
            "config_file": (None, None, nothing, None),
            "credentials_file": (None, None, nothing, None),
        }
    )
    return boto3.session.Session(
        botocore_session=core, aws_access_key_id=KEY, aws_secret_access_key=KEY, region_name=region
    )


def config() -> Any:
    """How clients reach a lab on this machine: past any proxy, and without waiting for one that is gone."""
    from botocore.config import Config

    return Config(
        proxies={},
        connect_timeout=5,
        # the lab is on this machine: when it does not answer, it is gone
        retries={"total_max_attempts": 2},
        use_fips_endpoint=False,
        use_dualstack_endpoint=False,
        s3={"addressing_style": "path"},
    )
