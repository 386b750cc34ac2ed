"""How good intervals turned out to be: proper scores, hit rates with their uncertainty, and by how much to widen them.

On the scale of logarithms a miss by a tenth counts the same in a small deal and in a large one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import pairwise

from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.budgets.distributions import LOG_PLACES, SHARE_PLACES, STANDARD
from stakeholders.domain.budgets.intervals import Interval, linear_quantile

# An interval from P10 to P90 leaves out two in ten.
ALPHA = Decimal("0.2")
COVERED = Decimal("0.8")
# Fewer outcomes than this say nothing about how wide somebody's intervals should be.
FEWEST_OUTCOMES = 10
# The scale of chances in thirds: few forecasts are told apart by no more.
THIRDS = (Decimal(0), Decimal(1) / 3, Decimal(2) / 3, Decimal(1))


@dataclass(frozen=True, kw_only=True)
class Told:
    """An interval that was frozen, and what it turned out to be: all above zero, in one basis; `p50` as it was given,
    or the middle of the logarithms."""

    p10: Decimal
    p90: Decimal
    actual: Decimal
    p50: Decimal | None = None

    @property
    def is_hit(self) -> bool:
        return self.actual in Interval(self.p10, self.p90)


@dataclass(frozen=True, kw_only=True)
class Record:
    """How somebody's intervals did. `hit_rate` lies in `likely` nineteen times in twenty; `winkler` is the mean on the
    scale of logarithms; `factor` is None below ten outcomes."""

    outcomes: int
    hits: int
    hit_rate: Decimal
    likely: Interval
    winkler: Decimal
    factor: Decimal | None


def quantile_score(share: Decimal, forecast: Decimal, actual: Decimal) -> Decimal:
    """2p(y − q) where the quantile was not reached too low, else 2(1 − p)(q − y). Exact. Source: fpp3 §5.9."""
    with localcontext(EXACT):
        return 2 * (share * (actual - forecast) if actual >= forecast else (1 - share) * (forecast - actual))


def winkler(interval: Interval, actual: Decimal, alpha: Decimal = ALPHA) -> Decimal:
    """(u − l) + 2/α·(l − y)⁺ + 2/α·(y − u)⁺: lower is better. Exact to 80 digits.

    It is what the two ends score as quantiles, over α. Source: Gneiting & Raftery 2007, equation 43.
    """
    if interval.upper < interval.lower or not 0 < alpha < 1:
        raise Refusal("An interval rises, and leaves out a share between 0 and 1.")
    with localcontext(EXACT):
        ends = quantile_score(alpha / 2, interval.lower, actual) + quantile_score(1 - alpha / 2, interval.upper, actual)
        return ends / alpha


def brier(told: Sequence[Decimal], happened: Sequence[bool]) -> Decimal:
    """The mean of (p − outcome)². Exact to 80 digits. Source: Brier 1950."""
    if not told or len(told) != len(happened):
        raise Refusal("Every probability has one outcome.")
    with localcontext(EXACT):
        return sum(((p - int(came)) ** 2 for p, came in zip(told, happened, strict=True)), ZERO) / len(told)


@dataclass(frozen=True, kw_only=True)
class Band:
    """Forecasts between two chances, the lower one included: how many, what was said on average, how often it came."""

    low: Decimal
    high: Decimal
    forecasts: int
    said: Decimal
    came: Decimal


def calibration(told: Sequence[Decimal], happened: Sequence[bool]) -> tuple[Band, ...]:
    """What was said beside what came, in thirds of the scale; a third without a forecast is left out. Shares to 9
    decimals. Whoever says 80 % should be right eight times in ten."""
    found = []
    for low, high in pairwise(THIRDS):
        pairs = [
            (p, came) for p, came in zip(told, happened, strict=True) if low <= p < high or (p == high == THIRDS[-1])
        ]
        if pairs:
            said, came = (sum(map(Decimal, column), ZERO) for column in zip(*pairs, strict=True))
            shares = (round_to(EXACT.divide(whole, Decimal(len(pairs))), SHARE_PLACES) for whole in (said, came))
            found.append(Band(low=low, high=high, forecasts=len(pairs), said=next(shares), came=next(shares)))
    return tuple(found)


def wilson(hits: int, outcomes: int, level: Decimal = Decimal("0.95")) -> Interval:
    """What a share of so many may be, `level` of the time, to 9 decimals. Source: Wilson 1927, without continuity."""
    if not 0 <= hits <= outcomes or not outcomes:
        raise Refusal("A share needs at least one outcome.")
    z = STANDARD.inv_cdf((1 + float(level)) / 2)
    rate, shrunk = hits / outcomes, 1 + z**2 / outcomes
    middle = (rate + z**2 / (2 * outcomes)) / shrunk
    half = z / shrunk * math.sqrt(rate * (1 - rate) / outcomes + z**2 / (4 * outcomes**2))
    lower, upper = (round_to(Decimal(end), SHARE_PLACES) for end in (max(0.0, middle - half), min(1.0, middle + half)))
    return Interval(lower, upper)


def widening(told: Sequence[Told]) -> Decimal | None:
    """By which factor intervals should be wider, on the scale of logarithms, so that eight in ten would have held: the
    80 % quantile of |ln y − μ| / (1.2816·σ), to 9 decimals. None below ten outcomes."""
    if len(told) < FEWEST_OUTCOMES:
        return None
    return round_to(linear_quantile([_off(one) for one in told], COVERED), SHARE_PLACES)


def record(told: Sequence[Told]) -> Record | None:
    """None where nothing is known yet."""
    if not told:
        return None
    hits, outcomes = sum(one.is_hit for one in told), len(told)
    with localcontext(EXACT):
        mean = sum((_winkler_in_logs(one) for one in told), ZERO) / outcomes
        rate = Decimal(hits) / outcomes
    return Record(
        outcomes=outcomes,
        hits=hits,
        hit_rate=round_to(rate, SHARE_PLACES),
        likely=wilson(hits, outcomes),
        winkler=round_to(mean, SHARE_PLACES),
        factor=widening(told),
    )


def _winkler_in_logs(one: Told) -> Decimal:
    low, high, actual = (round_to(value.ln(), LOG_PLACES) for value in (one.p10, one.p90, one.actual))
    return winkler(Interval(low, high), actual)


def _off(one: Told) -> Decimal:
    """How far the outcome lies from the middle, in units of the interval's own half."""
    low, high = math.log(one.p10), math.log(one.p90)
    middle = (low + high) / 2 if one.p50 is None else math.log(one.p50)
    # 1.2816·σ is half of the interval, as it was fitted.
    return Decimal(abs(math.log(one.actual) - middle) / ((high - low) / 2))
