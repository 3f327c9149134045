"""The resources in the order in which they are made, and the three things done with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bootstrap import tags as lab_tags
from bootstrap.bucket import Bucket
from bootstrap.clients import Clients, Place
from bootstrap.database import DEFAULT, Database
from bootstrap.errors import BootstrapError
from bootstrap.existing_role import ExistingRole
from bootstrap.function import Function
from bootstrap.glue_table import GlueTable
from bootstrap.log_group import LogGroup
from bootstrap.permission import Permission
from bootstrap.policy import LOGS_ACCESS, S3_ACCESS, AttachedPolicy
from bootstrap.role import Role
from bootstrap.rule import Rule
from bootstrap.settings import Settings
from bootstrap.settling import settled
from bootstrap.state import Found, Resource, State
from bootstrap.target import Target
from bootstrap.work_group import OutputLocation

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """Resources, each after those that it needs; those that are left alone; those that others share.

    What is shared is made first where it is missing, and never taken away. Leftovers are not made, but taken
    away last where they are there: another `apply` may have made them.
    """

    resources: tuple[Resource, ...]
    left_out: tuple[Resource, ...] = ()
    shared: tuple[Resource, ...] = ()
    leftovers: tuple[Resource, ...] = ()


@dataclass
class Tally:
    """How many resources were made, changed, taken away, or needed nothing."""

    created: int = 0
    changed: int = 0
    destroyed: int = 0
    untouched: int = 0

    @property
    def acted(self) -> int:
        """How many needed something."""
        return self.created + self.changed + self.destroyed


def compose(settings: Settings, place: Place, s3_access: bool = True) -> Plan:
    """The resources of the tweet pipeline.

    :param settings: with the account and region filled in
    :param s3_access: whether the role may write to S3; without, the function lives through AccessDenied
    """
    tags = lab_tags.of("tp2", settings.student)
    role = settings.existing_role or settings.role
    rule_arn = place.arn("events", f"rule/{settings.rule}")
    function_arn = place.arn("lambda", f"function:{settings.function}")
    function = Function(
        name=settings.function,
        role_arn=place.arn("iam", f"role/{role}"),
        runtime=settings.runtime,
        handler=settings.handler,
        timeout=settings.timeout,
        memory=settings.memory,
        environment={"BUCKET_NAME": settings.bucket, "TWEET_URL": settings.tweet_url},
        tags=tags,
    )
    s3_policy = AttachedPolicy(settings.role, place.policy_arn(S3_ACCESS))
    # a role that is there already has what it needs, and is not ours to change
    own_role: tuple[Resource, ...] = (
        Role(settings.role, tags),
        AttachedPolicy(settings.role, place.policy_arn(LOGS_ACCESS)),
        *([s3_policy] if s3_access else []),
    )
    given_role: tuple[Resource, ...] = (ExistingRole(role),) if settings.existing_role else ()
    database = Database(settings.database, tags)
    # AWS makes this one when Athena is first used, and other tables are in it
    shared = settings.database == DEFAULT
    return Plan(
        resources=(
            # the log group comes first so that it goes last: a function on its way out still writes to it
            LogGroup(f"/aws/lambda/{settings.function}", settings.log_days, tags),
            Bucket(settings.bucket, place.region, tags=tags),
            *(() if given_role else own_role),
            function,
            Rule(settings.rule, settings.rate, tags),
            Permission(settings.function, settings.rule, rule_arn),
            Target(settings.rule, settings.function, function_arn),
            Bucket(settings.results_bucket, place.region, setting="results_bucket", tags=tags),
            OutputLocation(f"s3://{settings.results_bucket}/"),
            *(() if shared else (database,)),
            GlueTable(settings.database, settings.tweets_table, f"s3://{settings.bucket}/", tags),
        ),
        left_out=() if s3_access or given_role else (s3_policy,),
        shared=given_role + ((database,) if shared else ()),
    )


def require_tweet_url(settings: Settings) -> None:
    """The function cannot be set up without the address it fetches.

    :raises BootstrapError: when nobody gave it
    """
    if not settings.tweet_url and settings.tweets != "lambda":
        raise BootstrapError(
            "where does the function fetch a tweet? Give --tweet-url URL, set TWEET_URL, or write tweet_url "
            "into the settings file: the function must be able to reach it. With --tweets lambda the tweet "
            "server becomes a function, too."
        )


def preview(plan: Plan, clients: Clients, say: Say) -> Tally:
    """Say what `apply` would do, and do nothing."""

    def look(_resource: Resource, _state: State, _so_far: Tally) -> None:
        """Nothing is done."""

    return _walk(plan, clients, say, "would be created", "would be changed", look)


def apply(plan: Plan, clients: Clients, say: Say) -> Tally:
    """Make what is missing and change what is different, and say so line by line."""

    def act(resource: Resource, state: State, so_far: Tally) -> None:
        if state.found is Found.MISSING and so_far.created:
            settled(partial(resource.create, clients))  # it may need what was made a moment ago
        elif state.found is Found.MISSING:
            resource.create(clients)
        elif state.found is Found.DIFFERENT:
            resource.update(clients)

    return _walk(plan, clients, say, "created", "changed", act)


def _walk(
    plan: Plan,
    clients: Clients,
    say: Say,
    created: str,
    changed: str,
    act: Callable[[Resource, State, Tally], None],
) -> Tally:
    """Look at every resource, act on it, and say and count what it needed."""
    tally = Tally()
    for resource in plan.shared + plan.resources:
        state = resource.look(clients)
        act(resource, state, tally)
        say(_line(resource, state, created, changed))
        _count(tally, state)
    _say_left_out(plan, clients, say)
    return tally


def preview_destroy(plan: Plan, clients: Clients, say: Say) -> None:
    """Say what `destroy` would take away, and do nothing."""
    for resource in reversed(plan.resources + plan.left_out):
        missing = resource.look(clients).found is Found.MISSING
        say(f". {resource.label}: not there" if missing else f"- {resource.label}: would be destroyed")
    for resource in reversed(plan.leftovers):
        if resource.look(clients).found is not Found.MISSING:
            say(f"- {resource.label}: would be destroyed")


def destroy(plan: Plan, clients: Clients, say: Say) -> Tally:
    """Take away what is there, in reverse order, and say what was not there."""
    tally = Tally()
    for resource in reversed(plan.resources + plan.left_out):
        if resource.look(clients).found is Found.MISSING:
            say(f". {resource.label}: not there")
            tally.untouched += 1
        else:
            resource.destroy(clients)
            say(f"- {resource.label}: destroyed")
            tally.destroyed += 1
    for resource in reversed(plan.leftovers):
        if resource.look(clients).found is not Found.MISSING:
            resource.destroy(clients)
            say(f"- {resource.label}: destroyed")
            tally.destroyed += 1
    for resource in plan.shared:
        say(f". {resource.label}: kept, others may use it")
    return tally


def _line(resource: Resource, state: State, created: str, changed: str) -> str:
    if state.found is Found.MISSING:
        return f"+ {resource.label}: {created}"
    if state.found is Found.DIFFERENT:
        return f"~ {resource.label}: {changed}: {'; '.join(state.differences)}"
    return f"= {resource.label}: already there"


def _count(tally: Tally, state: State) -> None:
    tally.created += state.found is Found.MISSING
    tally.changed += state.found is Found.DIFFERENT
    tally.untouched += state.found is Found.WANTED


def _say_left_out(plan: Plan, clients: Clients, say: Say) -> None:
    for resource in plan.left_out:
        line = f". {resource.label}: left out"
        if resource.look(clients).found is not Found.MISSING:
            line += ", but it is there"
            if isinstance(resource, AttachedPolicy):
                line += ": detach it to see AccessDenied"
        say(line)
