"""The packages of weighted units that an offer sells: when they are used up or lapse, and the price of what is over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.formats import money, quantity
from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.periods import add_months, term
from dealdesk.kernel.refusals import Refusal
from dealdesk.web.charts import EMPTY, Picture, Stack, either, narrow_stacks, stacks
from dealdesk.web.refusals import sentence
from quotes.domain.costs.floor import Term
from quotes.domain.metering.priced import Metered
from quotes.domain.pricing.charges import Contracted, Pack, Ratio, RatioPackage
from quotes.domain.pricing.charges.checks import PRICE
from quotes.domain.pricing.terms import Exchange, Role
from quotes.domain.usage.demand import Load
from quotes.domain.usage.drawdown import Draw, Drawdown, draw_down, draws
from quotes.models import PriceItem, QuoteLine, QuoteVersion, VersionUsage
from quotes.queries.metering import metered_items, short_words
from quotes.queries.usage.words import heads

# A scenario without a calendar begins on any first day: the months are all that is counted then.
ANY_DAY = date(2001, 1, 1)


@dataclass(frozen=True, kw_only=True)
class PackLine:
    """A line of the offer, and how many packages it buys; `months` is None where nothing says how long they hold."""

    line: int
    name: str
    code: str
    packs: Decimal
    size: Decimal
    unit: str
    months: int | None


@dataclass(frozen=True, kw_only=True)
class TierRow:
    """What of one tier is over, in the meter's unit and as its own price counts it; None where the book has no price.

    `weight` is None for a tier that the packages do not cover.
    """

    name: str
    weight: Decimal | None
    over: Decimal
    item: str = ""
    price: Decimal | None = None
    model: str = ""
    unit: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class MonthRow:
    label: str
    taken: Decimal
    over: str
    lapsed: Decimal
    left: Decimal
    is_short: bool


@dataclass(frozen=True, kw_only=True)
class Said:
    tone: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Packages that one use is taken from: those of one meter with the same weights. `problem` is why it cannot be."""

    lines: tuple[PackLine, ...]
    order: str
    counts: str
    unit: str
    problem: str = ""
    said: tuple[Said, ...] = ()
    bought: Decimal = ZERO
    taken: Decimal = ZERO
    lapsed: Decimal = ZERO
    left: Decimal = ZERO
    tiers: tuple[TierRow, ...] = ()
    months: tuple[MonthRow, ...] = ()
    picture: Picture = EMPTY

    @property
    def over(self) -> Decimal | None:
        """What all that is over comes to; None where a tier has no price."""
        amounts = [tier.amount for tier in self.tiers]
        return None if None in amounts else sum((one for one in amounts if one is not None), ZERO)


@dataclass(frozen=True, kw_only=True)
class PackagesScreen:
    version: int
    mark: str
    is_draft: bool
    currency: str
    tax_included: bool
    price_book: str
    use: str
    months: int
    pools: tuple[Pool, ...]


@dataclass(frozen=True)
class _Sold:
    """A line with the package it buys."""

    line: QuoteLine
    package: RatioPackage


@dataclass(frozen=True)
class _Use:
    """What the version stands on, told for its term; `first` is known where the use has a calendar to come."""

    loads: tuple[Load, ...]
    months: int
    growth: Decimal
    first: date | None
    is_measured: bool

    def named(self, month: int) -> str:
        return f"{add_months(self.first, month - 1):%Y-%m}" if self.first else gettext("month %(n)s") % {"n": month}

    def short(self, month: int) -> str:
        return f"{add_months(self.first, month - 1):%y-%m}" if self.first else str(month)


def packages_screen(version: QuoteVersion) -> PackagesScreen:
    """Three statements beyond the version that was opened; prices in the offer's currency, at its own rate."""
    chosen = VersionUsage.objects.filter(version=version).select_related("scenario", "series").first()
    months = Term(months=version.term_months, free=version.free_months).served
    book, exchange = version.price_book, version.exchange()
    sold = list(_sold(version))
    items = metered_items(book) if sold else []
    use = _use(chosen, months) if chosen and sold else None
    return PackagesScreen(
        version=version.pk,
        mark=version.mark,
        is_draft=version.is_draft,
        currency=exchange.target_currency if exchange else book.book.currency,
        tax_included=book.tax_included,
        price_book=f"{book.book.name} V{book.number}",
        use=str((chosen.series or chosen.scenario).name) if chosen else "",
        months=months,
        pools=tuple(_pool(group, metered, items, use, exchange) for group, metered in _groups(sold, items)),
    )


def _sold(version: QuoteVersion) -> Iterator[_Sold]:
    """Lines in the total, at the price agreed where there is one."""
    for line in version.lines.filter(role=Role.INCLUDED).order_by("position"):
        charge = line.terms().charge if line.is_packaged else None
        package = charge.price if isinstance(charge, Contracted) else charge
        if isinstance(package, RatioPackage):
            yield _Sold(line, package)


def _use(chosen: VersionUsage, months: int) -> _Use:
    scenario = chosen.scenario.scenario()
    return _Use(
        loads=chosen.loads(months),
        months=months,
        growth=chosen.growth,
        first=None if chosen.series else scenario.starts_on,
        is_measured=chosen.series is not None,
    )


def _groups(sold: Sequence[_Sold], items: Sequence[PriceItem]) -> list[tuple[list[_Sold], Metered | None]]:
    """Lines whose packages are counted alike and weighed alike are one pool."""
    counted = {item.product_id: item.metered for item in items}
    groups: dict[tuple[object, ...], tuple[list[_Sold], Metered | None]] = {}
    for one in sold:
        metered = counted.get(one.line.product_id or 0)
        key = metered or one.line.pk, one.package.ratios
        groups.setdefault(key, ([], metered))[0].append(one)
    return list(groups.values())


def _pool(
    sold: Sequence[_Sold],
    metered: Metered | None,
    items: Sequence[PriceItem],
    use: _Use | None,
    exchange: Exchange | None,
) -> Pool:
    ratios = sold[0].package.ratios
    plain = Pool(
        lines=tuple(map(_line, sold)),
        order=" → ".join(f"{ratio.name} {quantity(ratio.weight)}" for ratio in ratios),
        counts=short_words(metered),
        unit=gettext(metered.meter.unit.label) if metered else "",
    )
    if metered is None:
        words = gettext("The price book does not say how this product is counted: finance can say so there.")
        return replace(plain, problem=words)
    if use is None:
        return plain
    try:
        packs = [_pack(one, metered, use) for one in sold]
        found = draw_down(ratios, packs, draws(metered, use.loads, use.months, use.growth), first=use.first or ANY_DAY)
    except Refusal as refusal:
        return replace(plain, problem=sentence(refusal))
    tiers = tuple(_tier(tier, units, ratios, metered, items, exchange) for tier, units in found.over.items())
    return replace(
        plain,
        said=tuple(_said(found, use, sold, metered, tiers)),
        bought=found.bought,
        taken=sum((month.taken for month in found.months), ZERO),
        lapsed=sum((month.lapsed for month in found.months), ZERO),
        left=found.months[-1].left if found.months else found.bought,
        tiers=tiers,
        months=tuple(_months(found, use)),
        picture=_picture(found, ratios, use),
    )


def _line(one: _Sold) -> PackLine:
    return PackLine(
        line=one.line.pk,
        name=one.line.description,
        code=one.line.product_code,
        packs=one.package.holds(one.line.quantity) / one.package.size,
        size=one.package.size,
        unit=one.line.unit,
        months=one.package.months,
    )


def _pack(one: _Sold, metered: Metered, use: _Use) -> Pack:
    """All that a line buys; where nothing says how long it holds, it never lapses."""
    first, months = use.first or ANY_DAY, one.package.months
    last = term(first, months).last_day if months else None
    left = one.package.holds(one.line.quantity) * metered.per
    return Pack(left=left, last_day=last or date.max, discount=one.line.discount)


def _tier(
    name: str,
    units: Decimal,
    ratios: Sequence[Ratio],
    metered: Metered,
    items: Sequence[PriceItem],
    exchange: Exchange | None,
) -> TierRow:
    """At the list price of the product that the same meter counts in this tier."""
    row = TierRow(name=name, weight=next((ratio.weight for ratio in ratios if ratio.name == name), None), over=units)
    alone = [(item, own) for item in items if (own := item.metered) and own.meter == metered.meter and own.tier == name]
    if not alone:
        return row
    item, own = alone[0]
    model, amount = item.price_model, item.cost_of(own.priced(units))
    return replace(
        row,
        item=item.product.name,
        price=exchange.convert(item.list_price, PRICE) if exchange else item.list_price,
        model=gettext(model.kind.label) if model else "",
        unit=item.product.unit,
        amount=exchange.convert(amount) if exchange else amount,
    )


def _said(
    found: Drawdown, use: _Use, sold: Sequence[_Sold], metered: Metered, tiers: Sequence[TierRow]
) -> Iterator[Said]:
    """What the figures mean, the worst first."""
    if found.short:
        yield Said(tone="warn", words=_when(found.short, use))
        yield from _enough(found, sold, metered)
    elif found.months:
        words = gettext("The packages last for the whole term of %(months)s months.")
        yield Said(tone="good", words=words % {"months": use.months})
    for month in found.lapses:
        words = gettext("%(units)s standard units lapse unused at the end of %(month)s.")
        yield Said(tone="warn", words=words % {"units": heads(month.lapsed), "month": use.named(month.month)})
    outside = [tier.name for tier in tiers if tier.weight is None]
    if outside:
        words = gettext("The packages do not cover %(tiers)s: it is billed from the first unit on.")
        yield Said(tone="warn", words=words % {"tiers": "、".join(outside)})
    if any(one.package.months is None for one in sold):
        words = gettext("Their price model does not say how long the packages hold: they are taken to hold throughout.")
        yield Said(tone="info", words=words)
    if use.is_measured:
        words = gettext("The months that were measured are taken to come again, with the scenario's growth.")
        yield Said(tone="info", words=words)


def _when(short: Draw, use: _Use) -> str:
    if short.of == 1:
        return gettext("No longer enough in %(month)s.") % {"month": use.named(short.month)}
    words = gettext("No longer enough in %(month)s, on day %(nth)s of %(of)s with calls.")
    return words % {"month": use.named(short.month), "nth": short.nth, "of": short.of}


def _enough(found: Drawdown, sold: Sequence[_Sold], metered: Metered) -> Iterator[Said]:
    """How many more packages would cover the rest; not where some lapse, for then more of them need not help."""
    if found.lapses or len(sold) > 1:
        return
    package = sold[0].package
    more = package.of(metered.priced(_standard(found.over, package.ratios)))
    words = gettext("%(packs)s more packages would cover what is over, for %(amount)s before discount.")
    yield Said(tone="info", words=words % {"packs": more.parts[0].quantity, "amount": money(more.amount)})


def _months(found: Drawdown, use: _Use) -> Iterator[MonthRow]:
    for month in found.months:
        yield MonthRow(
            label=use.named(month.month),
            taken=month.taken,
            over="、".join(f"{tier} {heads(units)}" for tier, units in month.over.items()),
            lapsed=month.lapsed,
            left=month.left,
            is_short=found.short is not None and month.month == found.short.month,
        )


def _picture(found: Drawdown, ratios: Sequence[Ratio], use: _Use) -> Picture:
    """Month by month what the packages cover and what they do not, both in standard units."""
    columns = [
        Stack(label=use.short(month.month), values=(month.taken, _standard(month.over, ratios)))
        for month in found.months
    ]
    parts = gettext("From the packages"), gettext("Beyond the packages")
    return either(stacks(columns, parts, currency=""), narrow_stacks(columns, parts, currency=""))


def _standard(over: Mapping[str, Decimal], ratios: Sequence[Ratio]) -> Decimal:
    """Of the tiers that have a weight."""
    return sum((EXACT.multiply(over.get(ratio.name, ZERO), ratio.weight) for ratio in ratios), ZERO)
