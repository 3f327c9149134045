"""Removes what was found, then proves that nothing is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from botocore.exceptions import ClientError

from bootstrap.clients import Clients, Place
from bootstrap.errors import BootstrapError, code
from bootstrap.settling import undisturbed
from bootstrap.state import Resource
from bootstrap.tags import Wanted
from bootstrap.teardown.found import GONE, find
from bootstrap.waiting import Patience

Say = Callable[[str], None]
# AWS's lists may show for seconds what is gone already
PATIENCE = Patience(deadline=60.0, pause=3.0)


def remove(clients: Clients, resources: list[Resource], say: Say) -> None:
    """Remove them in this order. What is gone already is passed over: a run can be repeated."""
    for resource in resources:
        try:
            undisturbed(partial(resource.destroy, clients))
        except ClientError as error:
            if code(error) not in GONE:
                raise
        say(f"- {resource.label}: removed")


def prove(clients: Clients, place: Place, wanted: Wanted, patience: Patience = PATIENCE) -> None:
    """Look again until nothing is found.

    :raises BootstrapError: when something stays
    """
    end = patience.now() + patience.deadline
    while left := find(clients, place, wanted):
        if patience.now() + patience.pause > end:
            raise BootstrapError(
                f"this is still there: {', '.join(resource.label for resource in left)}. Run it again; what "
                "stays then has to be looked at in the console."
            )
        patience.sleep(patience.pause)
