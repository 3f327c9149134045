"""AWS's evaluation logic, case by case.

The cases follow the pages of the AWS IAM User Guide: "Policy evaluation logic", "Policy evaluation for
requests within a single account", "Cross-account policy evaluation logic", "Permissions boundaries for
IAM entities", "Session policies".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuage.iam.evaluate import (
    ALLOWED,
    Decision,
    Permissions,
    PolicyType,
    Request,
    ResourcePolicy,
    Source,
    evaluate,
)
from nuage.iam.policy import parse
from nuage.iam.principals import Caller, Kind

ACCOUNT, OTHER = "000000000000", "111111111111"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/r"
USER = Caller(Kind.USER, f"arn:aws:iam::{ACCOUNT}:user/ann", ACCOUNT)
SESSION = Caller(Kind.SESSION, f"arn:aws:sts::{ACCOUNT}:assumed-role/r/s", ACCOUNT, role_arn=ROLE)
OWNER = Caller(Kind.OWNER, f"arn:aws:iam::{ACCOUNT}:root", ACCOUNT)
EVENTS = Caller(Kind.SERVICE, account=ACCOUNT, service="events.amazonaws.com")
ANYBODY = Caller(Kind.ANONYMOUS)

REQUEST = Request("s3:GetObject", "arn:aws:s3:::b/k", account=ACCOUNT)
FOREIGN = replace(REQUEST, account=OTHER)


def source(*statements: dict[str, Any], arn: str = "") -> Source:
    return Source(parse({"Version": "2012-10-17", "Statement": list(statements)}), arn)


def allow(**other: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", **other}


def deny(**other: Any) -> dict[str, Any]:
    return {**allow(**other), "Effect": "Deny"}


YES, NO, NOTHING = source(allow()), source(deny()), source()


def on_bucket(*statements: dict[str, Any]) -> ResourcePolicy:
    return ResourcePolicy(source(*statements))


def missing(kind: PolicyType) -> Decision:
    return Decision(allowed=False, type=kind)


def denied(kind: PolicyType, arn: str = "") -> Decision:
    return Decision(allowed=False, type=kind, explicit=True, arn=arn)


IDENTITY, RESOURCE = PolicyType.IDENTITY, PolicyType.RESOURCE
BOUNDARY, SESSION_POLICY, TRUST = PolicyType.BOUNDARY, PolicyType.SESSION, PolicyType.TRUST


@pytest.mark.parametrize("caller", [USER, SESSION], ids=["user", "session"])
@pytest.mark.parametrize(
    ("permissions", "expected"),
    [
        (Permissions(), missing(IDENTITY)),
        (Permissions((YES,)), ALLOWED),
        (Permissions((NOTHING, YES)), ALLOWED),
        (Permissions((YES, NO)), denied(IDENTITY)),
        (Permissions((source(allow(), deny()),)), denied(IDENTITY)),
        (
            Permissions((YES, source(deny(), arn="arn:aws:iam::0:policy/p"))),
            denied(IDENTITY, "arn:aws:iam::0:policy/p"),
        ),
        # a boundary limits and does not give
        (Permissions((), boundary=YES), missing(IDENTITY)),
        (Permissions((YES,), boundary=YES), ALLOWED),
        (Permissions((YES,), boundary=NOTHING), missing(BOUNDARY)),
        (Permissions((YES,), boundary=source(allow(), deny())), denied(BOUNDARY)),
        # so does a session policy; an empty list of them allows nothing
        (Permissions((), session=(YES,)), missing(IDENTITY)),
        (Permissions((YES,), session=(YES,)), ALLOWED),
        (Permissions((YES,), session=(NOTHING, YES)), ALLOWED),
        (Permissions((YES,), session=(NOTHING,)), missing(SESSION_POLICY)),
        (Permissions((YES,), session=(YES, NO)), denied(SESSION_POLICY)),
        # all three
        (Permissions((YES,), boundary=YES, session=(YES,)), ALLOWED),
        (Permissions((YES,), boundary=YES, session=(NOTHING,)), missing(SESSION_POLICY)),
        (Permissions((YES,), boundary=NOTHING, session=(YES,)), missing(BOUNDARY)),
        (Permissions((), boundary=NOTHING, session=(NOTHING,)), missing(IDENTITY)),
        # what does not cover the request counts for nothing
        (Permissions((source(allow(Action="s3:PutObject")),)), missing(IDENTITY)),
        (Permissions((source(allow(Resource="arn:aws:s3:::c/*")),)), missing(IDENTITY)),
        (Permissions((YES, source(deny(Action="s3:PutObject")))), ALLOWED),
        (Permissions((YES, source(deny(Resource="arn:aws:s3:::c/*")))), ALLOWED),
    ],
)
def test_within_the_account(caller: Caller, permissions: Permissions, expected: Decision) -> None:
    assert evaluate(REQUEST, caller, permissions) == expected


def principal(name: str | list[str]) -> dict[str, Any]:
    return {"Principal": {"AWS": name}}


ROOT = f"arn:aws:iam::{ACCOUNT}:root"


@pytest.mark.parametrize(
    ("caller", "permissions", "policy", "expected"),
    [
        # either side alone does, within an account
        (USER, Permissions(), on_bucket(allow(**principal(USER.arn))), ALLOWED),
        (USER, Permissions((YES,)), on_bucket(allow(**principal(OTHER))), ALLOWED),
        (USER, Permissions(), on_bucket(allow(**principal("*"))), ALLOWED),
        # naming the account hands the decision to its identity policies
        (USER, Permissions(), on_bucket(allow(**principal(ROOT))), missing(IDENTITY)),
        (SESSION, Permissions(), on_bucket(allow(**principal(ACCOUNT))), missing(IDENTITY)),
        (USER, Permissions((YES,)), on_bucket(allow(**principal(ROOT))), ALLOWED),
        # named directly, a user or a session is not limited by boundary or session policy
        (USER, Permissions((), boundary=NOTHING), on_bucket(allow(**principal(USER.arn))), ALLOWED),
        (SESSION, Permissions((), NOTHING, (NOTHING,)), on_bucket(allow(**principal(SESSION.arn))), ALLOWED),
        # named through its role, a session needs no identity policy, but the limits hold
        (SESSION, Permissions(), on_bucket(allow(**principal(ROLE))), ALLOWED),
        (SESSION, Permissions((), YES, (YES,)), on_bucket(allow(**principal(ROLE))), ALLOWED),
        (SESSION, Permissions((), boundary=NOTHING), on_bucket(allow(**principal(ROLE))), missing(BOUNDARY)),
        (
            SESSION,
            Permissions((), session=(NOTHING,)),
            on_bucket(allow(**principal(ROLE))),
            missing(SESSION_POLICY),
        ),
        (
            SESSION,
            Permissions((), session=(NOTHING,)),
            on_bucket(allow(**principal("*"))),
            missing(SESSION_POLICY),
        ),
        # an explicit deny wins wherever it stands
        (USER, Permissions((YES,)), on_bucket(deny(**principal("*"))), denied(RESOURCE)),
        (
            USER,
            Permissions((YES,)),
            on_bucket(allow(**principal("*")), deny(**principal(USER.arn))),
            denied(RESOURCE),
        ),
        (USER, Permissions((YES,)), on_bucket(deny(**principal(ROOT))), denied(RESOURCE)),
        (SESSION, Permissions((YES,)), on_bucket(deny(**principal(ROLE))), denied(RESOURCE)),
        (USER, Permissions((NO,)), on_bucket(allow(**principal(USER.arn))), denied(IDENTITY)),
        (USER, Permissions((YES,)), on_bucket(deny(**principal(OTHER))), ALLOWED),
        (USER, Permissions((YES,)), on_bucket(deny(NotPrincipal={"AWS": [ROOT, USER.arn]})), ALLOWED),
        (SESSION, Permissions((YES,)), on_bucket(deny(NotPrincipal={"AWS": USER.arn})), denied(RESOURCE)),
    ],
)
def test_with_a_resource_policy(
    caller: Caller, permissions: Permissions, policy: ResourcePolicy, expected: Decision
) -> None:
    assert evaluate(REQUEST, caller, permissions, policy) == expected


@pytest.mark.parametrize("caller", [USER, SESSION], ids=["user", "session"])
@pytest.mark.parametrize("name", ["*", ACCOUNT, ROOT, "caller"])
def test_across_accounts_both_sides_have_to_allow(caller: Caller, name: str) -> None:
    named = on_bucket(allow(**principal(caller.arn if name == "caller" else name)))
    assert evaluate(FOREIGN, caller, Permissions((YES,)), named) == ALLOWED
    assert evaluate(FOREIGN, caller, Permissions(), named) == missing(IDENTITY)
    assert evaluate(FOREIGN, caller, Permissions((YES,))) == missing(RESOURCE)
    assert evaluate(FOREIGN, caller, Permissions((YES,), boundary=NOTHING), named) == missing(BOUNDARY)
    assert evaluate(FOREIGN, caller, Permissions((YES,), session=(NOTHING,)), named) == missing(
        SESSION_POLICY
    )


def test_the_owner_may_do_all_at_home_and_what_others_let_them_abroad() -> None:
    assert evaluate(REQUEST, OWNER) == ALLOWED
    assert evaluate(REQUEST, OWNER, resource=on_bucket(deny(**principal("*")))) == ALLOWED
    assert evaluate(FOREIGN, OWNER) == missing(RESOURCE)
    assert evaluate(FOREIGN, OWNER, resource=on_bucket(allow(**principal(ACCOUNT)))) == ALLOWED
    assert evaluate(
        FOREIGN, OWNER, resource=on_bucket(allow(**principal("*")), deny(**principal(ROOT)))
    ) == denied(RESOURCE)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([], missing(RESOURCE)),
        ([allow(Principal="*")], ALLOWED),
        ([allow(**principal("*"))], ALLOWED),
        ([allow(**principal(ACCOUNT))], missing(RESOURCE)),
        ([allow(Principal="*", Resource="arn:aws:s3:::b/public/*")], missing(RESOURCE)),
        ([allow(Principal="*"), deny(Principal="*")], denied(RESOURCE)),
    ],
)
def test_nobody_in_particular(statements: list[dict[str, Any]], expected: Decision) -> None:
    assert evaluate(REQUEST, ANYBODY, resource=on_bucket(*statements)) == expected


RULE = f"arn:aws:events:us-east-1:{ACCOUNT}:rule/n"
FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:f"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"Principal": {"Service": "events.amazonaws.com"}}, ALLOWED),
        ({"Principal": {"Service": "s3.amazonaws.com"}}, missing(RESOURCE)),
        ({"Principal": {"AWS": ACCOUNT}}, missing(RESOURCE)),
        (
            {"Principal": {"Service": "events.amazonaws.com"}, "Resource": f"{FUNCTION}:prod"},
            missing(RESOURCE),
        ),
        (
            {
                "Principal": {"Service": "events.amazonaws.com"},
                "Condition": {"ArnLike": {"AWS:SourceArn": RULE}},
            },
            ALLOWED,
        ),
        (
            {
                "Principal": {"Service": "events.amazonaws.com"},
                "Condition": {"ArnLike": {"AWS:SourceArn": f"{RULE}2"}},
            },
            missing(RESOURCE),
        ),
        (
            {
                "Principal": {"Service": "events.amazonaws.com"},
                "Condition": {"StringEquals": {"AWS:SourceAccount": OTHER}},
            },
            missing(RESOURCE),
        ),
    ],
)
def test_a_service_needs_the_resources_policy(other: dict[str, Any], expected: Decision) -> None:
    keys = {"aws:sourcearn": RULE, "aws:sourceaccount": ACCOUNT}
    request = Request("lambda:InvokeFunction", FUNCTION, keys, ACCOUNT)
    statement = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": FUNCTION, **other}
    assert evaluate(request, EVENTS, resource=on_bucket(statement)) == expected


ASSUME = Request("sts:AssumeRole", ROLE, account=ACCOUNT)
MAY_ASSUME = source({"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"})


def trusts(**other: Any) -> ResourcePolicy:
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", **other}
    return ResourcePolicy(source(statement), PolicyType.TRUST, required=True)


@pytest.mark.parametrize(
    ("caller", "permissions", "trust", "expected"),
    [
        # the trust policy is always needed
        (
            USER,
            Permissions((MAY_ASSUME,)),
            trusts(Principal={"Service": "lambda.amazonaws.com"}),
            missing(TRUST),
        ),
        (USER, Permissions((MAY_ASSUME,)), trusts(**principal(ACCOUNT)), ALLOWED),
        (USER, Permissions(), trusts(**principal(ACCOUNT)), missing(IDENTITY)),
        (USER, Permissions(), trusts(**principal(USER.arn)), ALLOWED),
        (SESSION, Permissions(), trusts(**principal(ROLE)), ALLOWED),
        (USER, Permissions((MAY_ASSUME,)), trusts(Effect="Deny", **principal("*")), denied(TRUST)),
        (EVENTS, Permissions(), trusts(Principal={"Service": "events.amazonaws.com"}), ALLOWED),
        (EVENTS, Permissions(), trusts(Principal={"Service": "lambda.amazonaws.com"}), missing(TRUST)),
    ],
)
def test_assuming_a_role(
    caller: Caller, permissions: Permissions, trust: ResourcePolicy, expected: Decision
) -> None:
    assert evaluate(ASSUME, caller, permissions, trust) == expected


def test_an_external_id() -> None:
    trust = trusts(**principal(USER.arn), Condition={"StringEquals": {"sts:ExternalId": "secret"}})
    assert evaluate(ASSUME, USER, Permissions(), trust).allowed is False
    assert (
        evaluate(replace(ASSUME, context={"sts:externalid": "secret"}), USER, Permissions(), trust) == ALLOWED
    )


@pytest.mark.parametrize(
    ("statement", "action", "resource", "expected"),
    [
        ({"NotAction": "iam:*", "Resource": "*"}, "s3:GetObject", "arn:aws:s3:::b/k", True),
        ({"NotAction": "iam:*", "Resource": "*"}, "iam:GetUser", "*", False),
        ({"NotAction": ["iam:*", "s3:Get*"], "Resource": "*"}, "s3:GetObject", "*", False),
        ({"Action": "s3:*", "NotResource": "arn:aws:s3:::b/*"}, "s3:GetObject", "arn:aws:s3:::b/k", False),
        ({"Action": "s3:*", "NotResource": "arn:aws:s3:::b/*"}, "s3:GetObject", "arn:aws:s3:::c/k", True),
        ({"Action": "S3:getOBJECT", "Resource": "*"}, "s3:GetObject", "arn:aws:s3:::b/k", True),
        (
            {"Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:username}/*"},
            "s3:GetObject",
            "arn:aws:s3:::b/ann/k",
            True,
        ),
        (
            {"Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:username}/*"},
            "s3:GetObject",
            "arn:aws:s3:::b/bob/k",
            False,
        ),
        (
            {"Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:userid}/*"},
            "s3:GetObject",
            "arn:aws:s3:::b/ann/k",
            False,
        ),
        (
            {"Action": "s3:*", "NotResource": "arn:aws:s3:::b/${aws:userid}/*"},
            "s3:GetObject",
            "arn:aws:s3:::b/k",
            False,
        ),
    ],
)
def test_what_a_statement_covers(
    statement: dict[str, Any], action: str, resource: str, expected: bool
) -> None:
    request = Request(action, resource, {"aws:username": "ann"})
    permissions = Permissions((source({"Effect": "Allow", **statement}),))
    assert evaluate(request, USER, permissions).allowed is expected


def test_a_deny_that_spares_an_unknown_variable_spares_nothing() -> None:
    spares = source({"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:s3:::b/${aws:userid}/*"})
    assert evaluate(REQUEST, USER, Permissions((YES, spares))) == denied(IDENTITY)


actions = st.sampled_from(["s3:GetObject", "s3:Get*", "s3:*", "*", "s3:PutObject", "iam:*"])
resources = st.sampled_from(["*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/k", "arn:aws:s3:::c/*"])
statements = st.builds(
    lambda effect, element, action, resource: {"Effect": effect, element: action, "Resource": resource},
    st.sampled_from(["Allow", "Deny"]),
    st.sampled_from(["Action", "NotAction"]),
    actions,
    resources,
)
policies = st.lists(statements, max_size=4).map(lambda found: source(*found))
permission_sets = st.builds(
    lambda identity, boundary, session: Permissions(tuple(identity), boundary, session),
    st.lists(policies, max_size=3),
    st.none() | policies,
    st.none() | st.lists(policies, max_size=2).map(tuple),
)
callers = st.sampled_from([USER, SESSION])


@given(caller=callers, permissions=permission_sets)
def test_a_deny_always_wins(caller: Caller, permissions: Permissions) -> None:
    stricter = replace(permissions, identity=(*permissions.identity, NO))
    decision = evaluate(REQUEST, caller, stricter, on_bucket(allow(**principal(caller.arn))))
    assert decision.explicit
    assert not decision.allowed


@given(
    caller=callers,
    permissions=permission_sets,
    more=policies.filter(lambda p: all(s.allow for s in p.policy.statements)),
)
def test_an_allow_more_never_denies(caller: Caller, permissions: Permissions, more: Source) -> None:
    if evaluate(REQUEST, caller, permissions).allowed:
        wider = replace(permissions, identity=(*permissions.identity, more))
        assert evaluate(REQUEST, caller, wider) == ALLOWED


@given(caller=callers, permissions=permission_sets, boundary=policies)
def test_a_boundary_never_allows_more(caller: Caller, permissions: Permissions, boundary: Source) -> None:
    if not evaluate(REQUEST, caller, replace(permissions, boundary=None)).allowed:
        assert not evaluate(REQUEST, caller, replace(permissions, boundary=boundary)).allowed


@given(caller=callers, permissions=permission_sets)
def test_a_denial_says_which_type_of_policy(caller: Caller, permissions: Permissions) -> None:
    decision = evaluate(REQUEST, caller, permissions)
    assert decision.allowed is (decision.type is None)
