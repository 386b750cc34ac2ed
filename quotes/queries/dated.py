"""How something dated stands today, for every list of such things."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import QuerySet

from quotes.models.dated import Setting

# So many settings a list shows.
MOST = 60


class Dated(Protocol):
    """In force from `valid_from` until the day before `valid_to`, once it is no draft any more."""

    @property
    def is_draft(self) -> bool: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


def state_of(dated: Dated, today: date) -> str:
    """draft, coming, in_force or over."""
    if dated.is_draft:
        return "draft"
    if dated.valid_from > today:
        return "coming"
    return "over" if dated.valid_to and dated.valid_to <= today else "in_force"


@dataclass(frozen=True, kw_only=True)
class Stated[Told]:
    """A setting in its list; `added_by` is empty for what the desk came with."""

    told: Told
    valid_from: date
    source: str
    added_by: str
    is_now: bool
    is_coming: bool


def stated[Row: Setting, Told](
    settings: QuerySet[Row], told: Callable[[Row], Told], today: date
) -> tuple[Stated[Told], ...]:
    """The newest first; one statement."""
    rows = list(settings.select_related("added_by")[:MOST])
    now = next((row.pk for row in rows if row.valid_from <= today), None)
    return tuple(
        Stated(
            told=told(row),
            valid_from=row.valid_from,
            source=row.source,
            added_by=getattr(row.added_by, "name", ""),
            is_now=row.pk == now,
            is_coming=row.valid_from > today,
        )
        for row in rows
    )
