"""Put the package into LocalStack: called once, when the emulator starts."""

from __future__ import annotations

from localstack.aws import handlers
from moto.core.config import default_user_config

from nuage.iam.answers import add_refused, answer
from nuage.iam.handler import enforce
from nuage.iam.sessions import note_session

HANDLERS = (
    (handlers.serve_custom_service_request_handlers, enforce),
    (handlers.serve_custom_service_request_handlers, answer),
    (handlers.run_custom_response_handlers, note_session),
    (handlers.run_custom_response_handlers, add_refused),
)


def load_managed_policies() -> None:
    """Have AWS's managed policies (AmazonS3FullAccess, …) in every account's IAM."""
    default_user_config["iam"]["load_aws_managed_policies"] = True


def install() -> None:
    """Enforce policies from now on."""
    for chain, handler in HANDLERS:
        chain.append(handler)


def uninstall() -> None:
    """Take the handlers out again, for an emulator that is started anew in the same process."""
    for chain, handler in HANDLERS:
        if handler in chain.handlers:
            chain.handlers.remove(handler)
