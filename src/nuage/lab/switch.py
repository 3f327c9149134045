"""Where AWS calls go now, and which setting decides it: the order of AWS's "SDKs and Tools Reference Guide".

https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from nuage.lab.problem import Problem

# the labs' services: boto3's name, and AWS's service id as variables and profiles write it
SERVICES = {
    "sts": "sts",
    "s3": "s3",
    "iam": "iam",
    "lambda": "lambda",
    "logs": "cloudwatch_logs",
    "events": "eventbridge",
    "glue": "glue",
    "athena": "athena",
    "dynamodb": "dynamodb",
}
IGNORE = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"
DEFAULT = "default"


@dataclass(frozen=True)
class Endpoint:
    """Where the calls of a service go, and what decides it."""

    service: str
    address: str
    decided_by: str

    @property
    def local(self) -> bool:
        """Whether they stay on this machine."""
        return is_local(self.address)


def is_local(address: str) -> bool:
    """Whether an address is this machine's own; no name is looked up."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Configuration:
    """What decides, as boto3 reads it."""

    environment: Mapping[str, str]
    profile: str
    values: Mapping[str, Any]  # the profile's
    services: Mapping[str, Any]  # the section that its `services` names

    @classmethod
    def of(cls, session: Any, environment: Mapping[str, str]) -> Configuration:
        """The configuration of a botocore session.

        :raises Problem: when the profile is not there
        """
        full = session.full_config
        name = session.profile or "default"
        profiles = full.get("profiles", {})
        if session.profile and session.profile not in profiles:
            raise Problem(f"There is no AWS profile {name}. Choose another with AWS_PROFILE, or unset it.")
        values = profiles.get(name, {})
        named = values.get("services", "")
        return cls(environment, name, values, full.get("services", {}).get(named, {}))

    @property
    def ignored(self) -> str:
        """Which setting has configured endpoints ignored; empty when none has."""
        if self.environment.get(IGNORE, "").lower() == "true":
            return IGNORE
        if IGNORE not in self.environment and str(self.values.get(IGNORE[4:].lower())).lower() == "true":
            return f"{IGNORE[4:].lower()} of profile {self.profile}"
        return ""

    def decided_by(self, service: str, option: str) -> str:
        """Which setting decides where a service's calls go.

        :param service: a key of `SERVICES`
        :param option: what `--endpoint` says
        """
        name = SERVICES[service]
        if option:
            return "--endpoint"
        if self.ignored:
            return self.ignored
        own = f"AWS_ENDPOINT_URL_{name.upper()}"
        for variable in (own, "AWS_ENDPOINT_URL"):
            if self.environment.get(variable):
                return variable
        if self.services.get(name, {}).get("endpoint_url"):
            return f"services {self.values['services']} of profile {self.profile}"
        return f"endpoint_url of profile {self.profile}" if self.values.get("endpoint_url") else DEFAULT


def endpoints(configuration: Configuration, make: Any, option: str) -> list[Endpoint]:
    """Where the calls of every service go.

    :param make: what makes a client
    """
    return [
        Endpoint(service, str(make(service).meta.endpoint_url), configuration.decided_by(service, option))
        for service in SERVICES
    ]
