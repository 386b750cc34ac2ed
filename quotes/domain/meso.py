"""Several packages that are worth the same to us and differ in what they are made of, for the other side to choose.

Offered together they anchor better, leave more for both, and are taken as sincere (Leonardelli et al. 2019).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from itertools import product

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.words import Word
from quotes.domain.negotiation import PAYING, Issue

# As many as somebody can weigh at once.
MOST_PACKAGES, FEWEST_PACKAGES = 3, 2
FEWEST_DIFFERENT = 2
# At most 4^6 packages are looked at, and so many are asked about one after the other.
MOST_ISSUES, MOST_OUTCOMES, MOST_ASKED = 6, 4, 60
# Packages are the same to us where they differ by a hundredth of what the outcomes can cost us, or less.
SAME = Decimal("0.01")
CENT = Decimal("0.01")


class Why(Word):
    """Why there are no packages."""

    FEW = "few", "Two issues with two outcomes each are needed, priced on both sides and within our limits."
    TOP = "top", "No package within authority is as good for them as now on what they want most."
    AUTHORITY = "authority", "Every other package asks somebody: begin with a higher value for us."
    ALIKE = "alike", "No two packages differ on two issues."
    CUT = "cut", "The search stopped before every package was tried: begin with a higher value for us."


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One outcome of an issue: what it costs us and what we take it to be worth to them, with tax and against what
    stands now: what was agreed already, and the offer on the table."""

    issue: Issue
    name: str
    cost: Decimal
    worth: Decimal


@dataclass(frozen=True, kw_only=True)
class Package:
    """An outcome of each issue, what they cost us together, and the total with tax that leaves us the same; `theirs` is
    what it brings them beside the offer on the table, by our estimate."""

    outcomes: tuple[Outcome, ...]
    cost: Decimal
    total: Decimal
    theirs: Decimal

    @property
    def ours(self) -> Decimal:
        """The total less what the outcomes cost us."""
        return self.total - self.cost

    def of(self, issue: Issue) -> Outcome:
        return next(outcome for outcome in self.outcomes if outcome.issue is issue)

    def differs(self, other: "Package") -> int:
        """On how many issues, the total not counted."""
        return sum(mine != theirs for mine, theirs in zip(self.outcomes, other.outcomes, strict=True))


@dataclass(frozen=True, kw_only=True)
class Found:
    """The packages, the best for them first, or `why` there are none. `top` is what they want most by our estimate;
    `left_out` is negotiated too and not looked at, for it is not priced or there is too much."""

    packages: tuple[Package, ...] = ()
    why: Why | None = None
    top: Issue | None = None
    left_out: tuple[Issue, ...] = ()


# What outcomes of cycle, prepayment and credit days cost us where they are taken together; None where nobody can say.
Joint = Callable[[Sequence[Outcome]], Decimal | None]


def packages(
    issues: Mapping[Issue, Sequence[Outcome]],
    *,
    table: Decimal,
    value: Decimal,
    allowed: Callable[[Package], bool],
    joint: Joint,
) -> Found:
    """Two or three packages that leave us `value`, each different from the others on two issues, each `allowed`, one of
    them no worse for them than the `table` on what they want most. What their payment costs us is asked of `joint`, for
    one schedule: what each issue of it costs hangs on the others.

    The same for the same outcomes in whatever order; `table` is the total on the table. Totals are rounded half up to
    the largest power of ten within a hundredth of what the outcomes can cost us, and to the cent at the finest.
    """
    usable = sorted((_narrowed(one) for one in issues.values() if len(one) > 1), key=_wanted)
    kept = usable[:MOST_ISSUES]
    names = {one[0].issue for one in kept}
    left_out = tuple(issue for issue in issues if issue not in names)
    if len(kept) < FEWEST_DIFFERENT:
        return Found(why=Why.FEW, left_out=left_out)
    with localcontext(EXACT):
        costs = _costs(kept, joint)
        span = sum((max(each.values()) - min(each.values()) for each in costs if each), ZERO)
        ranked = sorted(_all(kept, costs, table, value, _step(span)), key=_rank)
    top = kept[0][0].issue
    search = _searched(ranked, top, allowed)
    why = search.why
    found = () if why else tuple(sorted(search.chosen, key=_rank))
    return Found(packages=found, why=why, top=top, left_out=left_out)


def _narrowed(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """The ones that leave most for both, where there are too many; in an order of their own."""
    best = sorted(outcomes, key=lambda one: (one.cost - one.worth, one.name))[:MOST_OUTCOMES]
    return tuple(sorted(best, key=lambda one: (one.cost, one.name)))


def _wanted(outcomes: Sequence[Outcome]) -> tuple[Decimal, int]:
    """What they gain or lose most by comes first."""
    worths = [one.worth for one in outcomes]
    return min(worths) - max(worths), list(Issue).index(outcomes[0].issue)


def _step(span: Decimal) -> Decimal:
    """Rounding by it moves two packages apart by no more than itself."""
    most = span * SAME
    return CENT if most <= CENT else Decimal(1).scaleb(most.adjusted())


type _Costs = dict[tuple[Outcome, ...], Decimal]


def _costs(kept: Sequence[Sequence[Outcome]], joint: Joint) -> list[_Costs]:
    """What outcomes cost us: each by itself, and those of payment by what is taken together; one without a cost is
    left out."""
    alone: list[_Costs] = [{(one,): one.cost for one in each} for each in kept if each[0].issue not in PAYING]
    paying = [each for each in kept if each[0].issue in PAYING]
    together = {chosen: joint(chosen) for chosen in product(*paying)} if paying else {}
    return [*alone, {chosen: cost for chosen, cost in together.items() if cost is not None}] if paying else alone


def _all(
    kept: Sequence[Sequence[Outcome]], costs: Sequence[_Costs], table: Decimal, value: Decimal, step: Decimal
) -> Iterator[Package]:
    places = {one[0].issue: place for place, one in enumerate(kept)}
    for chosen in product(*(each.items() for each in costs)):
        outcomes = tuple(sorted((one for each, _cost in chosen for one in each), key=lambda one: places[one.issue]))
        cost = sum((each for _outcomes, each in chosen), ZERO)
        total = ((value + cost) / step + Decimal("0.5")).to_integral_value("ROUND_FLOOR") * step
        if total > 0:
            theirs = sum((one.worth for one in outcomes), ZERO) - (total - table)
            yield Package(outcomes=outcomes, cost=cost, total=round_to(total, 2), theirs=theirs)


def _rank(package: Package) -> tuple[Decimal, Decimal, tuple[str, ...]]:
    return -package.theirs, package.total, tuple(outcome.name for outcome in package.outcomes)


@dataclass(kw_only=True)
class _Search:
    """What was chosen and at which places somebody has to be asked; `is_cut` where one that fits was not tried."""

    chosen: list[Package] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    is_cut: bool = False

    @property
    def is_full(self) -> bool:
        return len(self.chosen) + len(self.refused) == MOST_ASKED

    @property
    def why(self) -> Why | None:
        """Why there are too few; of those that were not tried nothing is said."""
        if len(self.chosen) >= FEWEST_PACKAGES:
            return None
        if self.is_cut:
            return Why.CUT
        if not self.chosen:
            return Why.TOP
        return Why.AUTHORITY if self.refused else Why.ALIKE


def _searched(ranked: Sequence[Package], top: Issue, allowed: Callable[[Package], bool]) -> _Search:
    """The first that is chosen is good on what they want most."""
    search = _Search()
    for wants_top in (True, False):
        for place, package in enumerate(ranked):
            chosen = search.chosen
            if search.is_cut or len(chosen) == MOST_PACKAGES or (wants_top and chosen):
                break
            fits = package.of(top).worth >= 0 if wants_top else bool(chosen)
            if not fits or place in search.refused or any(one.differs(package) < FEWEST_DIFFERENT for one in chosen):
                continue
            if search.is_full:
                search.is_cut = True
            elif allowed(package):
                chosen.append(package)
            else:
                search.refused.add(place)
    return search
