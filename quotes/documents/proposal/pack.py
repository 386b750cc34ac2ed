"""What a customer's champion takes along: comparison, three years of cost, payments, and the decision's calendar.

Only what their side may read is collected: of others' offers the ones in writing that whoever ordered this chose, under
letters instead of names, without source or teller, and without anything that somebody here weighed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from dealdesk.kernel.percent import Percent
from quotes.domain.concessions import A_YEAR
from quotes.domain.invoicing import Invoice
from quotes.domain.lifecycle import mark
from quotes.domain.outlay import ContractYear, Payment, payments, together, years
from quotes.domain.papers import Composition
from quotes.domain.pricing.engine import PricedLine, PricedOffer
from quotes.domain.pricing.terms import PaymentTerms, Role, ServiceTerms, SupportHours
from quotes.domain.rivals.content import items
from quotes.models import QuoteLine, QuoteVersion, RivalOffer
from quotes.models.invoicing import invoicing_of
from quotes.queries.rivals.whole import Whole
from quotes.queries.rivals.words import asked
from stakeholders.queries.plans import DecisionCalendar, decision_calendar

# An allow-list, as for the version itself.
FIRST = (
    "number branch sent_at gross_total payment_plan prepay_percent credit_days sla_availability urgent_minutes "
    "support_hours term_months free_months"
)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One offer of others beside ours. Amounts with tax, for our months of service, None where it does not say enough.

    `alike` is what our whole scope comes to at theirs: their price, what it leaves out, and what it has less of, both
    at our prices. `open` is what has to be asked first.
    """

    name: str
    told: Decimal
    tax_included: bool | None
    term_months: int | None
    priced: Decimal | None
    missing: Decimal | None
    left_out: tuple[str, ...]
    fewer: Decimal | None
    alike: Decimal | None
    service: ServiceTerms
    payment: PaymentTerms | None
    open: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class First:
    """What of the same quote went out first, with tax: what this offer came from, and whether it was for the same items
    in the same quantities."""

    called: str
    sent_on: date
    gross: Decimal
    payment: PaymentTerms
    service: ServiceTerms
    term_months: int
    free_months: int
    is_same_scope: bool


@dataclass(frozen=True, kw_only=True)
class Pack:
    """`invoice` is the one that we issue, None where nobody said; `first` None where nothing went out before."""

    offers: tuple[Compared, ...]
    years: tuple[ContractYear, ...]
    renewal: Decimal | None
    starts_on: date | None
    payments: tuple[Payment, ...]
    calendar: DecisionCalendar
    invoice: Invoice | None = None
    first: First | None = None

    @property
    def known(self) -> tuple[ContractYear, ...]:
        """The years that have a cost, offered or assumed: nobody reads a row that says nothing."""
        return tuple(year for year in self.years if year.amount is not None)

    @property
    def cheaper(self) -> Decimal | None:
        """By how many points a renewal is assumed to be below the year before; None where it is not."""
        return -self.renewal if self.renewal is not None and self.renewal < 0 else None

    @property
    def together(self) -> Decimal | None:
        return together(self.years)

    @property
    def months(self) -> int:
        """What the years come to, whole or not."""
        return sum(year.months for year in self.years)

    @property
    def whole_years(self) -> int | None:
        """None where the last one is broken."""
        return None if self.months % A_YEAR else self.months // A_YEAR


def pack_of(
    version: QuoteVersion, offer: PricedOffer, composition: Composition, today: date, others: Iterable[Whole] = ()
) -> Pack:
    """Six statements, seven where an offer went out before; `others` are the offers that were chosen."""
    deal, terms, places = version.quote.deal, offer.terms, offer.terms.rounding.places
    renewal = None if composition.renewal is None else Percent(composition.renewal)
    return Pack(
        offers=tuple(map(_beside, others)),
        years=years(offer.gross, terms.term_months, renewal, free_months=terms.free_months, places=places),
        renewal=composition.renewal,
        starts_on=composition.starts_on,
        payments=payments(offer.gross, terms.payment, terms.term_months, composition.starts_on, places),
        calendar=decision_calendar(deal, today),
        invoice=invoicing_of(deal.pk).invoice,
        first=_first(version, offer),
    )


def _first(version: QuoteVersion, offer: PricedOffer) -> First | None:
    """Columns that the customer was sent; in the same currency, for otherwise nothing can be set against it."""
    sent = QuoteVersion.objects.filter(quote=version.quote_id, currency=version.currency, sent_at__isnull=False)
    row = sent.filter(number__lt=version.number).only(*FIRST.split()).order_by("number", "pk").first()
    if row is None:
        return None
    return First(
        called=mark(row.number, row.branch),
        sent_on=timezone.localdate(row.sent_at),
        gross=row.gross_total,
        payment=row.payment(),
        service=_service(row),
        term_months=row.term_months,
        free_months=row.free_months,
        is_same_scope=_scope_of(row) == Counter({item: _bought(lines) for item, lines in items(offer).items()}),
    )


def _scope_of(row: QuoteVersion) -> Counter[str]:
    """What it is for, by item, options apart."""
    told: Counter[str] = Counter()
    for code, description, quantity in QuoteLine.objects.filter(version=row, role=Role.INCLUDED).values_list(
        "product_code", "description", "quantity"
    ):
        told[code or description] += quantity
    return told


def _bought(lines: Iterable[PricedLine]) -> Decimal:
    return sum((line.terms.quantity for line in lines), Decimal(0))


def _beside(whole: Whole) -> Compared:
    row = whole.row
    return Compared(
        name=whole.name,
        told=whole.told,
        tax_included=row.tax_included,
        term_months=row.term_months,
        priced=whole.priced,
        missing=whole.missing,
        left_out=whole.left_out,
        fewer=whole.fewer,
        alike=whole.alike,
        service=_service(row),
        payment=row.payment,
        open=tuple(dict.fromkeys(map(asked, whole.unknown))),
    )


def _service(row: QuoteVersion | RivalOffer) -> ServiceTerms:
    return ServiceTerms(
        sla_availability=row.sla_availability,
        urgent_minutes=row.urgent_minutes,
        support_hours=SupportHours(row.support_hours) if row.support_hours else None,
    )
