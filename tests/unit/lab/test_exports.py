from __future__ import annotations

import shutil
import subprocess

import pytest

from nuage.lab.exports import SHELLS, back, render, usage, variables

ENDPOINT = "http://127.0.0.1:4566"


def test_real_accounts_are_out_of_reach() -> None:
    values = variables(ENDPOINT, "us-east-1", {"AWS_ENDPOINT_URL_S3": "https://example.com", "PATH": "x"})
    assert values["AWS_ENDPOINT_URL"] == ENDPOINT
    assert values["AWS_ACCESS_KEY_ID"] == "test"
    unset = {name for name, value in values.items() if value is None}
    assert {"AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3"} <= unset
    assert not {name for name in values if not name.startswith("AWS_")}


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"HTTP_PROXY": "http://p"}, "127.0.0.1"),
        ({"http_proxy": "http://p", "NO_PROXY": "a.example"}, "a.example,127.0.0.1"),
        ({"HTTP_PROXY": "http://p", "NO_PROXY": "a.example, 127.0.0.1"}, None),
        ({"HTTP_PROXY": "http://p", "no_proxy": "*"}, None),
        ({"HTTPS_PROXY": "http://p"}, None),
    ],
)
def test_the_lab_is_excepted_from_a_proxy(environment: dict[str, str], expected: str | None) -> None:
    assert variables(ENDPOINT, "us-east-1", environment).get("NO_PROXY") == expected


def test_back_unsets_what_was_set() -> None:
    values = back(variables(ENDPOINT, "us-east-1", {"HTTP_PROXY": "http://p"}))
    assert "AWS_ENDPOINT_URL" in values
    assert "NO_PROXY" not in values
    assert set(values.values()) == {None}


@pytest.mark.parametrize(
    ("shell", "expected"),
    [
        ("sh", ["export A='it'\"'\"'s'", "unset B"]),
        ("fish", ["set -gx A 'it\\'s'", "set -e B"]),
        ("powershell", ["$env:A = 'it''s'", "Remove-Item Env:B -ErrorAction SilentlyContinue"]),
        ("cmd", ['set "A=it\'s"', 'set "B="']),
    ],
)
def test_each_shell_has_its_words(shell: str, expected: list[str]) -> None:
    assert render({"A": "it's", "B": None}, shell) == expected
    assert shell in SHELLS
    assert "nuage env" in usage(shell, "nuage env")


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no sh here")
def test_sh_understands_it() -> None:
    script = "\n".join(
        [*render({"A": "it's $HOME `x`", "B": None}, "sh"), 'printf "%s|%s" "$A" "${B-unset}"']
    )
    done = subprocess.run(["sh", "-c", script], env={"B": "x"}, capture_output=True, text=True, check=True)
    assert done.stdout == "it's $HOME `x`|unset"
