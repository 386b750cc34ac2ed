"""How long a milestone takes, as two percentiles in working days, and what our own closed deals say about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from statistics import NormalDist

from dealdesk.kernel.refusals import Refusal

# A lead time beyond this many working days is a typing error: two years.
LONGEST_LEAD = 500
Z80 = NormalDist().inv_cdf(0.8)
# Fewer finished milestones of a kind say nothing about the next one.
ENOUGH = 8


@dataclass(frozen=True, kw_only=True)
class LeadTime:
    """Whole working days that are kept in half of all cases (`p50`) and in four of five (`p80`)."""

    p50: int
    p80: int

    def __post_init__(self) -> None:
        if not 0 <= self.p50 <= LONGEST_LEAD or self.p80 > LONGEST_LEAD:
            raise Refusal("A lead time is from 1 to %(most)s working days.", field="p50", most=LONGEST_LEAD)
        if self.p80 < self.p50 or (self.p50 == 0) != (self.p80 == 0):
            raise Refusal(
                "P80 is not below P50: four cases of five take at least as long as half of them.", field="p80"
            )

    @property
    def spread(self) -> float:
        """The sigma of the log-normal through both percentiles, ln(P80 ÷ P50) ÷ 0.8416; its mu is ln P50."""
        return log(self.p80 / self.p50) / Z80 if self.p50 else 0.0


@dataclass(frozen=True, kw_only=True)
class History:
    """What so many finished milestones took; `lead` is None where they are too few to say."""

    n: int
    lead: LeadTime | None


def history(workdays: Sequence[int]) -> History:
    """Empirical percentiles of working days that were really taken, each one of them, none worked out between two.

    From eight cases on; a milestone done on the day it could begin counts as one day.
    """
    taken = sorted(max(1, min(days, LONGEST_LEAD)) for days in workdays)
    if len(taken) < ENOUGH:
        return History(n=len(taken), lead=None)
    return History(n=len(taken), lead=LeadTime(p50=_disc(taken, 50), p80=_disc(taken, 80)))


def _disc(ordered: Sequence[int], percent: int) -> int:
    """The smallest value that at least so many per cent of all do not exceed."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
