from __future__ import annotations

from nuage.schedules.events import scheduled_event


def test_a_scheduled_event_is_as_on_aws() -> None:
    arn = "arn:aws:events:us-east-1:123456789012:rule/r"
    assert scheduled_event("53dc4d37", "123456789012", "us-east-1", arn, 1_444_334_400.0) == {
        "version": "0",
        "id": "53dc4d37",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "123456789012",
        "time": "2015-10-08T20:00:00Z",
        "region": "us-east-1",
        "resources": [arn],
        "detail": {},
    }
