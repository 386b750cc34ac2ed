"""What can be offered for a deal: prices of its price book that bill use, and tariffs typed for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.currencies import Exchange
from quotes.domain.billing.basis import in_other_basis, repriced
from quotes.domain.billing.listed import form_of, listed
from quotes.domain.billing.tariffs import Tariff
from quotes.domain.metering.usage import Role
from quotes.domain.pricing.charges import RatioPackage
from quotes.models import BillingTariff, PriceBookVersion, PriceItem, QuoteVersion
from quotes.queries.metering import metered_items
from stakeholders.models import Deal


@dataclass(frozen=True, kw_only=True)
class Basis:
    """In which money everything is said: that of the offer, or of the price book where there is no offer yet."""

    currency: str
    tax_included: bool
    book: PriceBookVersion
    exchange: Exchange | None


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A tariff in the basis of the comparison, by a key that names where it comes from."""

    key: str
    tariff: Tariff
    item: PriceItem | None = None
    typed: int | None = None


def basis_of(version: QuoteVersion | None, book: PriceBookVersion) -> Basis:
    if version is None:
        return Basis(currency=book.book.currency, tax_included=book.tax_included, book=book, exchange=None)
    return Basis(
        currency=version.currency,
        tax_included=version.tax_included,
        book=version.price_book,
        exchange=version.exchange(),
    )


def candidates(deal: Deal, basis: Basis, items: Iterable[PriceItem]) -> tuple[Candidate, ...]:
    """These prices of the book, then what was typed for the deal in the currency of the offer; one statement."""
    return (*_listed(basis, items), *_typed(BillingTariff.objects.standing().filter(deal=deal), basis))


def priced_items(book: PriceBookVersion) -> list[PriceItem]:
    """The prices of a book that a customer's use can be billed by: recorders are not his, and a count of minutes
    alone does not say how packages weigh them."""
    return [
        item
        for item in metered_items(book)
        if form_of(item.metered, item.product.unit) is not None
        and not _of_recorders(item)
        and not isinstance(item.price_model, RatioPackage)
    ]


def _of_recorders(item: PriceItem) -> bool:
    metered = item.metered
    return metered is not None and set(metered.meter.roles) == {Role.RECORDER}


def usual_vat(items: Sequence[PriceItem]) -> Decimal:
    """The rate most prices of the book have, as a start for a typed one."""
    rates = [item.vat_rate for item in items]
    return max(rates, key=rates.count, default=Decimal(0))


def _listed(basis: Basis, items: Iterable[PriceItem]) -> Iterable[Candidate]:
    book = basis.book
    for item in items:
        source = gettext("%(book)s V%(number)s, %(code)s") % {
            "book": book.book.name,
            "number": book.number,
            "code": item.product.code,
        }
        tariff = listed(item.priced(), source=source, since=book.valid_from)
        if basis.exchange:
            tariff = repriced(tariff, basis.exchange.rate)
        yield Candidate(key=f"item-{item.pk}", item=item, tariff=_in(tariff, book.tax_included, basis))


def _typed(rows: Iterable[BillingTariff], basis: Basis) -> Iterable[Candidate]:
    for row in rows:
        if row.currency == basis.currency:
            tariff = _in(row.tariff(), row.tax_included, basis)
            yield Candidate(key=f"tariff-{row.pk}", typed=row.pk, tariff=tariff)


def _in(tariff: Tariff, tax_included: bool, basis: Basis) -> Tariff:
    return tariff if tax_included == basis.tax_included else in_other_basis(tariff, tax_included=tax_included)
