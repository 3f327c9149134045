from __future__ import annotations

import os
import random
import ssl
from pathlib import Path

import pytest

from nuage.gateway.messages import HttpRequest
from nuage.strict import tls
from nuage.strict.folder import SESSION_HOURS, Account, Folder, FolderError, Key, make, new_key, write_keys
from nuage.strict.front import name_account
from nuage.strict.watched import WatchedAccount

CHANCE = random.Random(1)  # noqa: S311 - no secret
ACCOUNT = Account("123456789012", (Key("AKIAA", "s"), Key("ASIAB", "t", "token", 1_800_000_000.0)))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "new")
    make(folder, ACCOUNT, "127.0.0.1")
    assert folder.read() == ACCOUNT
    assert isinstance(tls.context(folder.server), ssl.SSLContext)
    if os.name == "posix":
        assert {path.stat().st_mode & 0o077 for path in (folder.keys, folder.server)} == {0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "KeyError"),
        ("account = ", "TOMLDecodeError"),
        ('account = "1"\nkey = []', "12 digits, not '1'"),
        ('account = "123456789012"\n[[key]]\nid = "x"', "KeyError: 'secret'"),
    ],
)
def test_a_file_that_says_something_else(tmp_path: Path, text: str, said: str) -> None:
    folder = Folder(tmp_path)
    folder.keys.write_text(text)
    with pytest.raises(FolderError, match=said):
        folder.read()


def test_a_folder_without_keys(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="`nuage rehearse` makes a folder"):
        Folder(tmp_path).read()


def test_new_keys_look_like_awss() -> None:
    lasting = new_key(temporary=False, now=10.0, chance=CHANCE)
    assert (lasting.id[:4], len(lasting.id), len(lasting.secret)) == ("AKIA", 20, 40)
    assert (lasting.token, lasting.expires) == ("", 0.0)
    passing = new_key(temporary=True, now=10.0, chance=CHANCE)
    assert (passing.id[:4], passing.expires) == ("ASIA", 10.0 + SESSION_HOURS * 3600)
    assert len(passing.token) > 100


def test_keys_are_read_again_when_they_change(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    write_keys(folder, ACCOUNT)
    watched = WatchedAccount(folder)
    assert watched.now() == ACCOUNT
    write_keys(folder, Account("123456789012", (Key("AKIANEW", "a longer secret"),)))
    assert watched.now().keys[0].id == "AKIANEW"
    folder.keys.write_text("account =")
    assert watched.now().keys[0].id == "AKIANEW"


def request(target: str, authorization: str = "") -> HttpRequest:
    import io

    headers = [("Authorization", authorization)] if authorization else []
    return HttpRequest("GET", target, "1.1", headers, io.BytesIO(), 0, True)


def test_the_owners_key_becomes_the_accounts_number() -> None:
    signed = request("/", "AWS4-HMAC-SHA256 Credential=AKIAA/20261121/r/s3/aws4_request, Signature=AKIAA")
    name_account(signed, "AKIAA", "123456789012")
    assert signed.headers[0][1] == (
        "AWS4-HMAC-SHA256 Credential=123456789012/20261121/r/s3/aws4_request, Signature=AKIAA"
    )
    for before, after in {
        "/b?X-Amz-Credential=AKIAA%2F2026&a=1": "/b?X-Amz-Credential=123456789012%2F2026&a=1",
        "/b?a=1&AWSAccessKeyId=AKIAA&Expires=1": "/b?a=1&AWSAccessKeyId=123456789012&Expires=1",
        "/b?prefix=AWSAccessKeyId=AKIAA": "/b?prefix=AWSAccessKeyId=AKIAA",
    }.items():
        presigned = request(before)
        name_account(presigned, "AKIAA", "123456789012")
        assert presigned.target == after
