"""An account of AWS Academy's Learner Lab: whoever calls is a session of `voclabs`, which may make no roles.

What it may do follows the lab's Readme (section "Service usage and other restrictions"): two regions, no
users, groups or roles of one's own, and the role LabRole for whatever needs one. The policies stand in
learner_lab.json.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from moto.iam.models import IAMBackend

from nuage.iam import identities
from nuage.iam.evaluate import Permissions, Source
from nuage.iam.policy import parse
from nuage.iam.principals import Caller, Kind

LAB_ROLE, INSTANCE_PROFILE, STUDENT_ROLE = "LabRole", "LabInstanceProfile", "voclabs"
SESSION = "user1234567=Student"  # as the lab names sessions: a number, and who it is
_POLICIES = Path(__file__).with_name("learner_lab.json")
_lock = threading.Lock()
_active = False


def install() -> None:
    """Make every owner of an account a student of a Learner Lab from now on."""
    global _active  # noqa: PLW0603 - LocalStack keeps its state in modules: one emulator a process
    _active = True


def uninstall() -> None:
    """Make owners owners again."""
    global _active  # noqa: PLW0603 - see above
    _active = False


def is_active() -> bool:
    """Whether accounts are those of a Learner Lab."""
    return _active


def student(account: str, partition: str) -> tuple[Caller, Permissions]:
    """Who calls with the key of an account's owner, and what that session may do."""
    found = _prepared(account, partition)
    caller = Caller(
        Kind.SESSION,
        f"arn:{partition}:sts::{account}:assumed-role/{STUDENT_ROLE}/{SESSION}",
        account,
        role_arn=f"arn:{partition}:iam::{account}:role/{STUDENT_ROLE}",
        user_id=f"{found.get_role(STUDENT_ROLE).id}:{SESSION}",
    )
    return caller, Permissions(identity=(_source("student"),))


def _prepared(account: str, partition: str) -> IAMBackend:
    """An account's IAM, with the roles that a Learner Lab has from the start."""
    found = identities.backend(account, partition)
    with _lock:
        names = {role.name for role in found.roles.values()}
        if STUDENT_ROLE not in names:
            _make_role(found, STUDENT_ROLE, {"AWS": f"arn:{partition}:iam::{account}:root"})
        if LAB_ROLE not in names:
            services = _policies()["lab_role_services"]
            _make_role(found, LAB_ROLE, {"Service": services})
            found.put_role_policy(LAB_ROLE, "LabRolePolicy", json.dumps(_policies()["lab_role"]))
            found.create_instance_profile(INSTANCE_PROFILE, "/", [LAB_ROLE])
    return found


def _make_role(found: IAMBackend, name: str, principal: dict[str, Iterable[str]]) -> None:
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}],
    }
    found.create_role(name, json.dumps(trust), "/", None, "Made by the Learner Lab", [], None)


@cache
def _policies() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_POLICIES.read_text(encoding="utf-8"))
    return found


@cache
def _source(name: str) -> Source:
    return Source(parse(json.dumps(_policies()[name])))
