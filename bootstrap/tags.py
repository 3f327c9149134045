"""The tags that say that something belongs to a lab: `destroy --target aws` removes what carries them.

Every resource is made with its tags in one call, so that an interruption leaves nothing without them. What
AWS gives no tags to carries them otherwise: a table or a database of Glue as parameters, Athena's output
location by leading into a bucket that is tagged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

LAB, STUDENT = "nuage:lab", "nuage:student"
Tags = Mapping[str, str]


def of(lab: str, student: str) -> dict[str, str]:
    """The tags of a lab's resources; the student's only where the settings name one."""
    return {LAB: lab} | ({STUDENT: student} if student else {})


def pairs(tags: Tags) -> list[dict[str, str]]:
    """Tags as most services want them."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def read(entries: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Tags as most services answer them."""
    return {entry["Key"]: entry["Value"] for entry in entries}


@dataclass(frozen=True)
class Wanted:
    """Which tags are meant: those of some labs, and of one student where one is named."""

    labs: Collection[str]
    student: str = ""

    def covers(self, found: Tags) -> bool:
        """Whether something with these tags is meant."""
        if found.get(LAB) not in self.labs:
            return False
        return not self.student or found.get(STUDENT) == self.student
