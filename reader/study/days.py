"""The learner's calendar: a day ends in the small hours, where they live, not at midnight UTC."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone, tzinfo


def day_of(moment: datetime, starts: int = 0, zone: tzinfo | None = None) -> date:
    """Return the day an aware moment belongs to; days begin at the hour ``starts`` of the zone (here)."""
    return (moment.astimezone(zone).replace(tzinfo=None) - timedelta(hours=starts)).date()


def beginning(day: date, starts: int = 0, zone: tzinfo | None = None) -> datetime:
    """Return the moment a day begins, in UTC."""
    local = datetime.combine(day, time(starts))
    return (local.astimezone() if zone is None else local.replace(tzinfo=zone)).astimezone(timezone.utc)
