"""`destroy --target aws` against moto: what carries the tags goes, whatever had been made of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from botocore.client import BaseClient

from bootstrap import labs, tags
from bootstrap.clients import Clients, find_place
from bootstrap.errors import BootstrapError
from bootstrap.log_group import LogGroup
from bootstrap.plan import Plan, apply, preview
from bootstrap.rails.ownership import adopt_log_groups, without_what_is_foreign
from bootstrap.settings import load
from bootstrap.tags import Wanted
from bootstrap.teardown.found import find
from bootstrap.teardown.run import prove, remove
from bootstrap.waiting import Patience
from tests.processes.interrupting import after_changes
from tests.unit.bootstrap.conftest import MOTO_OBJECTS

pytestmark = [MOTO_OBJECTS, pytest.mark.timeout(600)]
EVERYTHING = Wanted((labs.TWEETS, labs.BATTLE_ROYALE))
ONCE = Patience(deadline=0)
SMALL = Patience(deadline=5, pause=0.01)


class Interrupted(Exception):  # noqa: N818 - nobody's fault
    """In the place of Ctrl-C, a lost connection, a session's end."""


class Interruption:
    """Raises after a number of calls that change something; 0 never does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = 0
        monkeypatch.setattr(
            BaseClient, "_make_api_call", after_changes(BaseClient._make_api_call, self.count)
        )

    def count(self, _operation: str) -> None:
        self.left -= 1
        if self.left == 0:
            raise Interrupted


@pytest.fixture
def interruption(monkeypatch: pytest.MonkeyPatch) -> Interruption:
    return Interruption(monkeypatch)


def quiet(_line: str) -> None:
    """Nobody listens."""


def plan_of(clients: Clients, lab: str = labs.ALL, *overrides: str) -> Plan:
    place = find_place(clients)
    settings = replace(load(overrides=overrides), tweet_url="http://tweets.example/tweet")
    return labs.compose(
        lab, settings.fill(place.account, place.region), place, ("items",) if lab != "tp2" else ()
    )


def destroy(clients: Clients) -> list[str]:
    place = find_place(clients)
    found = find(clients, place, EVERYTHING)
    remove(clients, found, quiet)
    prove(clients, place, EVERYTHING, ONCE)
    return [resource.label for resource in found]


def is_empty(clients: Clients) -> bool:
    return preview(plan_of(clients), clients, quiet).created == 17


def test_interrupted_at_every_step_it_can_be_gone_on_with_or_taken_away(
    clients: Clients, interruption: Interruption
) -> None:
    plan = plan_of(clients)
    for step in range(1, 40):
        interruption.left = step
        try:
            apply(plan, clients, quiet)
        except Interrupted:
            assert destroy(clients) != []
            assert is_empty(clients), f"after change {step}"
        else:
            break
    assert step > 15
    interruption.left = 0
    assert preview(plan, clients, quiet).acted == 0


def test_a_teardown_that_is_interrupted_at_every_step_ends_in_the_end(
    clients: Clients, interruption: Interruption
) -> None:
    apply(plan_of(clients), clients, quiet)
    times = 0
    while times < 40:
        interruption.left = 1
        try:
            destroy(clients)
        except Interrupted:
            times += 1
        else:
            break
    assert times > 8
    interruption.left = 0
    assert is_empty(clients)


def test_an_apply_that_is_interrupted_at_every_step_ends_in_the_end(
    clients: Clients, interruption: Interruption
) -> None:
    plan = plan_of(clients)
    times = 0
    while times < 60:
        interruption.left = 1
        try:
            apply(plan, clients, quiet)
        except Interrupted:
            times += 1
        else:
            break
    assert times > 15
    interruption.left = 0
    assert preview(plan, clients, quiet).acted == 0


def test_only_what_carries_the_tags_goes(clients: Clients) -> None:
    where = {"LocationConstraint": "eu-west-3"}
    clients.s3.create_bucket(Bucket="thesis", CreateBucketConfiguration=where)
    clients.s3.put_bucket_tagging(
        Bucket="thesis", Tagging={"TagSet": [{"Key": "nuage:lab", "Value": "another"}]}
    )
    clients.iam.create_role(RoleName="admin", AssumeRolePolicyDocument="{}")
    apply(plan_of(clients, "tp4"), clients, quiet)
    apply(plan_of(clients, "tp2", "student=alice"), clients, quiet)
    place = find_place(clients)
    assert find(clients, place, Wanted(("tp2",), "bob")) == []
    assert len(find(clients, place, Wanted(("tp2",), "alice"))) == 8
    assert len(find(clients, place, Wanted(("tp2",)))) == 8
    assert len(find(clients, place, Wanted(("tp4",)))) == 2
    assert len(destroy(clients)) == 10
    assert [bucket["Name"] for bucket in clients.s3.list_buckets()["Buckets"]] == ["thesis"]
    assert [role["RoleName"] for role in clients.iam.list_roles()["Roles"]] == ["admin"]


def test_something_that_stays_is_told(clients: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of(clients, "tp4")
    apply(plan, clients, quiet)
    with pytest.raises(BootstrapError, match="still there: bucket objects-123456789012, table battle-royale"):
        prove(clients, find_place(clients), EVERYTHING, ONCE)


def test_what_is_there_without_our_tags_is_not_touched(clients: Clients) -> None:
    plan, place = plan_of(clients), find_place(clients)
    assert without_what_is_foreign(plan, clients, place, quiet) == plan
    clients.events.put_rule(Name="every-minute", ScheduleExpression="rate(1 minute)")
    with pytest.raises(BootstrapError, match=r"not ours to change: rule every-minute\. Nothing was changed"):
        without_what_is_foreign(plan, clients, place, quiet)
    clients.events.delete_rule(Name="every-minute")
    apply(plan, clients, quiet)
    assert without_what_is_foreign(plan, clients, place, quiet) == plan


def test_another_output_location_stays(clients: Clients) -> None:
    clients.athena.update_work_group(
        WorkGroup="primary",
        ConfigurationUpdates={"ResultConfigurationUpdates": {"OutputLocation": "s3://theirs/"}},
    )
    said: list[str] = []
    plan = without_what_is_foreign(plan_of(clients), clients, find_place(clients), said.append)
    assert len(plan.resources) == 16
    assert said[0].endswith("of work group primary: another one is set, and stays")


def test_a_log_group_that_lambda_made_becomes_ours(clients: Clients) -> None:
    plan = plan_of(clients, "tp2")
    (group,) = (resource for resource in plan.resources if isinstance(resource, LogGroup))
    clients.logs.create_log_group(logGroupName=group.name)
    adopt_log_groups(plan, clients)
    assert destroy(clients) == [group.label]


def test_tags_name_lab_and_student() -> None:
    assert tags.of("tp2", "") == {"nuage:lab": "tp2"}
    assert tags.of("tp2", "alice") == {"nuage:lab": "tp2", "nuage:student": "alice"}
    assert tags.read(tags.pairs({"a": "b"})) == {"a": "b"}


def test_uploads_that_nobody_ended_go_with_the_bucket(clients: Clients) -> None:
    apply(plan_of(clients, "tp4"), clients, quiet)
    clients.s3.create_multipart_upload(Bucket="objects-123456789012", Key="large")
    assert "bucket objects-123456789012" in destroy(clients)
