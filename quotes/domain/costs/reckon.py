"""From a month's load and stated unit costs to what a deal costs us, by part and month; what nobody stated is named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cached_property

from dealdesk.kernel.currencies import places
from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.refusals import Blocker
from quotes.domain.costs.model import Capacity, CostTerms, UnitCost, gap, no_rate, unsold, unstated
from quotes.domain.costs.need import Need, together
from quotes.domain.costs.words import ALWAYS, IN_REGIONS, PARTS, SHARES, TRAFFIC_RULES, CostPart, CostRule
from quotes.domain.pricing.checks import HUNDRED

THOUSAND = Decimal(1000)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One unit cost in one month: so many of its units at so much each, in the result's currency; exact."""

    month: int
    row: UnitCost
    region: str
    quantity: Decimal
    each: Decimal

    @property
    def amount(self) -> Decimal:
        return EXACT.multiply(self.quantity, self.each)


@dataclass(frozen=True)
class Reckoned:
    """What so many months of service cost. Each part is rounded half up to the currency's decimals once a month; sums
    are sums of those, so parts, months and total agree to the cent. With `gaps` it is what is known, and not a cost.

    `revenue_share` are percent points of the revenue before VAT that come on top of it, whatever the revenue is;
    `minutes` are those of pulled streams, `user_minutes` those of people.
    """

    currency: str
    months: int
    entries: tuple[Entry, ...]
    gaps: tuple[Blocker, ...]
    revenue_share: Decimal
    minutes: Decimal
    user_minutes: Decimal

    @cached_property
    def cells(self) -> Mapping[tuple[int, CostPart], Decimal]:
        exact: dict[tuple[int, CostPart], Decimal] = {}
        for entry in self.entries:
            key = entry.month, entry.row.part
            exact[key] = EXACT.add(exact.get(key, ZERO), entry.amount)
        return {key: round_to(amount, places(self.currency)) for key, amount in exact.items()}

    @cached_property
    def parts(self) -> Mapping[CostPart, Decimal]:
        """Over all months, in the order of the stack; a part without any cost is left out."""
        sums = {part: sum((self.cell(month, part) for month in self.every_month), ZERO) for part in PARTS}
        return {part: amount for part, amount in sums.items() if amount}

    @property
    def every_month(self) -> range:
        return range(1, self.months + 1)

    @property
    def total(self) -> Decimal:
        return sum(self.parts.values(), ZERO)

    @property
    def is_complete(self) -> bool:
        return not self.gaps

    def cell(self, month: int, part: CostPart) -> Decimal:
        return self.cells.get((month, part), ZERO)

    def in_month(self, month: int) -> Decimal:
        return sum((self.cell(month, part) for part in PARTS), ZERO)

    def caused_by(self, months: Iterable[int]) -> Decimal:
        """What these months cost beyond what is spent anyway: every part but the share of R&D."""
        parts = [part for part in PARTS if part is not CostPart.RESEARCH]
        return sum((self.cell(month, part) for month in months for part in parts), ZERO)

    @property
    def per_thousand_minutes(self) -> Decimal | None:
        """The total for each 1,000 minutes that are used, half up to 4 decimals; None where none are."""
        if not self.minutes:
            return None
        return round_to(EXACT.divide(EXACT.multiply(self.total, THOUSAND), self.minutes), 4)


def reckon(
    terms: CostTerms,
    needs: Sequence[Need],
    *,
    months: int,
    currency: str,
    sold: Mapping[str, Decimal] | None = None,
    names_unsold: bool = True,
) -> Reckoned:
    """The cost of the months 1 to `months` in a currency; `sold` are units a month by product code.

    A unit cost in another currency comes over at the model's own dated rates. A traffic rule bills the Mbps or GB of
    its name; servers are counted whole, the spares of their region on top; a share of the other parts is taken of
    their exact sum in the month. Whatever is used and has no unit cost is a gap, and so are a month without a load and
    a part that is used, is charged by nothing but units sold, and is sold in no such unit; not without `names_unsold`,
    as it was reckoned once.
    """
    by_month: dict[int, list[Need]] = {}
    for need in needs:
        by_month.setdefault(need.month, []).append(need)
    book = _Book(terms, currency, sold or {}, names_unsold=names_unsold)
    for month in range(1, months + 1):
        book.add(month, by_month.get(month, ()))
    for lack in unstated(terms):
        book.lacks(lack)
    every = [need for month in range(1, months + 1) for need in by_month.get(month, ())]
    return Reckoned(
        currency=currency,
        months=months,
        entries=tuple(book.entries),
        gaps=tuple(book.gaps.values()),
        revenue_share=terms.revenue_share,
        minutes=sum((need.minutes for need in every), ZERO),
        user_minutes=sum((need.user_minutes for need in every), ZERO),
    )


class _Book:
    """Entries and gaps as they are found, month by month; a gap is told once."""

    def __init__(self, terms: CostTerms, currency: str, sold: Mapping[str, Decimal], *, names_unsold: bool) -> None:
        self.terms, self.currency, self.sold, self.names_unsold = terms, currency, sold, names_unsold
        self.entries: list[Entry] = []
        self.gaps: dict[tuple[object, ...], Blocker] = {}

    def lacks(self, lack: Blocker) -> None:
        self.gaps.setdefault((lack.message, *lack.params.values()), lack)

    def add(self, month: int, needs: Sequence[Need]) -> None:
        if not needs:
            self.lacks(Blocker(message="The usage says nothing of month %(month)s.", params={"month": month}))
            return
        before, whole = len(self.entries), together(needs)
        for part in PARTS:
            for need in needs if part in IN_REGIONS else (whole,):
                self._part(part, month, need)
        others = sum((entry.amount for entry in self.entries[before:]), ZERO)
        for row in self.terms.rows:
            if row.rule is CostRule.OF_COST and row.amount:
                each = EXACT.divide(row.amount, HUNDRED)
                self.entries.append(Entry(month=month, row=row, region="", quantity=others, each=each))

    def _part(self, part: CostPart, month: int, need: Need) -> None:
        rows = self.terms.of(part, need.region)
        if not rows and part not in ALWAYS and is_used(part, need):
            self.lacks(gap(part, need.region))
        if self.names_unsold and is_used(part, need) and _sold_by_nothing(rows, self.sold):
            self.lacks(unsold(part, (row.product for row in rows)))
        for row in rows:
            quantity = ZERO if row.rule in SHARES else quantity_of(row, need, self.sold)
            each = self._each(row, need.region) if quantity else None
            if each is not None:
                self.entries.append(Entry(month=month, row=row, region=need.region, quantity=quantity, each=each))

    def _each(self, row: UnitCost, region: str) -> Decimal | None:
        """A row's amount in the currency that is asked for; None where there is a gap in its place."""
        if row.amount is None:
            self.lacks(gap(row.part, region, row.line, row.rule))
            return None
        ours, theirs = self.terms.rate(row.currency), self.terms.rate(self.currency)
        if ours is None or theirs is None:
            self.lacks(no_rate(row.currency if ours is None else self.currency, self.terms.currency))
            return None
        return EXACT.divide(EXACT.multiply(row.amount, ours), theirs)


def is_used(part: CostPart, need: Need) -> bool:
    """Whether a month asks anything of a part; what is sold by the unit asks only what its rows say."""
    used: dict[CostPart, Decimal] = {
        CostPart.BANDWIDTH: need.monthly_peak or need.traffic,
        CostPart.BACKBONE: need.between_peak or need.between_traffic,
        CostPart.SERVERS: need.streams,
        CostPart.CDN: need.pushed_minutes,
        CostPart.RECORDING: need.recorded_minutes,
        CostPart.TRANSCODING: need.mixed_minutes,
        CostPart.RELAY: EXACT.multiply(need.relayed, need.monthly_peak or need.traffic),
    }
    return bool(used.get(part))


def _sold_by_nothing(rows: Sequence[UnitCost], sold: Mapping[str, Decimal]) -> bool:
    """Whether these rows follow units sold alone, and the offer sells none of them."""
    return bool(rows) and not any(row.rule is not CostRule.UNIT_SOLD or sold.get(row.product) for row in rows)


def quantity_of(row: UnitCost, need: Need, sold: Mapping[str, Decimal]) -> Decimal:
    """How many of a row's units a month takes; exact but for servers, which are whole."""
    if row.rule in TRAFFIC_RULES:
        return EXACT.divide(EXACT.multiply(_traffic(row, need), row.share), HUNDRED)
    if row.capacity is not None:
        return servers(row.capacity, EXACT.divide(EXACT.multiply(need.streams, row.share), HUNDRED))
    return {
        CostRule.THOUSAND_MINUTES: EXACT.divide(_minutes(row.part, need), THOUSAND),
        CostRule.UNIT_SOLD: sold.get(row.product, ZERO),
        CostRule.STREAM_MONTH: need.streams,
        CostRule.SEAT_MONTH: row.seats or ZERO,
    }.get(row.rule, Decimal(1))


def _traffic(row: UnitCost, need: Need) -> Decimal:
    if row.part is CostPart.BACKBONE:
        return need.between_traffic if row.rule is CostRule.TRAFFIC else need.between_peak
    whole = need.by(row.rule)
    return EXACT.multiply(whole, need.relayed) if row.part is CostPart.RELAY else whole


def _minutes(part: CostPart, need: Need) -> Decimal:
    return {
        CostPart.CDN: need.pushed_minutes,
        CostPart.RECORDING: need.recorded_minutes,
        CostPart.TRANSCODING: need.mixed_minutes,
    }.get(part, need.minutes)


def servers(capacity: Capacity, streams: Decimal) -> Decimal:
    """Whole servers that carry so many streams with their headroom free, and the spares; none where none are needed."""
    if not streams:
        return ZERO
    needed = EXACT.divide(streams, capacity.streams).to_integral_value(ROUND_CEILING)
    return needed + capacity.spares
