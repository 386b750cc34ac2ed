"""Seats of a support desk, worked out for a deal, on their way into a draft of a cost model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quotes.domain.costs.words import CostPart, CostRule
from quotes.models import CostModelVersion
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A draft that seats can be put into, by its name."""

    pk: int
    name: str


@dataclass(frozen=True, kw_only=True)
class Seats:
    """So many people on a roster, and in `note` what they were worked out from."""

    people: int
    note: str


def drafts_for_seats(user: User) -> tuple[Draft, ...]:
    """The drafts of those who write cost models; one statement, and none for others."""
    if not Act.EDIT_COST_MODEL.permits(user):
        return ()
    rows = CostModelVersion.objects.filter(published_at=None).select_related("model").order_by("model__name", "number")
    return tuple(Draft(pk=row.pk, name=f"{row.model.name} V{row.number}") for row in rows)


def with_seats(rows: Sequence[dict[str, Any]], seats: Seats) -> list[dict[str, Any]]:
    """A draft's rows as its form starts with them, with the seats in its row of support, or in a new one.

    What a seat costs stays as it is stated; where support was charged otherwise, it is for finance to say.
    """
    told = {"rule": CostRule.SEAT_MONTH.value, "seats": seats.people, "note": seats.note}
    found: list[dict[str, Any]] = []
    for row in rows:
        if row["part"] == CostPart.SUPPORT:
            amount = row["amount"] if row["rule"] == CostRule.SEAT_MONTH else None
            found.append({**row, **told, "amount": amount})
        else:
            found.append(row)
    if not any(row["part"] == CostPart.SUPPORT for row in rows):
        found.append({"part": CostPart.SUPPORT.value, **told})
    return found
