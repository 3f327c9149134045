"""Policy documents: every form that is allowed, and errors that name what is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nuage.iam.policy import PolicyError, parse

ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}


def test_a_statement_may_stand_without_a_list() -> None:
    one = parse({"Version": "2012-10-17", "Statement": ALLOW})
    assert one == parse({"Version": "2012-10-17", "Statement": [ALLOW]})
    assert one == parse(json.dumps({"Version": "2012-10-17", "Statement": [ALLOW]}))


def test_a_text_may_stand_for_a_list_of_one() -> None:
    listed = {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["*"]}
    assert parse({"Statement": listed}) == parse({"Statement": ALLOW})


def test_every_element_is_read() -> None:
    document = {
        "Version": "2012-10-17",
        "Id": "an id",
        "Statement": {
            "Sid": "one",
            "Effect": "Deny",
            "NotAction": ["s3:*", "iam:*"],
            "NotResource": "arn:aws:s3:::b/*",
            "NotPrincipal": {"AWS": ["000000000000", "*"], "Service": "events.amazonaws.com"},
            "Condition": {"Bool": {"aws:SecureTransport": False}, "NumericLessThan": {"s3:Max-Keys": 10}},
        },
    }
    (statement,) = parse(document).statements
    assert (statement.sid, statement.allow, statement.not_actions, statement.not_resources) == (
        "one",
        False,
        True,
        True,
    )
    assert statement.principals is not None
    assert statement.principals.negated
    assert statement.principals.entries == {
        ("AWS", "000000000000"),
        ("AWS", "*"),
        ("Service", "events.amazonaws.com"),
    }
    assert [(c.key, c.values) for c in statement.conditions] == [
        ("aws:securetransport", ("false",)),
        ("s3:max-keys", ("10",)),
    ]
    assert statement.variables


def test_a_policy_of_2008_and_one_without_version_have_no_variables() -> None:
    for document in ({"Version": "2008-10-17", "Statement": ALLOW}, {"Statement": ALLOW}):
        assert not parse(document).statements[0].variables


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("{", "the policy is not JSON: "),
        ("[]", "the policy must be a JSON object"),
        ({"Version": "2012-10-17"}, "the policy has no Statement"),
        (
            {"Version": "2012-10-18", "Statement": []},
            "Version must be one of 2012-10-17, 2008-10-17, not '2012-10-18'",
        ),
        ({"Statements": []}, "the policy has an unknown element Statements"),
        ({"Statement": "x"}, "Statement must be an object or a list of objects"),
        ({"Statement": [1]}, "Statement 1 must be an object"),
        (
            {"Statement": [ALLOW, {**ALLOW, "Effect": "allow"}]},
            "Statement 2: Effect must be Allow or Deny, not 'allow'",
        ),
        ({"Statement": {**ALLOW, "Principals": "*"}}, "Statement 1 has an unknown element Principals"),
        ({"Statement": {"Effect": "Allow", "Resource": "*"}}, "Statement 1 needs Action or NotAction"),
        ({"Statement": {**ALLOW, "NotAction": "s3:*"}}, "Statement 1 has both Action and NotAction"),
        (
            {"Statement": {**ALLOW, "Action": "GetObject"}},
            "Statement 1: Action 'GetObject' must look like service:Action",
        ),
        ({"Statement": {**ALLOW, "Action": []}}, "Statement 1: Action must be a text or a list of texts"),
        ({"Statement": {**ALLOW, "Action": [1]}}, "Statement 1: Action must be a text or a list of texts"),
        (
            {"Statement": {**ALLOW, "Resource": "bucket"}},
            "Statement 1: Resource 'bucket' must be an ARN or *",
        ),
        ({"Statement": {**ALLOW, "Principal": "ann"}}, 'Statement 1: Principal must be "*" or an object'),
        (
            {"Statement": {**ALLOW, "Principal": {"User": "ann"}}},
            "Statement 1: Principal: User is none of AWS, Service, Federated, CanonicalUser",
        ),
        (
            {"Statement": {**ALLOW, "Condition": {"StringIs": {"a": "b"}}}},
            "Statement 1: Condition operator 'StringIs' does not exist",
        ),
        ({"Statement": {**ALLOW, "Condition": []}}, "Statement 1: Condition must be an object"),
        (
            {"Statement": {**ALLOW, "Condition": {"Bool": "x"}}},
            "Statement 1: Condition Bool must be an object",
        ),
        (
            {"Statement": {**ALLOW, "Condition": {"Bool": {"a": {}}}}},
            "Statement 1: Condition Bool must have texts, numbers or booleans as values",
        ),
    ],
)
def test_a_malformed_policy_is_an_error_that_says_what(document: Any, message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        parse(document)
    assert str(caught.value).startswith(message)
    if not message.endswith(": "):
        assert str(caught.value) == message
