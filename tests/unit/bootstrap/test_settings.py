from __future__ import annotations

from pathlib import Path

import pytest

from bootstrap.errors import BootstrapError
from bootstrap.settings import load


def test_account_and_region_are_filled_in() -> None:
    settings = load(overrides=["rule=every-minute-{region}"]).fill("123456789012", "eu-west-3")
    assert (settings.bucket, settings.rule) == ("tweets-123456789012", "every-minute-eu-west-3")
    assert settings.region == "eu-west-3"


def test_a_file_may_name_some_and_an_override_wins(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('bucket = "mine"\ntimeout = 3\n')
    settings = load(file, ["timeout=5"])
    assert (settings.bucket, settings.timeout, settings.function) == ("mine", 5, "store-tweet")


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("bucket", "--set bucket: expected key=value, such as --set bucket=my-own-name"),
        ("buket=x", "--set: there is no setting 'buket'; there are region, bucket, results_bucket"),
        ("timeout=soon", "--set: timeout is a whole number, not 'soon'"),
    ],
)
def test_a_bad_override_is_told(override: str, message: str) -> None:
    with pytest.raises(BootstrapError, match=f"^{message}"):
        load(overrides=[override])


@pytest.mark.parametrize("text", ["bucket = ", "\xff"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(BootstrapError, match=r"the settings file .*mine\.toml cannot be read"):
        load(file)
