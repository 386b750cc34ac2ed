"""How each price of a book is counted, in words; and what a month's usage comes to under each of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.formats import quantity
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.refusals import sentence
from quotes.domain.lifecycle import VersionState
from quotes.domain.metering.meter import Meter
from quotes.domain.metering.priced import Metered, uncovered
from quotes.domain.metering.term import is_by_the_year, over_term, times_in
from quotes.domain.metering.usage import Usage
from quotes.domain.metering.words import Phrase, in_full, in_short, tier_words
from quotes.domain.pricing.charges import RatioPackage
from quotes.domain.pricing.terms import Exchange
from quotes.models import PriceBookVersion, PriceItem, QuoteLine, QuoteVersion


@dataclass(frozen=True, kw_only=True)
class TierRow:
    name: str
    reach: str
    weight: Decimal | None


@dataclass(frozen=True, kw_only=True)
class MeterNote:
    """One way of counting, and the products whose prices use it."""

    products: tuple[str, ...]
    counts: str
    rules: tuple[str, ...]
    tiers: tuple[TierRow, ...]
    since: str
    source: str

    @property
    def is_weighted(self) -> bool:
        return any(tier.weight is not None for tier in self.tiers)


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one tier comes to in the meter's unit: as it was used, and as it is billed."""

    tier: str
    used: Decimal
    billed: Decimal


@dataclass(frozen=True, kw_only=True)
class Billed:
    """One price item under this usage; `problem` says why it cannot be counted, and `line` is its line in the offer.

    `quantity` is what the line would say: that of a `month`, so many `times` (months, or years where `yearly`).
    """

    item: int
    code: str
    name: str
    unit: str
    counts: str
    meter_unit: str
    parts: tuple[Part, ...]
    month: Decimal
    times: int
    yearly: bool
    quantity: Decimal
    amount: Decimal
    problem: str
    line: int | None
    on_line: Decimal | None


@dataclass(frozen=True, kw_only=True)
class MeterScreen:
    """The price whose meter is typed; a meter of another product in the same version can be looked at beside it."""

    version: int
    number: int
    book: str
    is_draft: bool
    code: str
    name: str
    unit: str
    is_metered: bool
    notes: tuple[MeterNote, ...]


@dataclass(frozen=True, kw_only=True)
class UsageScreen:
    version: int
    number: int
    edition: int
    price_book: str
    currency: str
    tax_included: bool
    is_draft: bool
    notes: tuple[MeterNote, ...]


@dataclass(frozen=True, kw_only=True)
class BilledMonth:
    """`without_price` names the tiers that were used and that no price of the book is for."""

    rows: tuple[Billed, ...] = ()
    without_price: str = ""


def say(phrase: Phrase) -> str:
    """The phrase in the active language."""
    return gettext(phrase.message) % {name: _said(value) for name, value in phrase.params.items()}


def _said(value: str | Phrase | tuple[Phrase, ...]) -> str:
    if isinstance(value, tuple):
        return gettext("; ").join(say(part) for part in value)
    return say(value) if isinstance(value, Phrase) else value


def short_words(metered: Metered | None) -> str:
    """One line below a price: what is counted, in which tier, rounded where."""
    return gettext("; ").join(say(part) for part in in_short(metered)) if metered else ""


def full_words(metered: Metered) -> str:
    """All that is said of a price's meter, so that two that differ read differently."""
    meter = metered.meter
    tiers = (f"{row.name} {say(row.reach)} {quantity(row.weight)}" for row in tier_words(meter))
    rules = (say(rule) for rule in in_full(meter))
    unit = f"{quantity(metered.per)} {gettext(meter.unit.label)}"
    return "; ".join([short_words(metered), unit, *rules, *tiers, f"{meter.since.isoformat()} {meter.source}"])


def meter_notes(items: Iterable[PriceItem]) -> tuple[MeterNote, ...]:
    """One note for each meter that is used, in the order of the items."""
    found: dict[Meter, list[str]] = {}
    for item in items:
        if metered := item.metered:
            found.setdefault(metered.meter, []).append(item.product.name)
    return tuple(_note(meter, products) for meter, products in found.items())


def _note(meter: Meter, products: Sequence[str]) -> MeterNote:
    return MeterNote(
        products=tuple(products),
        counts=gettext(meter.counts.label),
        rules=tuple(say(rule) for rule in in_full(meter)),
        tiers=tuple(TierRow(name=row.name, reach=say(row.reach), weight=row.weight) for row in tier_words(meter)),
        since=meter.since.isoformat(),
        source=meter.source,
    )


def meter_screen(item: PriceItem) -> MeterScreen:
    version = item.version
    return MeterScreen(
        version=version.pk,
        number=version.number,
        book=version.book.name,
        is_draft=version.is_draft,
        code=item.product.code,
        name=item.product.name,
        unit=item.product.unit,
        is_metered=item.meter is not None,
        notes=meter_notes(metered_items(version)),
    )


def usage_screen(version: QuoteVersion) -> UsageScreen:
    """Amounts are in the offer's currency at its own rate; without one they stay in that of the price book."""
    book, exchange = version.price_book, version.exchange()
    return UsageScreen(
        version=version.pk,
        number=version.number,
        edition=version.edition,
        price_book=f"{book.book.name} V{book.number}",
        currency=exchange.target_currency if exchange else book.book.currency,
        tax_included=book.tax_included,
        is_draft=version.state == VersionState.DRAFT,
        notes=meter_notes(metered_items(book)),
    )


def metered_items(book: PriceBookVersion) -> list[PriceItem]:
    """The prices of a version that count something, as they stand in it."""
    items = book.items.filter(meter__isnull=False).select_related("product")
    return list(items.order_by("product__family", "product__code"))


def usual_times(version: QuoteVersion) -> dict[int, int]:
    """By price item, how often a month's quantity stands on its line if nobody says otherwise."""
    return {item.pk: times_in(version.term_months, item.product.unit) for item in metered_items(version.price_book)}


def billed_month(
    version: QuoteVersion, usage: Callable[[int], Usage], times: Mapping[int, int] | None = None
) -> BilledMonth:
    """The same month under every meter of the price book; two statements. `usage` is told a month's hours.

    `times` says by price item how often the month is on its line; once where it is silent.
    """
    lines: dict[int | None, QuoteLine] = {}
    for line in version.lines.all().order_by("position"):
        lines.setdefault(line.product_id, line)
    items = [(item, metered) for item in metered_items(version.price_book) if (metered := item.metered)]
    return BilledMonth(
        rows=tuple(
            _billed(
                item,
                metered,
                usage(metered.meter.hours_in_month),
                (times or {}).get(item.pk, 1),
                lines.get(item.product_id),
                version.exchange(),
            )
            for item, metered in items
        ),
        without_price=_without_price([metered for _, metered in items], usage(0)),
    )


def _without_price(prices: Sequence[Metered], usage: Usage) -> str:
    try:
        return "、".join(uncovered(prices, usage))
    except Refusal:
        # The rows say that they cannot be counted, and why.
        return ""


def _billed(
    item: PriceItem, metered: Metered, usage: Usage, times: int, line: QuoteLine | None, exchange: Exchange | None
) -> Billed:
    month, problem = Decimal(0), ""
    parts: tuple[Part, ...] = ()
    try:
        model = item.price_model
        month = metered.quantity(usage, model if isinstance(model, RatioPackage) else None)
        parts = tuple(Part(tier=one.bucket, used=one.exact, billed=one.quantity) for one in metered.parts(usage))
    except Refusal as refusal:
        problem = sentence(refusal)
    whole = over_term(month, times)
    amount = item.cost_of(whole)
    return Billed(
        item=item.pk,
        code=item.product.code,
        name=item.product.name,
        unit=item.product.unit,
        counts=short_words(metered),
        meter_unit=gettext(metered.meter.unit.label),
        parts=parts,
        month=month,
        times=times,
        yearly=is_by_the_year(item.product.unit),
        quantity=whole,
        amount=exchange.convert(amount) if exchange else amount,
        problem=problem,
        line=line.pk if line else None,
        on_line=line.quantity if line else None,
    )
