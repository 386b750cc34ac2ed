"""Goal seek: from the gross total a customer wants to see back to unit prices that give exactly it.

How: the chosen lines are scaled by one factor to as near the goal as they come; then one line is moved alone, in the
smallest steps its price allows, until the goal is met. A product's line moves by its own discount, to 8 decimals of a
percent point; a free line by its price, to 8 decimals. A bundle has one price, and that moves by cents. Every try is
weighed by `gross_of`, so that whatever rounding, tax and stacking do to the offer is done here too.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.checks import TRILLION, check_number
from quotes.domain.pricing.engine import gross_of, price
from quotes.domain.pricing.levers import Lever, levers
from quotes.domain.pricing.terms import LineTerms, OfferTerms, RoundingScope

# How often the common factor is corrected, how many lines are tried as the one that settles what is left, and how many
# are moved by a cent before another settles. A bundle's price is looked for within so many cents of its share.
CORRECTIONS, SETTLERS, SHIFTED, NEAR = 12, 8, 3, 6
# No price is so small that a larger factor than this would move it any further.
FARTHEST = Decimal(10) ** 24

LEAST = "Even with a discount of 100 %% on the chosen lines the offer comes to %(nearest)s."
MOST = "Without a discount on the chosen lines the offer comes to %(nearest)s, and list prices are the price book's."
BY_LINE = "Every line is rounded before its tax: a cent more on a line adds a cent and its tax, and that steps over \
%(goal)s."
BY_LINE_NOT_ON_THE_WHOLE = "Every line is rounded before its tax: a cent more on a line adds a cent and its tax, and \
that steps over %(goal)s. Rounded on the total with tax, the offer would reach it."
BY_TOTAL = "Net and tax are rounded each by itself, and both step at once over %(goal)s."
BY_TOTAL_NOT_ON_THE_WHOLE = (
    "Net and tax are rounded each by itself, and both step at once over %(goal)s. Rounded on the total with tax, \
the offer would reach it."
)
BY_CENT = "The bundle's price is before tax and in whole cents, and its tax steps over %(goal)s."
TOO_COARSE = "The chosen lines are too large for their discounts to settle the last cent: choose a smaller line too."
ALL_TOO_COARSE = "Even the last decimal of these discounts steps over %(goal)s: one small line more would settle it."


@dataclass(frozen=True, kw_only=True)
class Found:
    """Terms, and the gross total that they come to."""

    terms: OfferTerms
    gross: Decimal


@dataclass(frozen=True, kw_only=True)
class Sought:
    """`exact` where the goal is met; else the nearest totals `below` and `above` it, and `why`: a msgid, its params."""

    goal: Decimal
    exact: Found | None = None
    below: Found | None = None
    above: Found | None = None
    why: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


def seek(terms: OfferTerms, *, gross: Decimal, positions: Collection[int] | None = None) -> Sought:
    """Prices for the lines at `positions`, or for all in the total, that come to `gross`: a total with tax.

    Refuses a goal that is no amount of the offer's currency, positions outside the total, and lines without a price.
    """
    check_number("gross", "Target total", gross, TRILLION - 1, terms.rounding.places)
    with localcontext(EXACT):
        best = _Best(gross)
        if best.meets(terms):
            return best.sought("")
        if terms.bundle_price is not None:
            return _by_bundle(terms, best)
        return _by_items(terms, best, _chosen(terms, positions))


class _Best:
    """The goal, and the nearest totals on either side of it that were seen."""

    def __init__(self, goal: Decimal) -> None:
        self.goal = goal
        self.exact: Found | None = None
        self.below: Found | None = None
        self.above: Found | None = None

    def weigh(self, terms: OfferTerms) -> Decimal:
        """How far these terms are above the goal; where more is taken off than there is, nothing is left."""
        try:
            found = Found(terms=terms, gross=gross_of(terms))
        except Refusal:
            return -self.goal
        if found.gross == self.goal:
            self.exact = self.exact or found
        elif found.gross < self.goal:
            self.below = found if self.below is None or found.gross > self.below.gross else self.below
        else:
            self.above = found if self.above is None or found.gross < self.above.gross else self.above
        return found.gross - self.goal

    def meets(self, terms: OfferTerms) -> bool:
        return self.weigh(terms) == 0

    def sought(self, why: str, **params: object) -> Sought:
        if self.exact:
            return Sought(goal=self.goal, exact=self.exact)
        return Sought(goal=self.goal, below=self.below, above=self.above, why=why, params={"goal": self.goal, **params})


def _chosen(terms: OfferTerms, positions: Collection[int] | None) -> list[Lever]:
    """The lines to move, those first that can settle a cent and of these the largest."""
    lines = [(line.terms, line.itemised_total) for line in price(terms).lines]
    missing = set(positions or ()) - {line.position for line, _ in lines}
    if missing:
        raise Refusal("Line %(line)s is not in the total.", line=min(missing), field="lines")
    found = levers(terms, [one for one in lines if positions is None or one[0].position in positions])
    if not found:
        raise Refusal("None of these lines has a price to change.", field="lines")
    cent = Decimal(1).scaleb(-terms.rounding.places)
    return sorted(found, key=lambda one: (one.grain > cent, -one.amount, one.line.position))


def _by_items(terms: OfferTerms, best: _Best, chosen: list[Lever]) -> Sought:
    if best.weigh(_scaled(terms, chosen, ZERO)) > 0 and best.above:
        return best.sought(LEAST, nearest=best.above.gross)
    near = _near(terms, best, chosen)
    if best.exact is None and not _settles(near, best, chosen[:SETTLERS]) and best.above is None and best.below:
        return best.sought(MOST, nearest=best.below.gross)
    if best.exact is None:
        _shift_and_settle(near, best, chosen[:SETTLERS])
    return best.sought("" if best.exact else _why(terms, best.goal, chosen))


def _near(terms: OfferTerms, best: _Best, chosen: list[Lever]) -> OfferTerms:
    """The terms with all chosen lines scaled by one factor, to within what rounding leaves: corrected like a scale."""
    floor = best.goal + best.weigh(_scaled(terms, chosen, ZERO))
    by, nearest, miss = Decimal(1), terms, abs(best.weigh(terms))
    for _ in range(CORRECTIONS):
        now = _scaled(terms, chosen, by)
        over = best.weigh(now)
        if abs(over) < miss or nearest is terms:
            nearest, miss = now, abs(over)
        reached = best.goal + over - floor
        if not over or not reached:
            break
        by = round_to(min(by * (best.goal - floor) / reached, FARTHEST), 20)
    return nearest


def _settles(terms: OfferTerms, best: _Best, chosen: list[Lever]) -> bool:
    return any(_settled(terms, best, lever) for lever in chosen)


def _settled(terms: OfferTerms, best: _Best, lever: Lever) -> bool:
    """Moves one line alone, halving the distance; a step that leads past the goal leaves both sides in `best`."""
    now = _now(terms, lever)
    low, high = 0, now.most
    while high - low > 1:
        middle = (low + high) // 2
        over = best.weigh(_with(terms, now.at(middle)))
        if not over:
            return True
        low, high = (middle, high) if over < 0 else (low, middle)
    return any(best.meets(_with(terms, now.at(steps))) for steps in (low, high))


def _shift_and_settle(terms: OfferTerms, best: _Best, chosen: list[Lever]) -> bool:
    """A cent more, or less, on one line puts the others' taxes in another place."""
    return any(
        _settles(shifted, best, [other for other in chosen if other is not lever])
        for lever in chosen[:SHIFTED]
        for shifted in _shifted(terms, lever)
    )


def _shifted(terms: OfferTerms, lever: Lever) -> Iterator[OfferTerms]:
    now = _now(terms, lever)
    if not now.grain:
        return
    cent = Decimal(1).scaleb(-terms.rounding.places)
    step = max(1, int(cent / now.grain))
    for steps in (now.steps + step, now.steps - step):
        if 0 <= steps <= now.most:
            yield _with(terms, now.at(steps))


def _by_bundle(terms: OfferTerms, best: _Best) -> Sought:
    now, cent = terms.bundle_price or ZERO, Decimal(1).scaleb(-terms.rounding.places)
    gross = best.goal + best.weigh(terms)
    guess = round_to(best.goal * now / gross if gross else best.goal, terms.rounding.places)
    for distance in range(NEAR + 1):
        for wanted in (guess - distance * cent, guess + distance * cent):
            if 0 <= wanted <= TRILLION and best.meets(replace(terms, bundle_price=wanted)):
                return best.sought("")
    return best.sought(BY_CENT)


def _why(terms: OfferTerms, goal: Decimal, chosen: list[Lever]) -> str:
    policy = terms.rounding
    if terms.tax_included or policy.scope is RoundingScope.GRAND:
        return TOO_COARSE if len(chosen) < len(_chosen(terms, None)) else ALL_TOO_COARSE
    whole = replace(terms, rounding=replace(policy, scope=RoundingScope.GRAND))
    if _reaches(whole, goal, chosen):
        return BY_LINE_NOT_ON_THE_WHOLE if policy.scope is RoundingScope.LINE else BY_TOTAL_NOT_ON_THE_WHOLE
    return BY_LINE if policy.scope is RoundingScope.LINE else BY_TOTAL


def _reaches(terms: OfferTerms, goal: Decimal, chosen: list[Lever]) -> bool:
    """Tried, for a way out that leads nowhere is worse than none."""
    best = _Best(goal)
    near = _near(terms, best, chosen)
    return best.exact is not None or _settles(near, best, chosen[:SETTLERS])


def _now(terms: OfferTerms, lever: Lever) -> Lever:
    """The lever on the line as it stands in these terms."""
    line = next(line for line in terms.lines if line.position == lever.line.position)
    return replace(lever, line=line)


def _scaled(terms: OfferTerms, chosen: list[Lever], by: Decimal) -> OfferTerms:
    return _replaced(terms, {lever.line.position: lever.scaled(by) for lever in chosen})


def _with(terms: OfferTerms, line: LineTerms) -> OfferTerms:
    return _replaced(terms, {line.position: line})


def _replaced(terms: OfferTerms, lines: Mapping[int, LineTerms]) -> OfferTerms:
    return replace(terms, lines=tuple(lines.get(line.position, line) for line in terms.lines))
