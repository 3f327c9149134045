"""Who we act as, where, and through which boto3 clients.

boto3's standard configuration decides: environment variables, profiles, `services` sections. Nothing
here knows where it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import boto3
from botocore.config import Config

from bootstrap.errors import BootstrapError
from bootstrap.rails import where
from bootstrap.settings import Settings

MakeClient = Callable[[str], Any]
# throttled calls are made again after up to 20 s: SDKs and Tools Reference Guide, "Retry behavior"
ATTEMPTS = 10


@dataclass(frozen=True)
class Clients:
    """The clients of the services we use, made when first needed."""

    make: MakeClient

    def prepare(self) -> Clients:
        """Make every client now: boto3 reads large models, which takes a moment."""
        for _ in (
            self.s3,
            self.iam,
            self.sts,
            self.functions,
            self.logs,
            self.events,
            self.glue,
            self.athena,
        ):
            pass
        return self

    @cached_property
    def s3(self) -> Any:
        """Amazon S3."""
        return self.make("s3")

    @cached_property
    def iam(self) -> Any:
        """AWS IAM."""
        return self.make("iam")

    @cached_property
    def sts(self) -> Any:
        """AWS STS."""
        return self.make("sts")

    @cached_property
    def functions(self) -> Any:
        """AWS Lambda; `lambda` is a word of Python."""
        return self.make("lambda")

    @cached_property
    def logs(self) -> Any:
        """CloudWatch Logs."""
        return self.make("logs")

    @cached_property
    def glue(self) -> Any:
        """The Glue Data Catalog."""
        return self.make("glue")

    @cached_property
    def athena(self) -> Any:
        """Amazon Athena."""
        return self.make("athena")

    @cached_property
    def events(self) -> Any:
        """EventBridge."""
        return self.make("events")

    @cached_property
    def dynamodb(self) -> Any:
        """Amazon DynamoDB."""
        return self.make("dynamodb")


@dataclass(frozen=True)
class Place:
    """The account and region that we act in, and the address that answers for it."""

    account: str
    region: str
    partition: str
    endpoint: str
    identity: str = ""  # who we are, as an ARN

    def arn(self, service: str, resource: str) -> str:
        """The ARN of a resource here; IAM's have no region."""
        region = "" if service == "iam" else self.region
        return f"arn:{self.partition}:{service}:{region}:{self.account}:{resource}"

    def policy_arn(self, name: str) -> str:
        """The ARN of a policy that AWS manages."""
        return f"arn:{self.partition}:iam::aws:policy/{name}"


def lab_clients(settings: Settings, named: bool = False) -> Clients:
    """Clients of a lab, as boto3 is configured.

    :param named: whether `--target lab` says that an address that is not this machine's is a lab's
    :raises BootstrapError: when they would call anything else, or take real keys there
    """
    session, region = _session(settings)
    clients = _cached(lambda service: session.client(service, region_name=region))
    credentials = session.get_credentials()
    where.check_lab(where.endpoints_of(clients), credentials.access_key if credentials else "", named)
    return Clients(clients)


def aws_clients(settings: Settings) -> Clients:
    """Clients of a real account, as boto3 is configured; they wait when AWS slows them down.

    :raises BootstrapError: when some of their calls would stay on this machine
    """
    session, region = _session(settings)
    config = Config(retries={"mode": "standard", "total_max_attempts": ATTEMPTS})
    clients = _cached(lambda service: session.client(service, region_name=region, config=config))
    where.check_aws(where.endpoints_of(clients))
    return Clients(clients)


def _session(settings: Settings) -> tuple[Any, str]:
    """boto3's session, and its region; the settings' is for where it has none."""
    session = boto3.session.Session()
    return session, session.region_name or settings.region


def _cached(make: MakeClient) -> MakeClient:
    """Each client once: boto3 reads large models for one."""
    return cache(make)


def find_place(clients: Clients) -> Place:
    """Ask STS who we are.

    :raises BootstrapError: when the answer is not that of an AWS account
    """
    arn = clients.sts.get_caller_identity()["Arn"]
    try:
        _, partition, _, _, account, _ = arn.split(":", 5)
    except ValueError:
        raise BootstrapError(f"STS says that we are {arn!r}, which is not an ARN: what is there?") from None
    return Place(account, clients.s3.meta.region_name, partition, clients.sts.meta.endpoint_url, arn)
