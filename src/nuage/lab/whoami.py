"""Whose calls these would be: the identity, from STS alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from nuage.lab.switch import Configuration, Endpoint, endpoints

_REAL_KEY = re.compile(r"A[KS]IA[A-Z0-9]{16}")
ENDED = ("ExpiredToken", "ExpiredTokenException", "RequestExpired")


@dataclass(frozen=True)
class Found:
    """What there is to say; `problem` where nobody could say who we are."""

    endpoints: list[Endpoint]
    region: str
    key: str = ""
    account: str = ""
    arn: str = ""
    problem: str = ""
    profile: str = ""

    @property
    def place(self) -> str:
        """LOCAL when every call stays on this machine, AWS when none does, else MIXED."""
        local = {endpoint.local for endpoint in self.endpoints}
        return "MIXED" if len(local) > 1 else "LOCAL" if local == {True} else "AWS"


def look(session: Any, environment: Mapping[str, str], option: str, send_keys: bool) -> Found:
    """Find out.

    :param session: botocore's
    :param option: what `--endpoint` says, or empty
    :param send_keys: whether keys that look real may go to a lab
    """
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    configuration = Configuration.of(session, environment)
    region = session.get_config_variable("region") or "us-east-1"
    config = Config(retries={"total_max_attempts": 2}, connect_timeout=5, read_timeout=10)
    address = option or None

    def make(service: str) -> Any:
        return session.create_client(service, region_name=region, endpoint_url=address, config=config)

    clients = {"sts": make("sts")}
    known = endpoints(configuration, lambda service: clients.get(service) or make(service), option)
    credentials = session.get_credentials()
    key = credentials.access_key if credentials else ""
    found = Found(known, region, key, profile=configuration.profile)
    if not key:
        return replace(found, problem=_no_keys(known[0]))
    if known[0].local and _REAL_KEY.fullmatch(key) and not send_keys:
        return replace(
            found,
            problem=f"the key {hidden(key)} looks like a real account's, and was not sent to a lab. For the "
            'lab, run: eval "$(nuage env)". To send it all the same, in a rehearsal, add --send-keys',
        )
    try:
        answer = clients["sts"].get_caller_identity()
    except ClientError as error:
        return replace(found, problem=_refused(error, key))
    except BotoCoreError as error:
        return replace(found, problem=_unheard(known[0], error))
    return replace(found, account=answer["Account"], arn=answer["Arn"])


def hidden(key: str) -> str:
    """A key as it may be shown."""
    return key if len(key) <= 12 else f"{key[:4]}…{key[-4:]}"


def line(found: Found) -> str:
    """All of it in one line."""
    sts = found.endpoints[0]
    where = f"{found.place}  {sts.address}  region {found.region}"
    who = f"account {found.account}  {found.arn}" if found.account else f"not known: {found.problem}"
    return f"{where}  {who}  (decided by {sts.decided_by})"


def others(found: Found) -> Iterator[str]:
    """The services whose calls go elsewhere than those of STS, or for another reason."""
    sts = found.endpoints[0]
    for endpoint in found.endpoints[1:]:
        differs = endpoint.decided_by != sts.decided_by or endpoint.local != sts.local
        if differs:
            yield f"  {endpoint.service}: {endpoint.address}  (decided by {endpoint.decided_by})"


def as_json(found: Found) -> dict[str, Any]:
    """The same as values."""
    return {
        "place": found.place,
        "account": found.account or None,
        "arn": found.arn or None,
        "region": found.region,
        "profile": found.profile,
        "key": hidden(found.key) or None,
        "problem": found.problem or None,
        "endpoints": {
            endpoint.service: {
                "url": endpoint.address,
                "local": endpoint.local,
                "decided_by": endpoint.decided_by,
            }
            for endpoint in found.endpoints
        },
    }


def _no_keys(sts: Endpoint) -> str:
    if sts.local:
        return 'there are no keys. For the lab, run: eval "$(nuage env)"'
    return "there are no keys. For AWS, run `aws configure` or paste your session's; for the lab, `nuage env`"


def _refused(error: Any, key: str) -> str:
    code = error.response.get("Error", {}).get("Code", "")
    text = " ".join(str(error.response.get("Error", {}).get("Message", "")).split())
    if code in ENDED:
        return f"the session of {hidden(key)} has ended ({code}): get new credentials"
    return f"the key {hidden(key)} was refused ({code}: {text})"


def _unheard(sts: Endpoint, error: Exception) -> str:
    if sts.local:
        return f"nobody answers at {sts.address}: `nuage up` starts the lab"
    return f"nobody could be asked at {sts.address} ({type(error).__name__}: {' '.join(str(error).split())})"
