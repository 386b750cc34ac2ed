"""All that a deal holds of its value on one day, as the domain reckons with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext

from dealdesk.kernel.formats import quantity
from quotes.domain.claims import Unproved
from quotes.domain.pricing.lengths import Total
from quotes.domain.value.drivers import Alternative, Basis, Driver, Value
from quotes.models import QuoteVersion, ValueBasis, ValueDriver
from stakeholders.models import Contact, Deal
from stakeholders.queries.privacy import Fact


@dataclass(frozen=True, kw_only=True)
class Known:
    """The drivers that stand with their values in the same order, and what the price is held against; `price` is what
    an offer comes to, for its months of service."""

    rows: tuple[ValueDriver, ...]
    value: Value
    basis: ValueBasis | None
    price: Total | None

    @cached_property
    def against(self) -> Basis:
        if self.basis is None:
            return Basis(alternative=Alternative.RIVAL)
        return self.basis.value(self.value.months)

    @property
    def pairs(self) -> Iterable[tuple[ValueDriver, Driver]]:
        return zip(self.rows, self.value.drivers, strict=True)


# Without an offer a year is looked at.
A_YEAR = 12


def value_of(deal: Deal, today: date, version: QuoteVersion | None) -> Known:
    """Five statements: the drivers with claims, figures and people, and the basis. An offer in another currency than
    the deal's is held against nothing."""
    rows = tuple(ValueDriver.objects.standing().whole().filter(deal=deal))
    price = version.whole if version and version.currency == deal.currency and version.gross_total else None
    months = version.whole.months if version else A_YEAR
    return Known(
        rows=rows,
        value=Value(drivers=tuple(row.value(today) for row in rows), months=months),
        basis=ValueBasis.objects.filter(deal=deal).first(),
        price=price,
    )


def acknowledged_in(deal: Deal, today: date, months: int) -> Total | None:
    """What a customer acknowledged and is proved, over so many months; None where nothing counts. One statement where
    nothing is in their money, four where something is."""
    rows = ValueDriver.objects.standing().whole().filter(deal=deal)
    headline = Value(drivers=tuple(row.value(today) for row in rows), months=months).headline
    return Total(headline, months) if headline else None


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A claim of a deal that no document may tell today, and all that keeps it out."""

    driver: ValueDriver
    why: tuple[Unproved, ...]


@dataclass(frozen=True, kw_only=True)
class Claims:
    admitted: tuple[ValueDriver, ...]
    left_out: tuple[LeftOut, ...]


def claims_for_document(deal: Deal, day: date) -> Claims:
    """The one gate on the way to paper: proved, in force on the day, and not retired. Four statements."""
    return sorted_out(ValueDriver.objects.standing().whole().filter(deal=deal, claim__isnull=False), day)


def editions_told(version: QuoteVersion, day: date) -> list[int]:
    """The editions that a document of that day tells, by key: kept with it, and asked again before it leaves."""
    admitted = claims_for_document(version.quote.deal, day).admitted
    return sorted({row.claim.pk for row in admitted if row.claim})


def sorted_out(rows: Iterable[ValueDriver], day: date) -> Claims:
    """Of drivers that were read whole; costs are no claims."""
    told = [(row, row.claim.unproved(day)) for row in rows if row.claim]
    return Claims(
        admitted=tuple(row for row, why in told if not why),
        left_out=tuple(LeftOut(driver=row, why=why) for row, why in told if why),
    )


def figures_told_by(contact: Contact) -> Iterator[Fact]:
    """For whoever takes out all that is held about a person."""
    for told in contact.value_inputs.select_related("driver__deal").order_by("pk"):
        yield Fact(
            kind=gettext("Value"),
            where=str(told.driver.deal.number),
            when=timezone.localdate(told.driver.noted_at),
            what=told.get_key_display(),
            value=f"{quantity(told.amount)} {told.source}",
        )
