"""A list of the screen as a sheet, with a last word where it was too long to be whole."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext

from dealdesk.kernel.formats import quantity
from dealdesk.sheets.cells import Cell, Column, Sheet

# What a person can still read, and a request can still make.
MOST = 5_000


def listing(
    name: str | Promise,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell | Promise]],
    *,
    shown: Collection[str],
    whole: bool,
) -> Sheet:
    """The rows with those of their columns that stand on the screen; where they are not all of the rows, the last one
    says so and what to do."""
    places = [place for place, column in enumerate(columns) if not column.word or column.word in shown]
    told = [[row[place] for place in places] for row in rows]
    if not whole:
        words = gettext("Only the first %(n)s rows are here: narrow the list by its filters, and export it again.")
        told.append([words % {"n": quantity(Decimal(MOST))}, *[None] * (len(places) - 1)])
    return Sheet(name, [columns[place] for place in places], told)
