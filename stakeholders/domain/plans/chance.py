"""How likely a plan is done before its day, by drawing every lead time many times over.

Each open milestone's lead time is a log-normal through its P50 and P80, in working days, drawn apart from all others;
a milestone begins when the last of those it waits for is done. What this leaves out is on the decision page. The draws
come from a generator whose stream is frozen (`RandomState`, NEP 19), begun with a hash of the plan alone: the same plan
gives the same figure on every machine and every day, and another freeze is weighed against the very same draws.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from stakeholders.domain.plans.path import Planned, needed, ordered, unknown

DRAWS = 20_000
Z95 = NormalDist().inv_cdf(0.975)
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Chance:
    """A share from 0 to 1 of so many draws, and the Wilson interval that holds the true one in 95 of 100 cases."""

    p: float
    low: float
    high: float
    draws: int

    @property
    def error(self) -> float:
        """Half the interval: what drawing, and nothing else, may be off by."""
        return (self.high - self.low) / 2


@dataclass(frozen=True)
class Draws:
    """How many working days the plan took, draw by draw."""

    days: Floats

    def chance(self, available: int) -> Chance:
        """That it takes no more than the working days there are."""
        hits = int(np.count_nonzero(self.days <= available))
        return share(hits, len(self.days))

    def days_at(self, p: float) -> float:
        """The working days that this part of all draws does not exceed."""
        return float(np.quantile(self.days, p))


def draws(plan: Iterable[Planned], target: int | None = None, n: int = DRAWS) -> Draws | None:
    """The plan played through `n` times; None while a milestone before the target has no lead time."""
    rows = ordered(plan)
    counts = needed(rows, target)
    if unknown(one for one in rows if one.key in counts):
        return None
    rows = tuple(one for one in rows if one.key in counts)
    generator = np.random.RandomState(_seed(rows))
    nothing = np.zeros(n)
    ends: dict[int, Floats] = {}
    for one in rows:
        begun = [ends[key] for key in sorted(one.after & ends.keys())]
        # Drawn whatever has happened, so that what is done changes nobody else's draws.
        drawn = generator.standard_normal(n)
        ends[one.key] = _taken(one, drawn) + (np.maximum.reduce(begun) if begun else nothing)
    return Draws(np.maximum.reduce(list(ends.values())) if ends else nothing)


def _taken(one: Planned, drawn: Floats) -> Floats:
    if one.is_done or one.lead is None or not one.lead.p50:
        return np.zeros(len(drawn))
    # e^mu is P50 itself, so that a lead time without a spread stays a whole number.
    return one.lead.p50 * np.exp(one.lead.spread * drawn)


def _seed(rows: Sequence[Planned]) -> npt.NDArray[np.uint32]:
    """From the milestones by their places in the order, not by their numbers in a table, and not from what is done."""
    places = {one.key: place for place, one in enumerate(rows)}
    told = [
        (one.lead and (one.lead.p50, one.lead.p80), sorted(places[key] for key in one.after & places.keys()))
        for one in rows
    ]
    return np.frombuffer(sha256(repr(told).encode()).digest(), dtype="<u4")


def share(hits: int, n: int) -> Chance:
    """Wilson's score interval (1927) at 95 %, which is honest at 0 and 1 too."""
    p, z = hits / n, Z95
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Chance(p=p, low=middle - half if hits else 0.0, high=middle + half if hits < n else 1.0, draws=n)
