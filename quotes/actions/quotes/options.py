"""What is in the total and what stands beside it: roles, columns and steps, for all lines of a draft at once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes.edits import save_lines, stored
from quotes.actions.quotes.stored import Terms, editable, set_terms
from quotes.domain.pricing.columns import recommending
from quotes.domain.spelling import spell_columns, spell_header
from quotes.models import QuoteLine, QuoteVersion
from stakeholders.models import User

OF_A_LINE = frozenset({"role", "columns", "discounts"})
NOWHERE = "Line %(line)s would stand in no column: choose one that stays, or remove the line."


@transaction.atomic
def arrange_options(
    *,
    version: QuoteVersion,
    edition: int,
    columns: Sequence[Mapping[str, Any]],
    recommended: str,
    lines: Mapping[int, Mapping[str, Any]],
    by: User,
    at: datetime,
) -> QuoteVersion:
    """`columns` and what `lines` says of each, by id, are spelled as they are stored; the recommended one is given no
    price, for that is the offer's own.

    A column that is gone takes its name off every line; a line that stood nowhere else is refused.
    """
    kept = editable(version, edition)
    before = stored(kept)
    old = {name: getattr(version, name) for name in CHANGED}
    named = {column["name"] for column in columns}
    for line in kept:
        _change(line, lines.get(line.pk, {}))
        line.columns = _left(line, named, old["recommended"])
    set_terms(version, _terms(columns, recommended))
    return save_lines(version, kept, before, act="arrange_options", by=by, at=at, old_terms=old)


@transaction.atomic
def recommend_column(*, version: QuoteVersion, edition: int, name: str, by: User, at: datetime) -> QuoteVersion:
    """Makes another column the offer: its lines, and its bundle price or the items with what is taken off them."""
    kept = editable(version, edition)
    before = stored(kept)
    terms = version.terms(kept)
    if name not in {column.name for column in terms.columns}:
        raise Refusal("There is no column %(name)s any more.", name=name, field="recommended")
    if terms.header is not None and recommending(terms, name).header is None:
        message = "%(name)s has one price, and the discount on the whole would be lost: take that away first."
        raise Refusal(message, name=name, field="recommended")
    old = {column: getattr(version, column) for column in CHANGED}
    after = recommending(terms, name)
    header: Mapping[str, Any] = spell_header(after.header) if after.header else {}
    changed: Terms = {
        "form": after.form,
        "bundle_price": after.bundle_price,
        "header_steps": header.get("steps", []),
        "header_amount": after.header.amount if after.header else None,
        "columns": spell_columns(after.columns),
        "recommended": name,
    }
    set_terms(version, changed)
    return save_lines(version, kept, before, act="recommend_column", by=by, at=at, old_terms=old, column=name)


CHANGED = ("form", "bundle_price", "header_steps", "header_amount", "columns", "recommended")


def _terms(columns: Sequence[Mapping[str, Any]], recommended: str) -> Terms:
    own = next((one["bundle_price"] for one in columns if one["name"] == recommended), None)
    if own is not None:
        raise Refusal("The recommended column's price is the offer's own.", field="columns")
    return {"columns": [dict(column) for column in columns], "recommended": recommended}


def _left(line: QuoteLine, named: Collection[str], recommended: str) -> list[str]:
    """A line without a column stands in all of them; without any columns it may if it was in the offer before."""
    left = [name for name in line.columns if name in named]
    if line.columns and not left and (named or recommended not in line.columns):
        raise Refusal(NOWHERE, line=line.position, field="columns")
    return left


def _change(line: QuoteLine, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in OF_A_LINE:
            raise TypeError(f"not of a line's place in the offer: {name}")
        setattr(line, name, value)
