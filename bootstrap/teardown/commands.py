"""`destroy --target aws`: list, ask, remove, look again."""

from __future__ import annotations

import click

from bootstrap import labs
from bootstrap.clients import Clients, Place
from bootstrap.rails.chosen import Rails
from bootstrap.tags import LAB, STUDENT, Wanted
from bootstrap.teardown.found import find
from bootstrap.teardown.run import prove, remove


def run(
    clients: Clients, place: Place, rails: Rails, lab: str, student: str, dry_run: bool, again: str
) -> None:
    """Remove what carries the tags of a lab.

    :param dry_run: only list it
    :param again: what to type to have it removed
    :raises BootstrapError: when the account id is not typed, or something stays
    """
    wanted = Wanted((labs.TWEETS, labs.BATTLE_ROYALE) if lab == labs.ALL else (lab,), student)
    tags = f"{LAB}={' or '.join(wanted.labs)}" + (f", {STUDENT}={student}" if student else "")
    resources = find(clients, place, wanted)
    if not resources:
        click.echo(f"Nothing to remove: nothing in {place.region} carries {tags}.")
        return
    for resource in resources:
        click.echo(f"- {resource.label}: {'would be removed' if dry_run else 'to be removed'}")
    click.echo(f"These {len(resources)} carry {tags}, and go with all that they hold; nothing else does.")
    if dry_run:
        click.echo(f"A dry run: nothing was removed. To remove it: {again}")
        return
    rails.ask(place, "remove these")
    remove(clients, resources, click.echo)
    prove(clients, place, wanted)
    click.echo(f"{len(resources)} removed. Looked again: nothing in {place.region} carries {tags} any more.")
