"""The folder of a rehearsal: who may call, and the certificates of the endpoint.

`keys.toml` lists the access keys of the account, `server.pem` is the endpoint's private key and certificate,
`ca.pem` the certificate of the authority that clients have to trust (`AWS_CA_BUNDLE`).
"""

from __future__ import annotations

import random
import secrets
import string
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ACCOUNT = "123456789012"  # the one that AWS's documentation uses
SESSION_HOURS = 4  # as long as a Learner Lab's session
_KEY_LETTERS = string.ascii_uppercase + "234567"


class FolderError(ValueError):
    """The folder of a rehearsal cannot be used; the text says why."""


@dataclass(frozen=True)
class Key:
    """An access key of the account."""

    id: str
    secret: str
    token: str = ""  # of temporary credentials
    expires: float = 0.0  # epoch seconds; 0 means never


@dataclass(frozen=True)
class Folder:
    """Where the files of a rehearsal are."""

    path: Path

    @property
    def keys(self) -> Path:
        """The account and its access keys."""
        return self.path / "keys.toml"

    @property
    def server(self) -> Path:
        """The endpoint's private key and certificate."""
        return self.path / "server.pem"

    @property
    def authority(self) -> Path:
        """What clients trust."""
        return self.path / "ca.pem"

    def read(self) -> Account:
        """The account.

        :raises FolderError: when keys.toml cannot be read or says something else than keys
        """
        try:
            values = tomllib.loads(self.keys.read_text(encoding="utf-8"))
            keys = tuple(_key(entry) for entry in values["key"])
            number = str(values["account"])
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise FolderError(
                f"{self.keys} cannot be used ({type(error).__name__}: {error}): `nuage rehearse` makes a "
                "folder with an account number and its keys"
            ) from error
        if len(number) != 12 or not number.isdecimal():
            raise FolderError(f"{self.keys}: an account has 12 digits, not {number!r}")
        return Account(number, keys)


@dataclass(frozen=True)
class Account:
    """The account of a rehearsal."""

    number: str
    keys: tuple[Key, ...]

    def key(self, name: str) -> Key | None:
        """The key of an id."""
        return next((key for key in self.keys if key.id == name), None)


def _key(entry: dict[str, object]) -> Key:
    expires = entry.get("expires")
    ends = expires.timestamp() if isinstance(expires, datetime) else 0.0
    return Key(str(entry["id"]), str(entry["secret"]), str(entry.get("token", "")), ends)


def new_key(temporary: bool, now: float, chance: random.Random | None = None) -> Key:
    """A key that looks like one of AWS's: long-term (AKIA…), or temporary with a session token (ASIA…).

    :param now: epoch seconds; a temporary key ends `SESSION_HOURS` later
    """
    chance = chance or secrets.SystemRandom()
    name = "".join(chance.choices(_KEY_LETTERS, k=16))
    secret = "".join(chance.choices(string.ascii_letters + string.digits + "+/", k=40))
    if not temporary:
        return Key(f"AKIA{name}", secret)
    token = "IQoJb3JpZ2luX2VjE" + "".join(chance.choices(string.ascii_letters + string.digits, k=200))
    return Key(f"ASIA{name}", secret, token, now + SESSION_HOURS * 3600)


def make(folder: Folder, account: Account, host: str) -> None:
    """Write the folder: keys for its owner alone, and certificates for the host.

    :raises OSError: when it cannot be written
    """
    import trustme

    folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_keys(folder, account)
    authority = trustme.CA(organization_name="Rehearsal of AWS")
    certificate = authority.issue_cert(host, "localhost")
    authority.cert_pem.write_to_path(str(folder.authority))
    folder.server.touch(mode=0o600)
    certificate.private_key_and_cert_chain_pem.write_to_path(str(folder.server))


def write_keys(folder: Folder, account: Account) -> None:
    """Write keys.toml."""
    lines = [f'account = "{account.number}"']
    for key in account.keys:
        lines += ["", "[[key]]", f'id = "{key.id}"', f'secret = "{key.secret}"']
        if key.token:
            lines.append(f'token = "{key.token}"')
        if key.expires:
            lines.append(f"expires = {datetime.fromtimestamp(key.expires, UTC).isoformat()}")
    folder.keys.touch(mode=0o600)
    folder.keys.write_text("\n".join(lines) + "\n", encoding="utf-8")
