"""The cloud resources of the labs, in the lab on this machine: `bootstrap/`, with our clients."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from bootstrap import labs
from bootstrap import plan as plans
from bootstrap import settings as names
from bootstrap.clients import Clients, Place, find_place
from bootstrap.rails.chosen import Rails
from nuage import settings
from nuage.lab.clients import make_client
from nuage.lab.log_events import LogEvents
from nuage.lab.record import Record
from nuage.lab.watch import Watch
from nuage.lab.watch_games import GameWatch


@dataclass(frozen=True)
class Resources:
    """Clients of one lab, and the names of what is in it."""

    clients: Clients
    place: Place
    settings: names.Settings

    @property
    def log_group(self) -> str:
        """Where the function's log is."""
        return f"/aws/lambda/{self.settings.function}"

    def plan(self, lab: str = labs.TWEETS, without: Collection[str] = ()) -> plans.Plan:
        """What `bootstrap` makes there.

        :param without: steps to leave to the student
        """
        return labs.compose(lab, self.settings, self.place, without)

    def leftovers(self, lab: str) -> plans.Plan:
        """What is to be taken away so that nothing of a lab stays."""
        return labs.to_destroy(lab, self.settings, self.place)

    def watch(self) -> Watch:
        """A look at the tweets that are stored and at what the function says."""
        return Watch(self.clients.s3, self.settings.bucket, LogEvents(self.clients.logs, self.log_group))

    def game_watch(self) -> GameWatch:
        """A look at the second lab's table and bucket."""
        names = self.settings
        return GameWatch(self.clients.dynamodb, self.clients.s3, names.table, names.objects_bucket)


def lab_clients(record: Record) -> Clients:
    """Clients of a lab."""
    return Clients(make_client(record.endpoint, record.region))


def of_lab(record: Record, clients: Clients | None = None) -> Resources:
    """The resources of a lab that answers.

    :param clients: that were made already
    """
    clients = clients or lab_clients(record)
    place = find_place(clients)
    chosen = replace(names.load(), tweet_url=record.tweets_url)
    if settings.load().learner_lab:
        chosen = Rails(learner_lab=True).settings(chosen)  # LabRole, in the place of a role of ours
    return Resources(clients, place, chosen.fill(place.account, place.region))
