from __future__ import annotations

from nuage.schedules.ledger import Ledger, Record


def test_counts_are_kept_by_arn() -> None:
    ledger = Ledger()
    ledger.ran("a", 60.0)
    ledger.delivered("a")
    ledger.gave_up("a", "NO_RESOURCE: gone")
    assert ledger.record("a") == Record(1, 2, 1, 60.0, "NO_RESOURCE: gone")
    assert ledger.record("b") == Record()
    ledger.forget("a")
    assert ledger.record("a") == Record()
