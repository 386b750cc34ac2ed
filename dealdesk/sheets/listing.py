"""A list of the screen as a sheet, with a last word where it was too long to be whole."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext

from dealdesk.kernel.formats import quantity
from dealdesk.sheets.cells import Cell, Column, Sheet

# What a person can still read, and a request can still make.
MOST = 5_000


def listing(
    name: str | Promise, columns: Sequence[Column], rows: Iterable[Sequence[Cell | Promise]], *, whole: bool
) -> Sheet:
    """The rows as they stand on the screen; where they are not all of them, the last row says so and what to do."""
    told = list(rows)
    if not whole:
        words = gettext("Only the first %(n)s rows are here: narrow the list by its filters, and export it again.")
        told.append([words % {"n": quantity(Decimal(MOST))}, *[None] * (len(columns) - 1)])
    return Sheet(name, columns, told)
