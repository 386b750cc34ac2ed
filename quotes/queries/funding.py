"""What money costs us, a currency after the other, the newest first."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Window
from django.db.models.functions import RowNumber

from quotes.models import FundingRate

MOST = 60


@dataclass(frozen=True, kw_only=True)
class FundingRow:
    currency: str
    points: Decimal
    valid_from: date
    source: str
    added_by: str
    is_now: bool
    is_coming: bool


def funding_rows(today: date) -> tuple[FundingRow, ...]:
    """The latest ones of each currency; one statement."""
    newest = Window(RowNumber(), partition_by="currency", order_by=["-valid_from", "-id"])
    latest = FundingRate.objects.annotate(place=newest).filter(place__lte=MOST)
    rows = list(latest.select_related("added_by").order_by("currency", "-valid_from", "-id"))
    now = {row.currency: row.pk for row in reversed(rows) if row.valid_from <= today}
    return tuple(
        FundingRow(
            currency=row.currency,
            points=row.points,
            valid_from=row.valid_from,
            source=row.source,
            added_by=row.added_by.name,
            is_now=row.pk == now.get(row.currency),
            is_coming=row.valid_from > today,
        )
        for row in rows
    )
