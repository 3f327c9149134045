"""ListEngineVersions."""

from __future__ import annotations

from tests.unit.athena.operations.conftest import Account


def test_auto_and_version_three(account: Account) -> None:
    version = "Athena engine version 3"
    assert account("ListEngineVersions") == {
        "EngineVersions": [
            {"SelectedEngineVersion": "AUTO", "EffectiveEngineVersion": version},
            {"SelectedEngineVersion": version, "EffectiveEngineVersion": version},
        ]
    }
