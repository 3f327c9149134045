"""Nothing of a real account's owner is changed: what is there without our tags stops `apply`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bootstrap import labs, tags
from bootstrap.bucket import Bucket
from bootstrap.clients import Clients, Place
from bootstrap.errors import BootstrapError
from bootstrap.fed_function import FedFunction
from bootstrap.function import Function
from bootstrap.glue_table import GlueTable
from bootstrap.log_group import LogGroup
from bootstrap.plan import Plan
from bootstrap.role import Role
from bootstrap.rule import Rule
from bootstrap.state import Found, Resource
from bootstrap.table import Table
from bootstrap.teardown.found import find
from bootstrap.work_group import OutputLocation

Say = Callable[[str], None]
TAGGED = (Bucket, FedFunction, Function, GlueTable, Role, Rule, Table)
EVERY_LAB = tags.Wanted((labs.TWEETS, labs.BATTLE_ROYALE))


def without_what_is_foreign(plan: Plan, clients: Clients, place: Place, say: Say) -> Plan:
    """The plan, less a setting that somebody else has made.

    :raises BootstrapError: when something of the plan is there and does not carry our tags
    """
    ours = {resource.label for resource in find(clients, place, EVERY_LAB)}
    kept: list[Resource] = []
    foreign: list[str] = []
    for resource in plan.resources:
        if isinstance(resource, TAGGED) and resource.label not in ours:
            if resource.look(clients).found is not Found.MISSING:
                foreign.append(resource.label)
        elif isinstance(resource, OutputLocation) and resource.look(clients).found is Found.DIFFERENT:
            say(f"! {resource.label}: another one is set, and stays")
            continue
        kept.append(resource)
    if foreign:
        raise BootstrapError(
            f"there already, without the tag {tags.LAB}, and so not ours to change: {', '.join(foreign)}. "
            "Nothing was changed. Remove or rename it, or choose other names with --set KEY=NAME."
        )
    return replace(plan, resources=tuple(kept))


def adopt_log_groups(plan: Plan, clients: Clients) -> None:
    """Tag the function's log group where Lambda made it: by then the function is known to be ours."""
    for resource in plan.resources:
        if not isinstance(resource, LogGroup) or resource.look(clients).found is Found.MISSING:
            continue
        group = resource.find(clients)
        if group is None:
            continue
        arn = group["arn"].removesuffix(":*")
        there = clients.logs.list_tags_for_resource(resourceArn=arn).get("tags", {})
        if any(there.get(key) != value for key, value in resource.tags.items()):
            clients.logs.tag_resource(resourceArn=arn, tags=dict(resource.tags))
