"""A draft's lines: changed, added, pasted and removed, each time with the totals that follow."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes.basis import into_other_basis
from quotes.actions.quotes.currency import into_currency
from quotes.actions.quotes.edits import save_lines, stored
from quotes.actions.quotes.stored import editable
from quotes.domain.pricing.charges import PerUnit, from_json, listed, to_json
from quotes.domain.pricing.terms import RoundingPolicy
from quotes.models import QuoteLine, QuoteVersion
from stakeholders.models import User

# What a person may change: a product's price is the price book's, a free line's is whatever was agreed.
# fmt: off
OF_ANY_LINE = frozenset({
    "quantity", "discount", "discounts", "markup", "group", "description", "role", "columns", "other_taxes", "charge",
})
# fmt: on
OF_A_FREE_LINE = OF_ANY_LINE | {"unit", "list_price", "vat_rate"}
NOT_YOURS = "The price of %(code)s is the price book's."

type Changes = Mapping[int, Mapping[str, Any]]


@transaction.atomic
def change_lines(
    *, version: QuoteVersion, edition: int, changes: Changes, by: User, at: datetime, gone: Collection[int] = ()
) -> QuoteVersion:
    """`changes` maps a line's id to its new values; lines that are `gone` are removed, and at least one stays."""
    lines = editable(version, edition)
    before = stored(lines)
    kept = [line for line in lines if line.pk not in gone]
    _change(kept, changes)
    return save_lines(version, kept, before, act="change_lines", by=by, at=at)


@transaction.atomic
def add_lines(
    *, version: QuoteVersion, edition: int, lines: Sequence[QuoteLine], by: User, at: datetime, after: int | None = None
) -> QuoteVersion:
    """New, unsaved lines, each to the end of its group; a product's in the basis of the price book it comes from.

    With the id of a line to stand `after`, all of them stand below it, in its group.
    """
    kept = editable(version, edition)
    if not lines:
        raise Refusal("There is nothing to add.", field="lines")
    before = stored(kept)
    _prepare(version, lines)
    return save_lines(version, _inserted(kept, lines, after), before, act="add_lines", by=by, at=at)


@transaction.atomic
def paste_lines(
    *, version: QuoteVersion, edition: int, changes: Changes, lines: Sequence[QuoteLine], by: User, at: datetime
) -> QuoteVersion:
    """A block from a spreadsheet in one change: cells of lines that are there, and new lines for what hangs over."""
    kept = editable(version, edition)
    if not changes and not lines:
        raise Refusal("There is nothing to paste here.", field="lines")
    before = stored(kept)
    _change(kept, changes)
    _prepare(version, lines)
    return save_lines(version, [*kept, *lines], before, act="paste_lines", by=by, at=at)


def _change(lines: Sequence[QuoteLine], changes: Changes) -> None:
    for line in lines:
        allowed = OF_ANY_LINE if line.product_id else OF_A_FREE_LINE
        for name, value in changes.get(line.pk, {}).items():
            if name not in allowed:
                raise Refusal(NOT_YOURS, code=line.product_code, field=name)
            if name == "charge":
                _charge(line, value)
            else:
                setattr(line, name, value)


def _charge(line: QuoteLine, content: Mapping[str, Any] | None) -> None:
    """The price model that JSON describes. A product's may be a part of a period, or a price agreed with this customer:
    what the price book says stays below it, and comes back when the agreement goes."""
    charge = None if content is None else from_json(content)
    below = listed(line.terms().charge, line.list_price)
    each = below.unit if isinstance(below, PerUnit) else line.list_price
    if line.product_id is not None:
        if listed(charge, each) != below:
            raise Refusal(NOT_YOURS, code=line.product_code, field="charge")
        line.list_price = each
    line.charge = None if charge is None or isinstance(charge, PerUnit) else to_json(charge)
    if isinstance(charge, PerUnit):
        line.list_price = charge.unit


def _prepare(version: QuoteVersion, lines: Sequence[QuoteLine]) -> None:
    for line in lines:
        line.version = version
        _into_basis(line)


def _inserted(kept: Sequence[QuoteLine], lines: Sequence[QuoteLine], after: int | None) -> list[QuoteLine]:
    anchor = next((i for i, line in enumerate(kept) if line.pk == after), None)
    if anchor is None:
        return [*kept, *lines]
    for line in lines:
        line.group = kept[anchor].group
    return [*kept[: anchor + 1], *lines, *kept[anchor + 1 :]]


def _into_basis(line: QuoteLine) -> None:
    version, book = line.version, line.version.price_book
    if line.product_id is None:
        return
    into_currency(line, version.exchange())
    if version.tax_included != book.tax_included:
        into_other_basis(line, line.vat_rate, book.tax_included, RoundingPolicy())
