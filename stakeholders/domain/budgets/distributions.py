"""Distributions of an amount of money: log-normal, or a weighted mixture of such."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from statistics import NormalDist

from dealdesk.kernel.money import EXACT, round_to
from dealdesk.kernel.refusals import Refusal

STANDARD = NormalDist()
# The 90th percentile of the standard normal distribution: 1.2815515655446…
Z90 = STANDARD.inv_cdf(0.9)
# Decimals of what comes out: amounts, probabilities, and logarithms.
AMOUNT_PLACES, SHARE_PLACES, LOG_PLACES = 6, 9, 12
TENTH, HALF, NINE_TENTHS = Decimal("0.1"), Decimal("0.5"), Decimal("0.9")


@dataclass(frozen=True, kw_only=True)
class Spread:
    """An estimate in three figures: nine in ten lie above `p10`, half above `p50`, one in ten above `p90`."""

    p10: Decimal
    p50: Decimal
    p90: Decimal


class Distribution(ABC):
    """Of an amount above zero. Subclasses speak in doubles; everybody else asks in Decimals."""

    @abstractmethod
    def below(self, amount: float) -> float:
        """The probability of less than this, by a rule that never falls."""

    @abstractmethod
    def at(self, share: float) -> float:
        """The amount that this share lies below."""

    def cdf(self, amount: Decimal) -> Decimal:
        """P(budget < amount), to 9 decimals."""
        return round_to(Decimal(self.below(float(amount))), SHARE_PLACES)

    def affords(self, price: Decimal) -> Decimal:
        """P(budget ≥ price), to 9 decimals."""
        return EXACT.subtract(Decimal(1), self.cdf(price))

    def quantile(self, share: Decimal) -> Decimal:
        """The amount that this share lies below, to 6 decimals; refuses what is no share."""
        if not 0 <= share <= 1:
            raise Refusal("A share lies between 0 and 1.")
        return round_to(Decimal(self.at(float(share))), AMOUNT_PLACES)

    def heights(self, low: Decimal, high: Decimal, cells: int) -> tuple[tuple[Decimal, Decimal], ...]:
        """For a picture: the middle of each of so many cells and the mean density in it, per unit of the amount."""
        start, width = float(low), (float(high) - float(low)) / cells
        below = [self.below(start + width * cell) for cell in range(cells + 1)]
        return tuple(
            (Decimal(start + width * (cell + 0.5)), Decimal((further - here) / width))
            for cell, (here, further) in enumerate(pairwise(below))
        )

    def spread(self) -> Spread:
        return Spread(p10=self.quantile(TENTH), p50=self.quantile(HALF), p90=self.quantile(NINE_TENTHS))


@dataclass(frozen=True)
class LogNormal(Distribution):
    """ln(amount) is normal with mean `mu` and deviation `sigma`, to 12 decimals."""

    mu: Decimal
    sigma: Decimal

    @cached_property
    def _normal(self) -> NormalDist:
        return NormalDist(float(self.mu), float(self.sigma))

    @property
    def median(self) -> Decimal:
        return self.quantile(HALF)

    def below(self, amount: float) -> float:
        return self._normal.cdf(math.log(amount)) if amount > 0 else 0.0

    def at(self, share: float) -> float:
        if share in {0.0, 1.0}:
            raise Refusal("A log-normal distribution has no end: ask for a share between 0 and 1.")
        return math.exp(self._normal.inv_cdf(share))


@dataclass(frozen=True)
class Mixture(Distribution):
    """The linear opinion pool: F(x) = Σ wᵢ·Fᵢ(x), with weights that sum to 1. Source: Stone 1961."""

    parts: tuple[tuple[Decimal, Distribution], ...]

    @cached_property
    def _parts(self) -> tuple[tuple[float, Distribution], ...]:
        return tuple((float(weight), part) for weight, part in self.parts)

    def below(self, amount: float) -> float:
        return math.fsum(weight * part.below(amount) for weight, part in self._parts)

    def at(self, share: float) -> float:
        """Between the parts' own quantiles the pool is halved until the doubles have no number left between."""
        ends = [part.at(share) for _weight, part in self._parts]
        return _halved(self.below, share, min(ends), max(ends))


def _halved(below: Callable[[float], float], share: float, low: float, high: float) -> float:
    while low < (middle := low + (high - low) / 2) < high:
        if below(middle) < share:
            low = middle
        else:
            high = middle
    return high


# Narrower than a millionth it is one figure, and no range that a curve could be drawn through.
NARROWEST = 1e-6


def log_normal(p10: Decimal, p90: Decimal, p50: Decimal | None = None) -> LogNormal:
    """Fitted to an interval of eight in ten: σ = (ln p90 − ln p10) / (2·1.2815516), μ = ln p50 where it is given, else
    the middle of the logarithms. Amounts of one unit, above zero and rising; refuses others."""
    check_interval(p10, p50, p90)
    low, high = math.log(p10), math.log(p90)
    mu = (low + high) / 2 if p50 is None else math.log(p50)
    return LogNormal(mu=in_logs(mu), sigma=in_logs((high - low) / (2 * Z90)))


def check_interval(p10: Decimal, p50: Decimal | None, p90: Decimal) -> None:
    """An interval that can be fitted; a refusal names its field."""
    if p10 <= 0:
        raise Refusal("A budget is more than nothing.", field="p10")
    if p90 <= p10:
        raise Refusal("P90 lies above P10: give the range that holds eight times in ten.", field="p90")
    if math.log(p90) - math.log(p10) < NARROWEST:
        raise Refusal("P10 and P90 are nearly the same: give the range that holds eight times in ten.", field="p90")
    if p50 is not None and not p10 < p50 < p90:
        raise Refusal("P50 lies between P10 and P90.", field="p50")


def is_lopsided(p10: Decimal, p50: Decimal, p90: Decimal) -> bool:
    """Whether the median given is further than half a deviation from the middle of its own interval: on the scale of
    logarithms, |ln p50 − midpoint| > 0.5σ. The log-normal then misses the two ends it was given."""
    middle = log_normal(p10, p90)
    return abs(math.log(p50) - float(middle.mu)) > 0.5 * float(middle.sigma)


def in_logs(value: float) -> Decimal:
    return round_to(Decimal(value), LOG_PLACES)
