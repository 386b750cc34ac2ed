"""How far ahead we look, the newest first."""

from dataclasses import dataclass
from datetime import date

from contracts.models import LookoutSetting

MOST = 60


@dataclass(frozen=True, kw_only=True)
class LookoutRow:
    remind_workdays: int
    renewal_days: int
    valid_from: date
    source: str
    added_by: str
    is_now: bool
    is_coming: bool


def lookout_rows(today: date) -> tuple[LookoutRow, ...]:
    """One statement."""
    rows = list(LookoutSetting.objects.select_related("added_by")[:MOST])
    now = next((row.pk for row in rows if row.valid_from <= today), None)
    return tuple(
        LookoutRow(
            remind_workdays=row.remind_workdays,
            renewal_days=row.renewal_days,
            valid_from=row.valid_from,
            source=row.source,
            added_by=row.added_by.name,
            is_now=row.pk == now,
            is_coming=row.valid_from > today,
        )
        for row in rows
    )
