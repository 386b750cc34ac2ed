"""How strong a contact is, 0 to 100, and whether it is a thread that holds a deal.

Weights, threshold and the thirty days come from Breadbox (app.breadboxmsp.com/docs/relationship-intelligence); how
the five parts follow from our own facts is ours, and said in `parts`.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from stakeholders.domain.seats.map import WINDOW, DecisionMap, Seated
from stakeholders.domain.seats.words import DEEPEST, WEIGHT, EvidenceKind, Influence

# Recency, frequency in ninety days, both ways, depth, seniority.
WEIGHTS = (30, 25, 15, 15, 15)
# More than this, and the contact is a thread.
THREAD = 30
# A champion we have not spoken to for so many days is idle.
IDLE = 30
# One contact a fortnight over the window is as often as counts.
OFTEN = 6


def score(parts: Sequence[Fraction], weights: Sequence[Fraction | int] = WEIGHTS) -> Fraction:
    """Points from 0 to 100: each part, from 0 to 1, by its weight; unrounded."""
    return sum((Fraction(weight) * part for weight, part in zip(weights, parts, strict=True)), Fraction(0))


def parts(seat: Seated, today: date) -> tuple[Fraction, ...]:
    """Recency falls evenly to nothing over ninety days since we last spoke; frequency is evidence of those days, full
    at six; both ways is something they said themselves; depth is coverage; seniority is influence on this deal."""
    recent, quiet = seat.recent(today), seat.quiet_days(today)
    return (
        Fraction(0) if quiet is None else max(Fraction(0), 1 - Fraction(max(quiet, 0), WINDOW.days)),
        min(Fraction(1), Fraction(len(recent), OFTEN)),
        Fraction(any(one.kind is EvidenceKind.QUOTE for one in recent)),
        Fraction(seat.depth, DEEPEST),
        Fraction(seat.weight, WEIGHT[Influence.HIGH]),
    )


def strength(seat: Seated, today: date) -> Fraction:
    """Nothing for whoever we never spoke to, however senior."""
    return score(parts(seat, today)) if seat.is_contacted else Fraction(0)


def is_thread(points: Fraction) -> bool:
    return points > THREAD


def threads(map_: DecisionMap, today: date) -> tuple[Seated, ...]:
    """The contacts that hold the deal."""
    return tuple(seat for seat in map_.seats if is_thread(strength(seat, today)))


def is_idle(quiet_days: int) -> bool:
    return quiet_days >= IDLE
