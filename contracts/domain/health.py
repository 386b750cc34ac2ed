"""How a customer stands, from facts alone: parts with their reasons, and weights that somebody has set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Finding, Refusal
from dealdesk.kernel.words import Word

MOST = Decimal(100)
MOST_WEIGHT = 100
MOST_QUIET = 365
# The scale on which a seat's support is told.
STRONGEST = 5


class Part(Word):
    DELIVERED = "delivered", "Delivered against promised"
    THEIRS = "theirs", "What they owe us"
    OURS = "ours", "What we owe them"
    CREDITS = "credits", "Credits we owe"
    TOUCH = "touch", "How lately we spoke"
    SUPPORT = "support", "Support of the decision chain"
    USAGE = "usage", "Use against commitment"


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each part counts, from 0 to 100, and after how many quiet days a customer counts as silent."""

    parts: Mapping[Part, int]
    quiet_days: int

    def __post_init__(self) -> None:
        for part, weight in self.parts.items():
            if not 0 <= weight <= MOST_WEIGHT:
                raise Refusal("A weight lies between 0 and %(most)s.", field=part.value, most=MOST_WEIGHT)
        if not any(self.parts.values()):
            raise Refusal("At least one part counts.", field=Part.DELIVERED.value)
        if not 1 <= self.quiet_days <= MOST_QUIET:
            raise Refusal("Days are counted from 1 to %(most)s.", field="quiet_days", most=MOST_QUIET)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a customer; None, and no months, where nothing is. Amounts are in one currency, with tax."""

    kept: int = 0
    months: int = 0
    their_due: int = 0
    their_late: int = 0
    our_due: int = 0
    our_late: int = 0
    owed: Decimal | None = None
    fee: Decimal | None = None
    last_touch: date | None = None
    support: Decimal | None = None
    used: Decimal | None = None
    committed: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One part from 0 to 100, unrounded, and the figures it rests on; None where nothing is known of it."""

    part: Part
    score: Decimal | None
    reason: Finding


@dataclass(frozen=True, kw_only=True)
class Health:
    """`score` is the mean of what is known by its weights, unrounded; None while nothing is, or nobody set weights."""

    score: Decimal | None
    parts: tuple[Judged, ...]

    @property
    def known(self) -> int:
        return sum(one.score is not None for one in self.parts)


UNKNOWN = "Nothing is known of this."


def health(facts: Facts, weights: Weights | None, today: date) -> Health:
    parts = tuple(REASONS[part](facts, weights, today) for part in Part)
    if weights is None:
        return Health(score=None, parts=parts)
    counted = [(weights.parts.get(one.part, 0), one.score) for one in parts if one.score is not None]
    whole = sum(weight for weight, _ in counted)
    if not whole:
        return Health(score=None, parts=parts)
    summed = sum((EXACT.multiply(Decimal(weight), score) for weight, score in counted), ZERO)
    return Health(score=EXACT.divide(summed, Decimal(whole)), parts=parts)


def _share(part: Part, good: int, all_of: int, message: str) -> Judged:
    if not all_of:
        return Judged(part=part, score=None, reason=Finding(message=UNKNOWN))
    score = EXACT.divide(EXACT.multiply(Decimal(good), MOST), Decimal(all_of))
    return Judged(part=part, score=score, reason=Finding(message=message, params={"n": good, "all": all_of}))


def _delivered(facts: Facts, _weights: Weights | None, _today: date) -> Judged:
    return _share(Part.DELIVERED, facts.kept, facts.months, "%(n)s of %(all)s monthly figures kept their promise.")


def _theirs(facts: Facts, _weights: Weights | None, _today: date) -> Judged:
    good = facts.their_due - facts.their_late
    return _share(Part.THEIRS, good, facts.their_due, "%(n)s of %(all)s that fell due from them are not late.")


def _ours(facts: Facts, _weights: Weights | None, _today: date) -> Judged:
    good = facts.our_due - facts.our_late
    return _share(Part.OURS, good, facts.our_due, "%(n)s of %(all)s that fell due from us are not late.")


def _credits(facts: Facts, _weights: Weights | None, _today: date) -> Judged:
    """None owed is 100, a month's fee and more is 0."""
    if facts.owed is None or not facts.fee or not facts.months:
        return Judged(part=Part.CREDITS, score=None, reason=Finding(message=UNKNOWN))
    left = EXACT.subtract(MOST, EXACT.divide(EXACT.multiply(facts.owed, MOST), facts.fee))
    said = {"owed": f"{facts.owed:,.2f}", "fee": f"{facts.fee:,.2f}"}
    reason = Finding(message="%(owed)s owed in credits; a month costs %(fee)s.", params=said)
    return Judged(part=Part.CREDITS, score=max(left, ZERO), reason=reason)


def _touch(facts: Facts, weights: Weights | None, today: date) -> Judged:
    """From 100 on the day itself down to 0 after the quiet days."""
    if facts.last_touch is None or weights is None:
        return Judged(part=Part.TOUCH, score=None, reason=Finding(message=UNKNOWN))
    days = max((today - facts.last_touch).days, 0)
    left = MOST - EXACT.divide(EXACT.multiply(Decimal(days), MOST), Decimal(weights.quiet_days))
    said = {"days": days, "most": weights.quiet_days}
    reason = Finding(message="%(days)s days since we last spoke; after %(most)s they count as silent.", params=said)
    return Judged(part=Part.TOUCH, score=max(left, ZERO), reason=reason)


def _support(facts: Facts, _weights: Weights | None, _today: date) -> Judged:
    """From -5 to 5, moved onto 0 to 100."""
    if facts.support is None:
        return Judged(part=Part.SUPPORT, score=None, reason=Finding(message=UNKNOWN))
    score = EXACT.divide(EXACT.multiply(facts.support + STRONGEST, MOST), Decimal(2 * STRONGEST))
    reason = Finding(
        message="Mean support of the seats %(support)s, from -5 to 5.", params={"support": f"{facts.support:.1f}"}
    )
    return Judged(part=Part.SUPPORT, score=score, reason=reason)


def _usage(facts: Facts, _weights: Weights | None, _today: date) -> Judged:
    if facts.used is None or not facts.committed:
        return Judged(part=Part.USAGE, score=None, reason=Finding(message=UNKNOWN))
    score = min(EXACT.divide(EXACT.multiply(facts.used, MOST), facts.committed), MOST)
    said = {"used": f"{facts.used:,.0f}", "committed": f"{facts.committed:,.0f}"}
    return Judged(part=Part.USAGE, score=score, reason=Finding(message="%(used)s used of %(committed)s.", params=said))


REASONS = {
    Part.DELIVERED: _delivered,
    Part.THEIRS: _theirs,
    Part.OURS: _ours,
    Part.CREDITS: _credits,
    Part.TOUCH: _touch,
    Part.SUPPORT: _support,
    Part.USAGE: _usage,
}
