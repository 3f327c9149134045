"""The lab that a command is about: the one that is written down, or the one that the settings speak of."""

from __future__ import annotations

from collections.abc import Mapping

from nuage.lab.clients import region_of
from nuage.lab.problem import Problem
from nuage.lab.record import Folder, Record
from nuage.lab.servers import answers, health_url
from nuage.settings import Settings


def record_of(settings: Settings, environment: Mapping[str, str]) -> Record:
    """What is known of the lab on the settings' port; it need not be running.

    A lab started by hand, with `nuage emulator` or in a container, is not written down.
    """
    return Folder.of(settings).read() or Record(
        host=settings.host,
        port=settings.port,
        tweets_port=settings.tweets_port,
        speed=settings.speed,
        clock_origin=settings.clock_origin,
        region=region_of(environment),
    )


def running_record(settings: Settings, environment: Mapping[str, str]) -> Record:
    """The same, of a lab that answers.

    :raises Problem: when nobody answers
    """
    record = record_of(settings, environment)
    if not answers(health_url(record, "emulator")):
        raise Problem(
            f"No lab answers at {record.endpoint}. `nuage up` starts one; --port speaks of one on another "
            "port."
        )
    return record
