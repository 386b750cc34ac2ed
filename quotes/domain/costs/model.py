"""A version of a cost model as finance states it: dated unit costs with their source, and the margins we want."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dealdesk.kernel.currencies import is_currency
from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Blocker, Refusal
from quotes.domain.costs.words import ALWAYS, IN_REGIONS, RULES, SHARES, CostPart, CostRule, LineType
from quotes.domain.pricing.checks import HUNDRED, TRILLION, check_count, check_number
from quotes.domain.spelling import number

MOST_ROWS = 200
# A share of more than everything, or a headroom that leaves nothing, is a slip of the hand.
MOST_HEADROOM = Decimal(95)


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """What one server carries. `headroom` is the percent of it that is kept free; `spares` stand by in each region
    whatever the load, so 1 is N+1."""

    streams_per_core: Decimal
    cores: int
    headroom: Decimal
    spares: int

    def __post_init__(self) -> None:
        check_number("streams_per_core", "Streams per core", self.streams_per_core, Decimal(1_000_000), 4)
        check_count("cores", "Cores per server", self.cores, 1, 1024)
        check_number("headroom", "Kept free", self.headroom, MOST_HEADROOM, 4)
        check_count("spares", "Spare servers per region", self.spares, 0, 1000)
        if not self.streams_per_core:
            raise Refusal("A core carries more than no streams.", field="streams_per_core")

    @property
    def streams(self) -> Decimal:
        """How many streams one server carries with its headroom kept free; exact."""
        free = EXACT.divide(HUNDRED - self.headroom, HUNDRED)
        return EXACT.multiply(EXACT.multiply(self.streams_per_core, Decimal(self.cores)), free)


@dataclass(frozen=True, kw_only=True)
class UnitCost:
    """One dated unit cost. `amount` is in `currency`, at most 8 decimals, percent points where the rule is a share;
    None where finance knows that it is needed and not yet what it is. An empty `region` stands for every region that
    has no row of its own. `share` is the percent of the region's load that it bears, where one region
    has several. `product` is the code whose sold units a cost per unit sold follows."""

    part: CostPart
    rule: CostRule
    amount: Decimal | None
    currency: str
    dated_on: date
    source: str
    region: str = ""
    line: LineType = LineType.ANY
    share: Decimal = HUNDRED
    capacity: Capacity | None = None
    seats: Decimal | None = None
    product: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.rule not in RULES[self.part]:
            message = "%(part)s is not charged by “%(rule)s”."
            raise Refusal(message, field="rule", part=self.part.label, rule=self.rule.label)
        if not is_currency(self.currency):
            raise Refusal("A currency is written with three capital letters, such as CNY.", field="currency")
        if self.amount is not None:
            most = HUNDRED if self.rule in SHARES else TRILLION
            check_number("amount", "Unit cost", self.amount, most, 8)
        if not self.source.strip():
            raise Refusal("Say where this unit cost comes from.", field="source")
        if self.region and self.part not in IN_REGIONS:
            message = "%(part)s is the same in every region: leave the region empty."
            raise Refusal(message, field="region", part=self.part.label)
        check_number("share", "Share of the region's load", self.share, HUNDRED, 4)
        self._check_details()

    def _check_details(self) -> None:
        if (self.part is CostPart.SERVERS) != (self.capacity is not None):
            raise Refusal("Servers, and only they, say how many streams they carry.", field="streams_per_core")
        if (self.rule is CostRule.SEAT_MONTH) != (self.seats is not None):
            raise Refusal("A cost per seat, and only that, says how many seats.", field="seats")
        if (self.rule is CostRule.UNIT_SOLD) != bool(self.product):
            raise Refusal("A cost per unit sold, and only that, names its product.", field="product")
        if self.seats is not None:
            check_number("seats", "Seats", self.seats, Decimal(100_000), 4)
        if self.part is CostPart.EXCHANGE and self.amount == ZERO:
            raise Refusal("An exchange rate is a number above zero.", field="amount")

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What may stand in a version once."""
        told = self.currency if self.part is CostPart.EXCHANGE else self.product
        return self.part.value, self.region, self.line.value, told


@dataclass(frozen=True, kw_only=True)
class CostTerms:
    """A cost model's version: amounts come out in `currency`; margins are percent points of revenue before VAT.

    `carried_by` says which products' lines bear a part, by code; a part that is not named is borne by all lines.
    """

    currency: str
    rows: tuple[UnitCost, ...]
    minimum: Decimal | None = None
    target: Decimal | None = None
    carried_by: Mapping[CostPart, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not is_currency(self.currency):
            raise Refusal("A currency is written with three capital letters, such as CNY.", field="currency")
        if len(self.rows) > MOST_ROWS:
            raise Refusal("A cost model has at most %(most)s unit costs.", field="rows", most=MOST_ROWS)
        self._check_margin("minimum", "Lowest margin", self.minimum)
        self._check_margin("target", "Margin aimed at", self.target)
        if self.minimum is not None and self.target is not None and self.target < self.minimum:
            raise Refusal("The margin aimed at cannot be below the lowest one.", field="target")

    def _check_margin(self, name: str, what: str, value: Decimal | None) -> None:
        if value is not None:
            check_number(name, what, value, Decimal("99.99"), 4)

    def of(self, part: CostPart, region: str = "") -> tuple[UnitCost, ...]:
        """The rows that hold for a part in a region: its own, else those for every region."""
        own = tuple(row for row in self.rows if row.part is part and row.region == region)
        return own or tuple(row for row in self.rows if row.part is part and not row.region)

    def rate(self, currency: str) -> Decimal | None:
        """Units of the model's currency for one of another; None where finance has not stated it."""
        if currency == self.currency:
            return Decimal(1)
        rates = (row.amount for row in self.rows if row.part is CostPart.EXCHANGE and row.currency == currency)
        return next(rates, None)

    @property
    def revenue_share(self) -> Decimal:
        """Percent points of the revenue that go to a part, whatever it is."""
        return sum((row.amount or ZERO for row in self.rows if row.rule is CostRule.OF_REVENUE), ZERO)


def problems(terms: CostTerms) -> tuple[Blocker, ...]:
    """What keeps a version from being published; unit costs that are still missing do not, they stay named gaps."""
    return tuple(_problems(terms))


def _problems(terms: CostTerms) -> Iterator[Blocker]:
    if not any(row.part is not CostPart.EXCHANGE for row in terms.rows):
        yield Blocker(message="There are no unit costs to publish yet.")
    if terms.minimum is None or terms.target is None:
        yield Blocker(message="State the lowest margin and the one aimed at: floor and target follow from them.")
    elif terms.target + terms.revenue_share >= HUNDRED:
        yield Blocker(message="With this margin and this share of the revenue no price would be high enough.")
    yield from _twice(terms.rows)
    yield from _shares(terms.rows)


def _twice(rows: Sequence[UnitCost]) -> Iterator[Blocker]:
    seen = set[tuple[str, ...]]()
    for row in rows:
        if row.key in seen:
            words = {"part": row.part.label, "region": row.region or "Every region", "line": row.line.label}
            yield Blocker(message="%(part)s, %(region)s, %(line)s stands in two rows.", params=words)
        seen.add(row.key)


def _shares(rows: Sequence[UnitCost]) -> Iterator[Blocker]:
    """Where traffic is split over lines, the lines together carry all of it."""
    found: dict[tuple[CostPart, str], Decimal] = {}
    for row in rows:
        if row.part in IN_REGIONS:
            found[row.part, row.region] = found.get((row.part, row.region), ZERO) + row.share
    for (part, region), share in found.items():
        if share != HUNDRED:
            words = {"part": part.label, "region": region or "Every region", "share": number(share)}
            yield Blocker(
                message="%(part)s, %(region)s: the shares add up to %(share)s %%, not to 100 %%.", params=words
            )


def named_gaps(terms: CostTerms) -> tuple[Blocker, ...]:
    """Everything that is known to be missing before any usage is looked at."""
    amounts = (gap(row.part, row.region, row.line, row.rule) for row in _without_amount(terms))
    return (*amounts, *unstated(terms), *_rates(terms))


def _without_amount(terms: CostTerms) -> Iterator[UnitCost]:
    return (row for row in terms.rows if row.amount is None and row.rule not in SHARES)


def _rates(terms: CostTerms) -> Iterator[Blocker]:
    used = dict.fromkeys(row.currency for row in terms.rows if row.part is not CostPart.EXCHANGE)
    return (no_rate(currency, terms.currency) for currency in used if terms.rate(currency) is None)


def no_rate(one: str, other: str) -> Blocker:
    words = {"one": one, "other": other}
    return Blocker(message="There is no exchange rate from %(one)s to %(other)s: ask finance.", params=words)


def unsold(part: CostPart, products: Iterable[str]) -> Blocker:
    """The sentence for a part whose cost follows units sold, where what is used is sold in no such unit."""
    words = {"part": part.label, "products": ", ".join(products)}
    return Blocker(
        message="%(part)s is charged per unit of %(products)s sold, and the offer sells none: "
        "add the line, or ask finance for a cost by use.",
        params=words,
    )


def unstated(terms: CostTerms) -> tuple[Blocker, ...]:
    """What every deal costs and nobody has stated: parts without a row, and shares without a figure."""
    absent = (gap(part) for part in ALWAYS if not terms.of(part))
    shares = (gap(row.part, rule=row.rule) for row in terms.rows if row.rule in SHARES and row.amount is None)
    return (*absent, *shares)


def gap(part: CostPart, region: str = "", line: LineType = LineType.ANY, rule: CostRule | None = None) -> Blocker:
    """The sentence that names one unit cost nobody has stated."""
    words = {"part": part.label, "region": region, "line": line.label, "rule": rule.label if rule else ""}
    if rule is None:
        return Blocker(
            message="%(part)s in %(region)s has no unit cost: ask finance."
            if region
            else "%(part)s has no unit cost: ask finance.",
            params=words,
        )
    if not region:
        return Blocker(message="%(part)s by %(rule)s has no unit cost: ask finance.", params=words)
    return Blocker(
        message="%(part)s in %(region)s by %(rule)s has no unit cost: ask finance."
        if line is LineType.ANY
        else "%(part)s in %(region)s over %(line)s by %(rule)s has no unit cost: ask finance.",
        params=words,
    )
