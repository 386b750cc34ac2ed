"""A new quote: its number, its first version and its lines, in as few statements as there are tables."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone

from dealdesk.kernel.currencies import Exchange
from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes.currency import into_currency, set_currency
from quotes.actions.quotes.stored import Terms, arranged, not_past, put_totals, set_terms
from quotes.actions.quotes.terms import put_into_basis
from quotes.domain.lifecycle import Form, VersionState
from quotes.models import Bundle, PriceBookVersion, Quote, QuoteLine, QuoteVersion
from stakeholders.actions.journal import record
from stakeholders.models import Deal, User


@transaction.atomic
def create_quote(
    *,
    deal: Deal,
    title: str,
    price_book: PriceBookVersion,
    lines: Sequence[QuoteLine],
    by: User,
    at: datetime,
    bundle: Bundle | None = None,
    exchange: Exchange | None = None,
    **terms: Unpack[Terms],
) -> QuoteVersion:
    """V1 of a new quote. `lines` are unsaved rows in the price book's tax basis, as is the price of a `bundle`.

    A discount on the whole is in the basis that is asked for, as the customer was told it.

    With an `exchange` both, which are in the book's currency, are said in the other one, and the rate stays as it is.
    Terms that are not given have their column's default; `payment_plan` and `valid_until` have none.
    """
    _check(deal, price_book, lines, at)
    _check_whole(terms, bundle)
    off: Terms = {"header_amount": terms.pop("header_amount", None)}
    version = _first_version(price_book, bundle, exchange, by, at, terms)
    for line in lines:
        into_currency(line, version.exchange())
    not_past(version, at)
    ordered = arranged(lines)
    wanted = terms.get("tax_included", price_book.tax_included)
    put_into_basis(version, ordered, tax_included=wanted)
    set_terms(version, off)
    put_totals(version, ordered)
    put_down(version, deal, title, ordered)
    quote, total = version.quote, str(version.gross_total)
    facts: dict[str, Any] = {"number": quote.number, "title": title, "total": total, "currency": version.currency}
    record("create_quote", on=quote, by=by, at=at, deal=deal, **facts)
    return version


def put_down(version: QuoteVersion, deal: Deal, title: str, lines: Sequence[QuoteLine]) -> None:
    """The first version of a new quote, whose totals are there already, and its lines."""
    version.quote = _quote(version, deal, title)
    version.save(force_insert=True)
    for line in lines:
        line.version = version
    QuoteLine.objects.bulk_create(lines)


def _check(deal: Deal, price_book: PriceBookVersion, lines: Sequence[QuoteLine], at: datetime) -> None:
    if not deal.is_open:
        raise Refusal("This deal is closed: reopen it before quoting.")
    if not lines:
        raise Refusal("An offer needs at least one line.", field="lines")
    today = timezone.localdate(at)
    begun = price_book.published_at is not None and price_book.valid_from <= today
    if not begun or (price_book.valid_to is not None and price_book.valid_to <= today):
        raise Refusal("This price book is not in force today: choose one that is.", field="price_book")


def _check_whole(terms: Terms, bundle: Bundle | None) -> None:
    if bundle is None and terms.get("form") != Form.BUNDLE:
        return
    for name in ("header_steps", "header_amount"):
        if terms.get(name):
            raise Refusal("A bundle has one price: take the discount off that.", field=name)


def _first_version(
    price_book: PriceBookVersion,
    bundle: Bundle | None,
    exchange: Exchange | None,
    by: User,
    at: datetime,
    terms: Terms,
) -> QuoteVersion:
    version = QuoteVersion(
        number=1,
        price_book=price_book,
        currency=price_book.book.currency,
        created_at=at,
        created_by=by,
        updated_at=at,
    )
    set_currency(version, price_book.book.currency, exchange)
    if bundle is not None:
        version.form, version.bundle_price = Form.BUNDLE, exchange.convert(bundle.price) if exchange else bundle.price
    set_terms(version, terms)
    version.tax_included = price_book.tax_included
    return version


def _quote(version: QuoteVersion, deal: Deal, title: str) -> Quote:
    values: dict[str, Any] = {"created_at": version.created_at, "created_by": version.created_by}
    return Quote.objects.create(
        deal=deal,
        customer=deal.customer,
        title=title,
        currency=version.currency,
        latest_number=version.number,
        latest_state=VersionState.DRAFT,
        latest_total=version.gross_total,
        latest_discount=version.discount,
        latest_term_months=version.term_months,
        updated_at=version.updated_at,
        **values,
    )
