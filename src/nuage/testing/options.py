"""Which lab a test suite wants. Imports nothing heavy: pytest loads this in every run."""

from __future__ import annotations

from dataclasses import dataclass

IN_PROCESS, PROCESS, CONTAINER = "in-process", "process", "container"
KINDS = (IN_PROCESS, PROCESS, CONTAINER)
# what `docker build` of this repository is called in its documentation
IMAGE = "nuage:lab"
REGION = "us-east-1"
ALLOWED = f"expected {', '.join(KINDS)}, or the address of a lab that runs, such as http://127.0.0.1:4566"


class OptionsError(ValueError):
    """An option has a value that is not allowed; the text says which and what is."""


@dataclass(frozen=True)
class Options:
    """What a lab for tests is to be like. Two that are equal may share one lab.

    `where` is one of `KINDS`, or the address of a lab that runs already. None for `speed` and `iam`: as the
    environment says (`NUAGE_SPEED`, `NUAGE_IAM`), or else 1 and on.
    """

    where: str = IN_PROCESS
    speed: float | None = None
    iam: bool | None = None
    image: str = IMAGE
    region: str = REGION

    def __post_init__(self) -> None:
        if self.where not in KINDS and not self.is_address:
            raise OptionsError(f"nuage={self.where} is not allowed: {ALLOWED}")
        if self.speed is not None and not 0 < self.speed <= 3600:
            raise OptionsError(f"nuage_speed={self.speed:g} is not allowed: expected above 0, to 3600")
        if self.is_address and (self.speed is not None or self.iam is not None):
            raise OptionsError(
                f"speed and iam are decided when a lab starts, and {self.where} runs already: leave them out"
            )

    @property
    def is_address(self) -> bool:
        """Whether the lab runs already."""
        return self.where.startswith(("http://", "https://"))


def read_speed(text: str) -> float | None:
    """The speed in an option; None when it is empty.

    :raises OptionsError: when it is no number
    """
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise OptionsError(f"nuage_speed={text} is not allowed: expected above 0, to 3600") from None


def read_switch(text: str) -> bool | None:
    """The switch in an option; None when it is empty.

    :raises OptionsError: when it is neither on nor off
    """
    words = {"": None, "on": True, "true": True, "1": True, "off": False, "false": False, "0": False}
    if text.lower() not in words:
        raise OptionsError(f"nuage_iam={text} is not allowed: expected on or off")
    return words[text.lower()]
