from __future__ import annotations

from dataclasses import fields

import pytest

from nuage.settings import SETTINGS, SettingError, Settings, as_environment, load


def test_defaults_need_no_environment() -> None:
    assert load({}) == Settings()


def test_every_setting_is_described() -> None:
    assert {field.name for field in fields(Settings)} == set(SETTINGS)
    assert all(setting.variable.startswith("NUAGE_") for setting in SETTINGS.values())


def test_settings_survive_the_way_to_another_process() -> None:
    settings = Settings(port=1234, speed=60, iam=False, tweets_faults="slow=0.5")
    assert load(as_environment(settings)) == settings


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("NUAGE_PORT", "http", "0 to 65535"),
        ("NUAGE_PORT", "70000", "0 to 65535"),
        ("NUAGE_SPEED", "0", "above 0, to 3600"),
        ("NUAGE_PUBLIC", "127.0.0.1", "host:port"),
        ("NUAGE_PUBLIC", "127.0.0.1:http", "host:port"),
        ("NUAGE_IAM", "maybe", "on or off"),
        ("NUAGE_LAMBDA_CLIENT", "go", "auto, native or python"),
    ],
)
def test_a_bad_value_names_variable_value_and_what_is_allowed(
    variable: str, value: str, expected: str
) -> None:
    with pytest.raises(SettingError, match=f"{variable}={value} is not allowed: expected {expected}"):
        load({variable: value})


def test_an_empty_value_means_the_default() -> None:
    assert load({"NUAGE_PORT": ""}).port == 4566
