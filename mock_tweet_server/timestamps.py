"""Times as Twitter's API v1.1 writes them."""

from __future__ import annotations

from datetime import UTC, datetime

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def created_at(epoch_second: int) -> str:
    """An epoch second as the API writes it: `Sat Nov 21 19:53:00 +0000 2026`."""
    moment = datetime.fromtimestamp(epoch_second, UTC)
    # strftime's %a and %b would follow the system's language
    day, month = DAYS[moment.weekday()], MONTHS[moment.month - 1]
    return f"{day} {month} {moment:%d %H:%M:%S} +0000 {moment.year}"
