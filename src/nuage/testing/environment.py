"""The AWS_* variables that lead boto3, and all that is built on it, to a lab and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping

from nuage.lab import exports

# other ways to credentials than those that `nuage env` takes out of a shell
_CREDENTIALS = (
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
)


def variables(endpoint: str, region: str, environment: Mapping[str, str]) -> dict[str, str | None]:
    """The variables to set, and, as None, those to remove.

    :param environment: what is there now, for proxies and for addresses of single services
    """
    return {
        **exports.variables(endpoint, region, environment),
        **dict.fromkeys(_CREDENTIALS),
        # a developer's profiles may name roles and endpoints of a real account
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
