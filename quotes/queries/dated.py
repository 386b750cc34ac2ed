"""How something dated stands today, for every list of such things."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.db.models import QuerySet

from quotes.models.dated import Setting
from stakeholders.models import User

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


class Version(Dated, Protocol):
    """One of the numbered versions of a price book, or of a cost model."""

    @property
    def pk(self) -> int: ...
    @property
    def number(self) -> int: ...
    @property
    def source(self) -> str: ...
    @property
    def published_at(self) -> datetime | None: ...
    @property
    def published_by(self) -> User | None: ...


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    pk: int
    number: int
    state: str
    valid_from: date
    last_day_before: date | None
    source: str
    published_by: str
    published_at: datetime | None
    size: int


@dataclass(frozen=True, kw_only=True)
class Versions:
    """All versions of one thing, the newest first."""

    name: str
    currency: str
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A version to compare with."""

    pk: int
    name: str
    number: int


def version_row(version: Version, today: date, size: int | None = None) -> VersionRow:
    """`size` is annotated where it is not told."""
    return VersionRow(
        pk=version.pk,
        number=version.number,
        state=state_of(version, today),
        valid_from=version.valid_from,
        last_day_before=version.valid_to,
        source=version.source,
        published_by=version.published_by.name if version.published_by else "",
        published_at=version.published_at,
        size=vars(version)["size"] if size is None else size,
    )


def grouped(rows: Iterable[tuple[tuple[str, str], VersionRow]]) -> tuple[Versions, ...]:
    """By name and currency of what they are versions of, in the order in which they come."""
    found: dict[tuple[str, str], list[VersionRow]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(row)
    return tuple(
        Versions(name=name, currency=currency, versions=tuple(versions)) for (name, currency), versions in found.items()
    )


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
