"""The views somebody keeps of the lists, and what a list shows under the address it was opened with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from stakeholders.domain.journal import Listing
from stakeholders.domain.savedviews import COLUMN, COLUMNS, Shown, address_of, columns_of, parts_of
from stakeholders.models import SavedView, User

LISTS: Mapping[Listing, str] = {
    Listing.CUSTOMERS: "stakeholders:customers",
    Listing.DEALS: "quotes:deals",
    Listing.QUOTES: "quotes:quotes",
}


@dataclass(frozen=True, kw_only=True)
class NamedView:
    """One view: its list opened as it was kept, and whether that is what is seen now."""

    pk: int
    name: str
    url: str
    is_now: bool


@dataclass(frozen=True, kw_only=True)
class Views:
    """What stands above a list. `filters` are what the choice of columns carries along."""

    listing: Listing
    address: str
    kept: tuple[NamedView, ...]
    columns: tuple[tuple[Shown, bool], ...]
    shown: frozenset[Shown]
    filters: tuple[tuple[str, str], ...]

    @property
    def width(self) -> int:
        """How many cells a row has, with the one that leads it."""
        return len(self.shown) + 1


@dataclass(frozen=True, kw_only=True)
class ListOfViews:
    listing: Listing
    url: str
    kept: tuple[NamedView, ...]


def columns_in(listing: Listing, asked: QueryDict) -> frozenset[Shown]:
    return columns_of(listing, asked.getlist(COLUMN))


def list_views(user: User, listing: Listing, asked: QueryDict) -> Views:
    """One statement."""
    told: dict[str, Any] = dict(asked.lists())
    shown, address = columns_of(listing, told.get(COLUMN, ())), address_of(listing, told)
    rows = SavedView.objects.filter(saved_by=user, listing=listing).order_by("name")
    return Views(
        listing=listing,
        address=address,
        kept=tuple(_kept(row, address) for row in rows),
        columns=tuple((column, column in shown) for column in COLUMNS[listing]),
        shown=shown,
        filters=tuple((name, value) for name, value in parts_of(listing, told) if name != COLUMN),
    )


def saved_views(user: User) -> tuple[ListOfViews, ...]:
    """Every view a person keeps, by list."""
    rows = tuple(SavedView.objects.filter(saved_by=user).order_by("name"))
    return tuple(
        ListOfViews(
            listing=listing, url=reverse(name), kept=tuple(_kept(row, None) for row in rows if row.listing == listing)
        )
        for listing, name in LISTS.items()
    )


def _kept(row: SavedView, now: str | None) -> NamedView:
    return NamedView(pk=row.pk, name=row.name, url=opened(row), is_now=row.address == now)


def opened(view: SavedView) -> str:
    """The address of the list as this view keeps it."""
    listed = reverse(LISTS[Listing(view.listing)])
    return f"{listed}?{view.address}" if view.address else listed
