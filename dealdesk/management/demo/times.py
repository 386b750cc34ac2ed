"""The demo's days, counted from the day it is loaded."""

from datetime import date, datetime, timedelta

from django.utils import timezone


def day(at: datetime, offset: int) -> datetime:
    return at + timedelta(days=offset)


def on(at: datetime, offset: int) -> date:
    return timezone.localdate(day(at, offset))
