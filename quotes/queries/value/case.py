"""The value of an offer as documents tell it: proved claims alone, in one language, with nothing that stays with us.

Who told us a figure, and where we have it from, stays with us: no such words have a place in these types.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, override

from dealdesk.kernel.money import round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.words import label
from quotes.domain.claims import Claim
from quotes.domain.value.drivers import SWINGS, Alternative, Driver, alone, over_years, pays, swings
from quotes.domain.value.formulas import FORMULAS, Formula, Input
from quotes.domain.value.promises import Promise, tied
from quotes.models import QuoteVersion, ValueDriver
from quotes.queries.claims.words import alternative_of, effect_of, ours_of, percentile_of, said
from quotes.queries.rivals.whole import Whole
from quotes.queries.value.known import Known, sorted_out, value_of
from quotes.queries.value.verdict import unsaid
from quotes.queries.value.words import input_of, promised
from stakeholders.models import Deal

# Of a share, a rate and a number of months.
PLACES = 1
# As many figures as a picture on paper holds.
MOST_SWINGS = 4


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of the customer's with its unit."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class ValueLine:
    """One claim: `amount` over the months of the offer as it is claimed, `counted` what of it goes into the headline;
    both None where it stands without an amount. `alone` is how much of it would pay by itself, in the metric."""

    metric: str
    ours: str
    alternative: str
    alternative_of: str
    effect: str
    percentile: str
    condition: str
    source: str
    measured_on: date | None
    valid_until: date
    name: str
    formula: str
    figures: tuple[Figure, ...]
    amount: Decimal | None
    confidence: Decimal | None
    counted: Decimal | None
    acknowledged_on: date | None
    alone: str
    promise: str
    is_contractual: bool


@dataclass(frozen=True, kw_only=True)
class CostLine:
    name: str
    formula: str
    figures: tuple[Figure, ...]
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Return:
    """In the customer's discounting: amounts of today; a share of what is paid, and months, to one decimal."""

    rate: Decimal
    rate_on: date | None
    costs: Decimal | None
    benefits: Decimal | None
    net: Decimal
    roi: Decimal | None
    payback_months: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Swung:
    """One of the customer's figures, and what the net becomes where it alone is so much lower and higher."""

    name: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, kw_only=True)
class ValueCase:
    """Amounts with tax in `currency`, over `months` of service, to the cent.

    `headline` is what was acknowledged and proved, times confidence; `net` the same less `costs`. What must come true
    stands first: `gap` is how much dearer ours is than the alternative, `needed` that and the costs, `share` the
    percent of `claimed` that pays for it. Each is None while what it follows from is not known, and `reference` with
    all that it could be reckoned back from while nobody chose to show it. `quoted` is what they ask for other months
    than ours, which `reference` follows from; a competitor's is like for like, `told` what it was quoted at, and
    `told_for` for what: its tax and its months.
    `swings` says how far the net moves where one figure is wrong by `swing` percent.
    What a page does not print is cut from its document: None.
    """

    currency: str
    months: int
    price: Decimal
    lines: tuple[ValueLine, ...]
    costs: tuple[CostLine, ...]
    no_cost_because: str
    headline: Decimal
    claimed: Decimal | None
    cost_total: Decimal | None
    net: Decimal | None
    alternative: str
    reference: Decimal | None
    gap: Decimal | None
    needed: Decimal | None
    share: Decimal | None
    returns: Return | None
    quoted: Decimal | None = None
    quoted_months: int | None = None
    told: Decimal | None = None
    told_for: str = ""
    swing: Decimal | None = None
    swings: tuple[Swung, ...] = ()

    @property
    def reckoned(self) -> tuple[ValueLine, ...]:
        """What counts, which whoever was told its inputs can reckon again."""
        return tuple(line for line in self.lines if line.figures and line.amount is not None)

    @property
    def saved(self) -> Decimal | None:
        """By how much ours is cheaper, costs of the change included; None where it is dearer, or nobody knows."""
        return None if self.needed is None or self.needed > 0 else -self.needed


def value_for_document(
    version: QuoteVersion, *, today: date, language: str, other: Whole | None = None
) -> ValueCase | None:
    """What may be printed of an offer's value if the document is made today: None where `left_out` says why not. Five
    statements. `other` is the competitor's offer that the document shows: without one it names no price of theirs."""
    found = _told(version, today, other)
    if found.why:
        return None
    with override(language):
        return _case(found.known, version, found.admitted, other)


def left_out(version: QuoteVersion, today: date, other: Whole | None = None) -> str:
    """Why a document that is made today says nothing of the value, in words that say what mends it; "" where it does.
    As many statements."""
    return _told(version, today, other).why


@dataclass(frozen=True, kw_only=True)
class _Told:
    known: Known
    admitted: frozenset[int]
    why: str


def left_out_of(known: Known, deal: Deal, today: date) -> str:
    """The same of what was read already; no statement."""
    return _weighed(known, deal, today, None).why


def _told(version: QuoteVersion, today: date, other: Whole | None) -> _Told:
    deal = version.quote.deal
    return _weighed(value_of(deal, today, version), deal, today, other)


def _weighed(known: Known, deal: Deal, today: date, other: Whole | None) -> _Told:
    """Twice: by all that we know, and by what the document shows."""
    admitted = frozenset(row.pk for row in sorted_out(known.rows, today).admitted)
    if not admitted:
        why = gettext("No claim of this deal may be told today: put a proved one into money.")
        return _Told(known=known, admitted=admitted, why=why)
    if why := unsaid(known, deal):
        return _Told(known=known, admitted=admitted, why=why)
    shown = _as_shown(known, other)
    return _Told(known=shown, admitted=admitted, why=unsaid(shown, deal))


def _as_shown(known: Known, other: Whole | None) -> Known:
    """What a competitor asks goes to paper only where somebody chose to show it, and then as the comparison has it:
    like for like, so that two pages never tell two differences."""
    basis = known.basis
    if basis is None or Alternative(basis.alternative) is not Alternative.RIVAL:
        return known
    shown = copy(basis)
    # Set, not read: whatever is reckoned from it must find what is shown, or none.
    shown.reference = other.alike if other else None
    shown.reference_months = known.value.months
    return replace(known, basis=shown)


def _case(known: Known, version: QuoteVersion, admitted: frozenset[int], other: Whole | None) -> ValueCase:
    price = known.price.amount if known.price else Decimal(0)
    value, basis = known.value, known.against
    needed = pays(value, price, basis)
    lines = tuple(_line(known, row, driver, claim, version) for row, driver, claim in _printed(known, admitted))
    return ValueCase(
        currency=version.currency,
        months=value.months,
        price=price,
        lines=lines,
        costs=tuple(_cost(known, row, driver, version) for row, driver in known.pairs if driver.is_cost),
        no_cost_because=known.basis.no_cost_because if known.basis else "",
        headline=value.headline,
        claimed=value.claimed,
        cost_total=value.costs,
        net=value.net,
        reference=basis.reference,
        gap=needed.gap if needed else None,
        needed=needed.needed if needed else None,
        share=round_to(needed.share.points, PLACES) if needed and needed.share and not needed.is_cheaper else None,
        returns=returns_of(known),
        **_beside(known, other),
        **(_swung(known) if needed and not needed.is_cheaper else {}),
    )


def _printed(known: Known, admitted: frozenset[int]) -> Iterator[tuple[ValueDriver, Driver, Claim]]:
    """A claim without an amount is told once, and not at all beside an amount of its own."""
    told = [(row, driver, driver.claim) for row, driver in known.pairs if row.pk in admitted and driver.claim]
    seen = {row.claim_id for row, driver, _claim in told if driver.apart is None}
    for row, driver, claim in told:
        if driver.apart is None or row.claim_id not in seen:
            seen.add(row.claim_id)
            yield row, driver, claim


def _beside(known: Known, other: Whole | None) -> dict[str, Any]:
    """What ours is held against, by its letter where it is somebody else's."""
    basis = known.basis
    if basis is None:
        return {"alternative": ""}
    if Alternative(basis.alternative) is Alternative.RIVAL and other and other.alike is not None:
        return {"alternative": other.name, "told": other.told, "told_for": _told_for(other)}
    found: dict[str, Any] = {"alternative": gettext(label(Alternative(basis.alternative)))}
    if basis.reference is not None and basis.reference_months != known.value.months:
        found |= {"quoted": basis.reference, "quoted_months": basis.reference_months}
    return found


def _told_for(other: Whole) -> str:
    taxes = {None: gettext("tax not stated"), True: gettext("tax included"), False: gettext("before tax")}
    told = {"tax": taxes[other.row.tax_included], "months": other.row.term_months}
    return gettext("%(tax)s, for %(months)s months") % told if other.row.term_months else taxes[other.row.tax_included]


def _swung(known: Known) -> dict[str, Any]:
    """The figures that move it most first."""
    found = swings(known.value, Percent(SWINGS[0]))[:MOST_SWINGS]
    if not found:
        return {}
    drivers = known.value.drivers
    told = tuple(
        Swung(
            name=f"{gettext(label(drivers[one.driver].formula))} · {gettext(label(one.asked))}",
            low=one.low,
            high=one.high,
        )
        for one in found
    )
    return {"swing": SWINGS[0], "swings": told}


def _line(known: Known, row: ValueDriver, driver: Driver, claim: Claim, version: QuoteVersion) -> ValueLine:
    """An amount that nobody acknowledged is told to nobody outside."""
    months = known.value.months
    rule, counts = FORMULAS[driver.formula], driver.apart is None
    promise = tied(Promise(row.promise), claim, version)
    return ValueLine(
        metric=said(claim.metric),
        ours=ours_of(claim),
        alternative=alternative_of(claim),
        alternative_of=said(claim.alternative_of),
        effect=effect_of(claim),
        percentile=percentile_of(claim),
        condition=said(claim.condition),
        source=gettext(label(claim.source)),
        measured_on=claim.measured_on,
        valid_until=claim.valid_until,
        name=gettext(label(driver.formula)),
        formula=gettext(rule.says),
        figures=figures_of(row, version.currency) if counts else (),
        amount=driver.amount(months) if counts else None,
        confidence=driver.confidence.points if counts else None,
        counted=driver.counted(months) if counts else None,
        acknowledged_on=row.word.on if row.word else None,
        alone=alone_of(known, driver) if counts else "",
        promise=promised(promise),
        is_contractual=promise.is_contractual,
    )


def _cost(known: Known, row: ValueDriver, driver: Driver, version: QuoteVersion) -> CostLine:
    return CostLine(
        name=gettext(label(driver.formula)),
        formula=gettext(FORMULAS[driver.formula].says),
        figures=figures_of(row, version.currency),
        amount=driver.amount(known.value.months),
    )


def figures_of(row: ValueDriver, currency: str) -> tuple[Figure, ...]:
    told = {Input(one.key): one for one in row.inputs.all()}
    asked = FORMULAS[Formula(row.formula)].inputs
    return tuple(Figure(name=gettext(label(key)), value=input_of(key, told[key].amount, currency)) for key in asked)


def alone_of(known: Known, driver: Driver) -> str:
    """How much better than the alternative would do, if nothing else came true."""
    if known.price is None or driver.claim is None:
        return ""
    found = pays(known.value, known.price.amount, known.against)
    if found is None or found.is_cheaper:
        return ""
    share = alone(known.value, driver, found.needed)
    return "" if share is None else effect_of(driver.claim, share.ratio)


def returns_of(known: Known) -> Return | None:
    """None while the price of the alternative, or the customer's rate and its day, are not known."""
    basis = known.basis
    found = over_years(known.value, known.price.amount, known.against) if known.price else None
    if found is None or basis is None or basis.rate_on is None or basis.yearly_rate is None:
        return None
    return Return(
        rate=basis.yearly_rate,
        rate_on=basis.rate_on,
        costs=round_to(found.costs, 2),
        benefits=round_to(found.benefits, 2),
        net=round_to(found.net, 2),
        roi=round_to(found.roi.points, PLACES) if found.roi and found.costs > 0 else None,
        payback_months=None if found.payback_months is None else round_to(found.payback_months, PLACES),
    )
