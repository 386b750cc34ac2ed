"""A draft's lines: changed, added, pasted and removed, each time with the totals that follow."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes.stored import arranged, editable, put_totals, save_draft
from quotes.domain.pricing.basis import in_other_basis
from quotes.domain.pricing.terms import RoundingPolicy
from quotes.models import QuoteLine, QuoteVersion
from stakeholders.actions.journal import record
from stakeholders.models import User

# What a person may change: a product's price is the price book's, a free line's is whatever was agreed.
OF_ANY_LINE = frozenset({"quantity", "discount", "group", "description"})
OF_A_FREE_LINE = OF_ANY_LINE | {"unit", "list_price", "vat_rate"}


@transaction.atomic
def change_lines(
    *,
    version: QuoteVersion,
    edition: int,
    changes: Mapping[int, Mapping[str, Any]],
    by: User,
    at: datetime,
    gone: Collection[int] = (),
) -> QuoteVersion:
    """`changes` maps a line's id to its new values; lines that are `gone` are removed, and at least one stays."""
    kept = [line for line in editable(version, edition) if line.pk not in gone]
    before = [line.stored() for line in kept]
    for line in kept:
        _change(line, changes.get(line.pk, {}))
    _save(version, kept, before, act="change_lines", gone=gone, by=by, at=at)
    if gone:
        version.refresh_from_db(fields=["lines"])
    return version


@transaction.atomic
def add_lines(
    *, version: QuoteVersion, edition: int, lines: Sequence[QuoteLine], by: User, at: datetime
) -> QuoteVersion:
    """New, unsaved lines, each to the end of its group; a product's in the basis of the price book it comes from."""
    kept = editable(version, edition)
    if not lines:
        raise Refusal("There is nothing to add.", field="lines")
    before = [line.stored() for line in kept]
    for line in lines:
        line.version = version
        _into_basis(line)
    _save(version, [*kept, *lines], before, act="add_lines", by=by, at=at)
    version.refresh_from_db(fields=["lines"])
    return version


def write_lines(lines: Sequence[QuoteLine], before: Sequence[Mapping[str, Any]]) -> None:
    """Inserts what is new, and updates what differs from what `before` says was stored."""
    kept = [line for line in lines if line.pk]
    was = {values["id"]: values for values in before}
    changed = {line: [name for name, value in line.stored().items() if was[line.pk][name] != value] for line in kept}
    fields = sorted({name for names in changed.values() for name in names})
    if fields:
        QuoteLine.objects.bulk_update([line for line, names in changed.items() if names], fields)
    QuoteLine.objects.bulk_create([line for line in lines if not line.pk])


def _into_basis(line: QuoteLine) -> None:
    version, book = line.version, line.version.price_book
    if line.product_id is None or version.tax_included == book.tax_included:
        return
    for name in ("list_price", "floor_price"):
        if (value := getattr(line, name)) is not None:
            setattr(line, name, in_other_basis(value, line.vat_rate, book.tax_included, RoundingPolicy()))


def _change(line: QuoteLine, values: Mapping[str, Any]) -> None:
    allowed = OF_ANY_LINE if line.product_id else OF_A_FREE_LINE
    for name, value in values.items():
        if name not in allowed:
            raise Refusal("The price of %(code)s is the price book's.", code=line.product_code, field=name)
        setattr(line, name, value)


def _save(
    version: QuoteVersion,
    lines: Sequence[QuoteLine],
    before: Sequence[Mapping[str, Any]],
    *,
    act: str,
    by: User,
    at: datetime,
    gone: Collection[int] = (),
) -> QuoteVersion:
    ordered = arranged(lines)
    put_totals(version, ordered)
    save_draft(version, at)
    if gone:
        QuoteLine.objects.filter(version=version, pk__in=gone).delete()
    write_lines(ordered, before)
    record(
        act,
        on=version,
        by=by,
        at=at,
        deal=version.quote.deal,
        number=version.quote.number,
        version=version.number,
        lines=len(ordered),
        total=str(version.gross_total),
        currency=version.currency,
    )
    return version
