"""What money costs us, the newest first."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from quotes.models import FundingRate

MOST = 60


@dataclass(frozen=True, kw_only=True)
class FundingRow:
    points: Decimal
    valid_from: date
    source: str
    added_by: str
    is_now: bool
    is_coming: bool


def funding_rows(today: date) -> tuple[FundingRow, ...]:
    """The latest ones; one statement."""
    rows = list(FundingRate.objects.select_related("added_by")[:MOST])
    now = next((row.pk for row in rows if row.valid_from <= today), None)
    return tuple(
        FundingRow(
            points=row.points,
            valid_from=row.valid_from,
            source=row.source,
            added_by=row.added_by.name,
            is_now=row.pk == now,
            is_coming=row.valid_from > today,
        )
        for row in rows
    )
