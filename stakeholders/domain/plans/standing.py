"""When a plan is stale, and how long the other side has been still, against what is usual with us at this stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

# A plan that nobody touched for longer is no plan any more. Source: practice of mutual action plans, three weeks.
STALE_DAYS = 21
# Fewer gaps of our own deals at a stage say nothing about what is usual there.
ENOUGH_GAPS = 8


@dataclass(frozen=True, kw_only=True)
class Staleness:
    days: int
    is_stale: bool
    threshold: int = STALE_DAYS


def staleness(days_since_update: int) -> Staleness:
    """More than 21 calendar days without an update."""
    return Staleness(days=days_since_update, is_stale=days_since_update > STALE_DAYS)


@dataclass(frozen=True, kw_only=True)
class Stall:
    """Calendar days since the other side last did something, the median gap between two such days in our own deals at
    this stage, and the first over the second; without enough gaps there is a count and no index."""

    days: int
    gaps: int
    median: float | None
    index: float | None


def stall(last: date | None, today: date, gaps: Sequence[int]) -> Stall | None:
    """Above 1 it is quieter than usual. None where the other side has done nothing yet."""
    if last is None:
        return None
    days = max(0, (today - last).days)
    usual = float(median(gaps)) if len(gaps) >= ENOUGH_GAPS else None
    return Stall(days=days, gaps=len(gaps), median=usual, index=days / usual if usual else None)


def gaps_between(days: Sequence[date]) -> tuple[int, ...]:
    """Calendar days from one action to the next; several on one day are one."""
    ordered = sorted(set(days))
    return tuple((after - before).days for before, after in pairwise(ordered))
