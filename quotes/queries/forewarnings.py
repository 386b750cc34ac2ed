"""When people hear that something of theirs ends, the newest setting first."""

from dataclasses import dataclass
from datetime import date

from quotes.domain.forewarnings import Forewarning
from quotes.models import ForewarningSetting

MOST = 60


@dataclass(frozen=True, kw_only=True)
class ForewarningRow:
    """`added_by` is empty for what the desk came with."""

    told: Forewarning
    valid_from: date
    source: str
    added_by: str
    is_now: bool
    is_coming: bool


def forewarning_rows(today: date) -> tuple[ForewarningRow, ...]:
    """One statement."""
    rows = list(ForewarningSetting.objects.select_related("added_by")[:MOST])
    now = next((row.pk for row in rows if row.valid_from <= today), None)
    return tuple(
        ForewarningRow(
            told=row.value(),
            valid_from=row.valid_from,
            source=row.source,
            added_by=row.added_by.name if row.added_by else "",
            is_now=row.pk == now,
            is_coming=row.valid_from > today,
        )
        for row in rows
    )
