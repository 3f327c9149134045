"""Who we act as, where, and through which boto3 clients.

boto3's standard configuration decides: environment variables, profiles, `services` sections. Nothing
here knows where it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import boto3

from bootstrap.errors import BootstrapError
from bootstrap.settings import Settings

MakeClient = Callable[[str], Any]


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

    def arn(self, service: str, resource: str) -> str:
        """The ARN of a resource here; IAM's have no region."""
        region = "" if service == "iam" else self.region
        return f"arn:{self.partition}:{service}:{region}:{self.account}:{resource}"

    def policy_arn(self, name: str) -> str:
        """The ARN of a policy that AWS manages."""
        return f"arn:{self.partition}:iam::aws:policy/{name}"


def standard_clients(settings: Settings) -> Clients:
    """Clients as boto3 is configured; the settings' region is for where it names none."""
    session = boto3.session.Session()
    region = session.region_name or settings.region
    return Clients(lambda service: session.client(service, region_name=region))


def find_place(clients: Clients) -> Place:
    """Ask STS who we are.

    :raises BootstrapError: when the answer is not that of an AWS account
    """
    arn = clients.sts.get_caller_identity()["Arn"]
    try:
        _, partition, _, _, account, _ = arn.split(":", 5)
    except ValueError:
        raise BootstrapError(f"STS says that we are {arn!r}, which is not an ARN: what is there?") from None
    return Place(account, clients.s3.meta.region_name, partition, clients.sts.meta.endpoint_url)
