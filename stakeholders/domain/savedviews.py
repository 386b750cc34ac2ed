"""A list as somebody wants to see it again: its filters, its order and its columns, all of which an address says."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from dealdesk.kernel.words import Word
from stakeholders.domain.journal import Listing

# More would be a list of lists.
MOST_VIEWS = 20

COLUMN = "col"


class Shown(Word):
    """What a list can do without. The name that leads a row, and by which it is opened, always stands."""

    NUMBER = "number"
    VERSION = "version"
    STATE = "state"
    STAGE = "stage"
    INDUSTRY = "industry"
    SIZE = "size"
    CITY = "city"
    TOTAL = "total", "Total with tax"
    DISCOUNT = "discount"
    VALID_UNTIL = "until", "Valid until"
    FREEZE = "freeze", "Budget freeze"
    WORKDAYS = "workdays"
    OPEN_DEALS = "open", "Open deals"
    NEXT_STEP = "next", "Next step"
    OWNER = "owner"
    CHANGED = "changed", "Last change"


COLUMNS: Mapping[Listing, tuple[Shown, ...]] = {
    Listing.CUSTOMERS: (
        Shown.INDUSTRY,
        Shown.SIZE,
        Shown.CITY,
        Shown.FREEZE,
        Shown.OPEN_DEALS,
        Shown.OWNER,
        Shown.CHANGED,
    ),
    Listing.DEALS: (
        Shown.STAGE,
        Shown.TOTAL,
        Shown.DISCOUNT,
        Shown.FREEZE,
        Shown.WORKDAYS,
        Shown.NEXT_STEP,
        Shown.OWNER,
        Shown.CHANGED,
    ),
    Listing.QUOTES: (
        Shown.NUMBER,
        Shown.VERSION,
        Shown.STATE,
        Shown.TOTAL,
        Shown.DISCOUNT,
        Shown.VALID_UNTIL,
        Shown.OWNER,
        Shown.CHANGED,
    ),
}

FILTERS: Mapping[Listing, tuple[str, ...]] = {
    Listing.CUSTOMERS: ("q", "industry", "size", "mine", "sort"),
    Listing.DEALS: ("q", "stage", "closed", "mine", "team", "sort"),
    Listing.QUOTES: ("q", "state", "mine", "soon", "sort"),
}


def columns_of(listing: Listing, asked: Sequence[str]) -> frozenset[Shown]:
    """The columns an address asks for; all of them where it names none that the list has."""
    known = frozenset(column for column in COLUMNS[listing] if column in asked)
    return known or frozenset(COLUMNS[listing])


def parts_of(listing: Listing, asked: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """What an address asks this list for, always in one order: the place in a long list and strange words are left
    out, and so are columns where they are all there."""
    filters = [(name, asked[name][-1].strip()) for name in FILTERS[listing] if asked.get(name)]
    shown = columns_of(listing, asked.get(COLUMN, ()))
    columns = [(COLUMN, str(column)) for column in COLUMNS[listing] if column in shown]
    return [(name, value) for name, value in filters if value] + (columns if len(shown) < len(COLUMNS[listing]) else [])


def address_of(listing: Listing, asked: Mapping[str, Sequence[str]]) -> str:
    """The same as the part of an address behind its question mark; two that show the same are equal."""
    return urlencode(parts_of(listing, asked))
