"""Sessions that AssumeRole has made: who assumed the role, and with which session policies.

The host keeps a session's keys, its inline policy and its tags, but forgets the managed session
policies and the service that asked, so they are noted here when AssumeRole answers.
"""

from __future__ import annotations

from dataclasses import dataclass

from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response
from localstack.services.sts.models import sts_stores
from moto.sts.models import AssumedRole, sts_backends

from nuage.state.containers import Dictionaries


@dataclass(frozen=True)
class Note:
    """What the host forgets about a session."""

    policy_arns: tuple[str, ...]
    service: str  # the service that assumed the role for itself, such as lambda; else empty


@dataclass(frozen=True)
class Token:
    """A key from GetSessionToken: it stands for the key that asked for it."""

    key: str
    ends: float  # epoch seconds
    secret: str = ""  # these two are looked at in a rehearsal only
    session_token: str = ""


_notes: dict[str, Note] = {}
_tokens: dict[str, Token] = {}
_sessions: dict[str, AssumedRole] = {}


class Notes(Dictionaries):
    """Notes and tokens; what was looked up in the host is looked up again once it was emptied or filled."""

    def reset(self) -> None:
        """Forget all."""
        super().reset()
        _sessions.clear()


KEPT = Notes("sts", "notes", notes=_notes, tokens=_tokens)


def note_session(_chain: HandlerChain, context: RequestContext, _response: Response) -> None:
    """A response handler: note what AssumeRole was asked for."""
    if context.operation is None or context.operation.name != "AssumeRole" or not context.service_response:
        return
    if context.service is None or context.service.service_name != "sts":
        return
    request = context.service_request or {}
    params = context.internal_request_params or {}
    _notes[context.service_response["Credentials"]["AccessKeyId"]] = Note(
        tuple(entry["arn"] for entry in request.get("PolicyArns") or ()),
        str(params.get("service_principal") or ""),
    )


def remember_token(key: str, token: Token) -> None:
    """Note a key from GetSessionToken."""
    _tokens[key] = token


def token(key: str) -> Token | None:
    """What a key from GetSessionToken stands for."""
    return _tokens.get(key)


def note(key: str) -> Note:
    """What was noted about a session."""
    return _notes.get(key) or Note((), "")


def session(key: str, account: str, partition: str) -> AssumedRole | None:
    """The session of an access key. The host's own search is linear in the sessions ever made."""
    found = _sessions.get(key)
    if found is None and account in sts_backends:
        found = sts_backends[account][partition].get_assumed_role_from_access_key(key)
        if found is not None:
            _sessions[key] = found
    return found


def session_tags(key: str, account: str) -> dict[str, str]:
    """The tags given to AssumeRole, and those passed on from the session that called it."""
    config = sts_stores[account]["us-east-1"].sessions.get(key)
    return {tag["Key"]: tag["Value"] for tag in config["tags"].values()} if config else {}
