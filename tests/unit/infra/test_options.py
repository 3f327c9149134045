"""The command line of infra/cdk, which needs no CDK Terrain to be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.cdk.options import ROOT, Options, parse


def test_without_options() -> None:
    assert parse([]) == Options(package=ROOT / "function.zip")


def test_with_all_of_them(tmp_path: Path) -> None:
    found = parse(
        [
            *("--prefix", "my-", "--region", "us-west-2", "--role-name", "LabRole", "--memory", "256"),
            *("--rate", "rate(2 minutes)"),
            *("--tag", "student=été", "--tag", "empty=", "--package", str(tmp_path / "f.zip")),
            *("--write-capacity", "7", "--without-indexes"),
        ]
    )
    assert found == Options(
        prefix="my-",
        region="us-west-2",
        tags={"student": "été", "empty": ""},
        role_name="LabRole",
        package=tmp_path / "f.zip",
        memory=256,
        rate="rate(2 minutes)",
        write_capacity=7,
        indexes=False,
    )


@pytest.mark.parametrize("tag", ["student", "=x", ""])
def test_a_tag_is_key_and_value(tag: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--tag", tag])
    assert f"{tag!r} is not KEY=VALUE" in capsys.readouterr().err
