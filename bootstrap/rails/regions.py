"""Which regions an account may be used in, found out before anything is made."""

from __future__ import annotations

from bootstrap.errors import BootstrapError

LEARNER_LAB = ("us-east-1", "us-west-2")
ROLE = "LabRole"


def check_learner_lab(region: str) -> None:
    """Refuse the regions that a Learner Lab refuses.

    :raises BootstrapError: for another region
    """
    if region not in LEARNER_LAB:
        raise BootstrapError(
            f"a Learner Lab is limited to {' and '.join(LEARNER_LAB)}, and {region} is configured. "
            f"Set AWS_DEFAULT_REGION={LEARNER_LAB[0]}."
        )
