"""The condition keys that every request has."""

from __future__ import annotations

from typing import Any

import pytest

from nuage.iam.calls import Call
from nuage.iam.principals import Caller, Kind
from nuage.iam.request_keys import Connection, request_keys

ACCOUNT = "000000000000"
NOW = Connection(now=1763683200.5)
USER = Caller(
    Kind.USER, f"arn:aws:iam::{ACCOUNT}:user/x/ann", ACCOUNT, user_id="AIDA1", tags={"Team": "Data"}
)
SESSION = Caller(
    Kind.SESSION,
    f"arn:aws:sts::{ACCOUNT}:assumed-role/r/s",
    ACCOUNT,
    role_arn=f"arn:aws:iam::{ACCOUNT}:role/x/r",
    user_id="AROA1:s",
)


def keys(
    caller: Caller, service: str = "sqs", connection: Connection = NOW, **parameters: Any
) -> dict[str, Any]:
    call = Call(service, "Operation", parameters, ACCOUNT, "eu-west-3")
    return request_keys(call, caller, connection)


def test_time_and_place() -> None:
    connection = Connection(NOW.now, "203.0.113.7", True, "curl/8", "http://a/")
    found = keys(USER, connection=connection)
    assert {name: found[name] for name in list(found)[:9]} == {
        "aws:currenttime": "2025-11-21T00:00:00Z",
        "aws:epochtime": "1763683200",
        "aws:securetransport": "true",
        "aws:requestedregion": "eu-west-3",
        "aws:principalisawsservice": "false",
        "aws:viaawsservice": "false",
        "aws:sourceip": "203.0.113.7",
        "aws:useragent": "curl/8",
        "aws:referer": "http://a/",
    }


def test_what_is_not_known_is_not_there() -> None:
    assert not {"aws:sourceip", "aws:useragent", "aws:referer", "aws:tagkeys"} & set(keys(USER))


def test_a_user() -> None:
    found = keys(USER)
    assert found["aws:principaltype"] == "User"
    assert found["aws:principalarn"] == USER.arn
    assert found["aws:principalaccount"] == ACCOUNT
    assert found["aws:userid"] == "AIDA1"
    assert found["aws:username"] == "ann"
    assert found["aws:principaltag/team"] == "Data"


def test_a_session_is_known_by_its_role_and_has_no_user_name() -> None:
    found = keys(SESSION)
    assert found["aws:principaltype"] == "AssumedRole"
    assert found["aws:principalarn"] == SESSION.role_arn
    assert found["aws:userid"] == "AROA1:s"
    assert "aws:username" not in found


@pytest.mark.parametrize(
    ("source", "account"),
    [("arn:aws:events:us-east-1:111111111111:rule/n", "111111111111"), ("arn:aws:s3:::b", ACCOUNT)],
)
def test_a_service_is_known_by_what_it_acts_for(source: str, account: str) -> None:
    caller = Caller(Kind.SERVICE, account=ACCOUNT, service="events.amazonaws.com", source_arn=source)
    found = keys(caller)
    assert found["aws:sourcearn"] == source
    assert found["aws:sourceaccount"] == account
    assert found["aws:principalisawsservice"] == "true"
    assert found["aws:principalservicename"] == "events.amazonaws.com"
    assert "aws:principalarn" not in found


@pytest.mark.parametrize(
    "parameters",
    [
        {"Tags": [{"Key": "Team", "Value": "data"}]},
        {"Tags": [{"TagKey": "Team", "TagValue": "data"}]},
        {"tags": [{"key": "Team", "value": "data"}]},
        {"Tags": {"Team": "data"}},
    ],
)
def test_tags_of_the_request(parameters: dict[str, Any]) -> None:
    found = keys(USER, **parameters)
    assert found["aws:tagkeys"] == ["Team"]
    assert found["aws:requesttag/team"] == "data"


@pytest.mark.parametrize(("presigned", "expected"), [(True, "REST-QUERY-STRING"), (False, "REST-HEADER")])
def test_s3_tells_how_a_request_is_signed(presigned: bool, expected: str) -> None:
    found = keys(USER, "s3", Connection(NOW.now, presigned=presigned))
    assert found["s3:authtype"] == expected
    assert "s3:authtype" not in keys(USER)
