"""AWS's managed policies outlive a reset of IAM: nobody can change them.

moto takes a tenth of a second to make the 1,400 of them, and a reset between two tests shall not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from moto.core.config import default_user_config


@contextmanager
def kept(backends: Mapping[str, Any]) -> Iterator[None]:
    """Take the managed policies out of an account's backends, and put them into the new ones.

    :param backends: by partition, as moto's IAM has them; others have no such policies, and nothing is done
    """
    policies = {
        name: backend.aws_managed_policies
        for name, backend in backends.items()
        if getattr(backend, "aws_managed_policies", None)
    }
    if not policies:
        yield
        return
    settings = default_user_config["iam"]
    before = settings["load_aws_managed_policies"]
    settings["load_aws_managed_policies"] = False
    try:
        yield
    finally:
        settings["load_aws_managed_policies"] = before
    for name, found in policies.items():
        for policy in found:
            policy.attachment_count = 0  # what they were attached to is gone
        backends[name].aws_managed_policies = found
        backends[name].managed_policies = {policy.arn: policy for policy in found}
