"""A claim about our quality: what was measured, against what, how it is known, and on which days it may be made.

A comparison that nobody can prove misleads (Anti-Unfair Competition Law of the PRC, Article 8 of the text of 2019), so
a claim without its record is told to nobody outside.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.percent import HUNDRED, Percent
from dealdesk.kernel.refusals import Refusal
from dealdesk.kernel.words import Told, Word
from quotes.domain.usage.bandwidth import better_use


class Source(Word):
    MEASURED = "measured", "Measured by us"
    CUSTOMER = "customer", "From a customer"
    THIRD_PARTY = "third_party", "Third party"
    ASSUMPTION = "assumption", "Assumption"


class Unit(Word):
    PERCENT = "percent", "percent"
    GAIN = "gain", "% better use"
    MILLISECONDS = "milliseconds", "ms"
    SECONDS = "seconds", "s"
    HOURS = "hours", "hours a month"
    WEEKS = "weeks", "weeks"


class Better(Word):
    """Which way a figure is good."""

    LOWER = "lower", "Lower is better"
    HIGHER = "higher", "Higher is better"


class Reading(Word):
    """What “15 % better” is said of."""

    RELATIVE = "relative", "Relative to the use there was"
    POINTS = "points", "Percentage points"


class Unproved(Word):
    """Why a claim may not be told outside, in words that say what mends it."""

    RETIRED = "retired", "the claim was retired"
    SUPERSEDED = "superseded", "a newer edition says otherwise: choose it"
    ASSUMED = "assumed", "an assumption is no proof: measure it"
    NO_EVIDENCE = "no_evidence", "no evidence is attached"
    EXPIRED = "expired", "its evidence has expired: measure it again"


# Of a file that tells one which may be told no more.
UNTELLABLE = "It claims “%(metric)s”, which may not be told any more: look at the value page, then order it again."


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One edition of a claim. `ours` and `alternative` are in `unit`; a gain that is relative needs no alternative, and
    one in points has the use there was."""

    metric: Told
    ours: Decimal
    alternative: Decimal | None
    alternative_of: Told
    unit: Unit
    better: Better
    reading: Reading | None = None
    percentile: str = ""
    condition: Told
    source: Source
    origin: str
    measured_on: date
    valid_until: date

    @property
    def effect(self) -> Decimal:
        """By how much ours is better, in the unit; above zero. Of a gain the share of bandwidth that is saved, in
        points. Unrounded."""
        if self.reading is not None:
            return saved_by(self.ours, self.reading, self.alternative).points
        if self.alternative is None:
            raise Refusal("Say what the alternative comes to.", field="alternative")
        return abs(EXACT.subtract(self.ours, self.alternative))


def saved_by(gain: Decimal, reading: Reading, used: Decimal | None = None) -> Percent:
    """What a better use of bandwidth saves of its cost: “15 % better” is 13.04 % read as relative, and 20 % read as
    points from 60 % of use. Unrounded."""
    if reading is Reading.RELATIVE:
        return better_use(gain=Percent(gain))
    if used is None:
        raise Refusal("Points are counted from somewhere: say how much was used before.", field="alternative")
    return better_use(before=Percent(used), after=Percent(EXACT.add(used, gain)))


def readings(gain: Decimal, used: Decimal | None) -> Mapping[Reading, Percent | None]:
    """Both results beside each other; None for points that nobody said the beginning of, or that go beyond all."""
    known = used is not None and 0 < used <= HUNDRED - gain
    return {
        Reading.RELATIVE: saved_by(gain, Reading.RELATIVE),
        Reading.POINTS: saved_by(gain, Reading.POINTS, used) if known else None,
    }


def check(claim: Claim) -> None:
    """Refuses what could not be meant; each sentence names its field."""
    for is_wrong, field, message in CHECKS:
        if is_wrong(claim):
            raise Refusal(message, field=field)


def unproved(
    claim: Claim, *, has_evidence: bool, is_retired: bool, is_superseded: bool = False, day: date
) -> tuple[Unproved, ...]:
    """All that keeps a claim out of a document on a day, not the first; the last day of its validity still counts."""
    found = {
        Unproved.RETIRED: is_retired,
        Unproved.SUPERSEDED: is_superseded,
        Unproved.ASSUMED: claim.source is Source.ASSUMPTION,
        Unproved.NO_EVIDENCE: not has_evidence and claim.source is not Source.ASSUMPTION,
        Unproved.EXPIRED: claim.valid_until < day,
    }
    return tuple(why for why, holds in found.items() if holds)


def told_ahead(valid_until: date, day: date, days: Iterable[int]) -> int | None:
    """Which of these days before its last one is reached, the nearest: None while none is, and once it has ended."""
    left = (valid_until - day).days
    return min((ahead for ahead in days if 0 <= left <= ahead), default=None)


def says_the_same(one: Claim, other: Claim) -> bool:
    """Whether what was measured is the same, so that the evidence of one proves the other."""
    return _measured(one) == _measured(other)


def _measured(claim: Claim) -> tuple[object, ...]:
    figures = (claim.ours, claim.alternative, claim.unit, claim.better, claim.reading, claim.percentile)
    return (*figures, claim.metric.zh, claim.condition.zh, claim.alternative_of.zh, claim.source, claim.measured_on)


def _is_share(claim: Claim) -> bool:
    figures = (claim.ours, claim.alternative)
    return claim.unit is not Unit.PERCENT or all(0 <= one <= HUNDRED for one in figures if one is not None)


def _is_better(claim: Claim) -> bool:
    """A gain is better by itself."""
    if claim.unit is Unit.GAIN or claim.alternative is None:
        return True
    is_lower = claim.ours < claim.alternative
    return is_lower if claim.better is Better.LOWER else claim.ours > claim.alternative


def _ends_within(claim: Claim) -> bool:
    if claim.reading is not Reading.POINTS or claim.alternative is None:
        return True
    return 0 < claim.alternative <= HUNDRED - claim.ours


# fmt: off
CHECKS: tuple[tuple[Callable[[Claim], bool], str, str], ...] = (
    (lambda one: not one.metric.zh, "metric_zh", "Say what is measured."),
    (lambda one: not one.condition.zh, "condition_zh", "Say under which conditions it was measured."),
    (lambda one: not one.origin, "origin", "Say where the figure comes from, so that anyone can look it up."),
    (lambda one: one.ours < 0 or (one.alternative or 0) < 0, "ours", "A figure of quality is not below zero."),
    (lambda one: one.unit is Unit.GAIN and one.reading is None, "reading",
     "Say what this is said of: the use there was, or all that is paid for. The two differ in money."),
    (lambda one: one.unit is not Unit.GAIN and one.reading is not None, "reading",
     "Only a better use is read in two ways: leave this open."),
    (lambda one: one.unit is Unit.GAIN and one.better is Better.LOWER, "better", "More use is better: choose higher."),
    (lambda one: one.alternative is None and one.reading is not Reading.RELATIVE, "alternative",
     "Say what the alternative comes to: without it nothing can be compared."),
    (lambda one: one.unit is Unit.GAIN and not one.ours, "ours", "A gain of nothing is no claim."),
    (lambda one: not _is_share(one), "ours", "A share is from 0 to 100."),
    (lambda one: not _ends_within(one), "alternative", "Before and after lie between 0 and 100 of what is paid for."),
    (lambda one: not _is_better(one), "ours", "Ours is not better than the alternative: a claim says where it is."),
    (lambda one: one.valid_until < one.measured_on, "valid_until", "It cannot end before it was measured."),
)
# fmt: on
