"""Several signals as one: the linear pool that we show, and the forms that hold only where signals agree."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from dealdesk.kernel.money import EXACT
from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.budgets.distributions import Distribution, LogNormal, Mixture, in_logs

# Beyond this share of χ² the signals contradict each other.
CONFLICT = Decimal("0.95")


@dataclass(frozen=True)
class Weighted[D: Distribution]:
    """One signal's distribution and its weight beside the others, above zero; only proportions count."""

    told: D
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Cochran's Q against χ² with one degree less than there are signals; `tau2` is DerSimonian and Laird's variance
    between them, on the scale of logarithms. `p_value` is how often signals that agree would lie as far apart."""

    q: Decimal
    freedom: int
    p_value: Decimal
    tau2: Decimal

    @property
    def is_one(self) -> bool:
        return self.p_value < 1 - CONFLICT


def shares(signals: Sequence[Weighted[Distribution]]) -> tuple[Decimal, ...]:
    """Weights as parts of one, to 80 digits: whatever was typed, they sum to 1, or experts would count double."""
    weights = [signal.weight for signal in signals]
    if not weights or min(weights) <= 0:
        raise Refusal("Every signal has a weight above zero.", field="weight")
    with localcontext(EXACT):
        whole = sum(weights)
        return tuple(weight / whole for weight in weights)


def linear_pool(signals: Sequence[Weighted[Distribution]]) -> Mixture:
    """F(x) = Σ wᵢ·Fᵢ(x): it says that one of the signals is right, and not which."""
    return Mixture(tuple((share, signal.told) for share, signal in zip(shares(signals), signals, strict=True)))


def log_pool(signals: Sequence[Weighted[LogNormal]], tau2: Decimal = Decimal(0)) -> LogNormal:
    """τ = Σ wᵢ/σᵢ², μ = Σ(wᵢ·μᵢ/σᵢ²)/τ, σ² = 1/τ, and `tau2` on top where signals contradict each other.

    The weights sum to 1: with 1 each, the pool would take the signals for independent and shrink falsely.
    """
    found = _floats(signals)
    precision = math.fsum(share / sigma**2 for share, _mu, sigma in found)
    mu = math.fsum(share * mu / sigma**2 for share, mu, sigma in found) / precision
    return LogNormal(mu=in_logs(mu), sigma=in_logs(math.sqrt(1 / precision + float(tau2))))


def quantile_average(signals: Sequence[Weighted[LogNormal]]) -> LogNormal:
    """μ = Σ wᵢ·μᵢ, σ = Σ wᵢ·σᵢ: every quantile is the geometric mean of the signals' own. Source: Vincent 1912."""
    found = _floats(signals)
    mu = math.fsum(share * mu for share, mu, _sigma in found)
    return LogNormal(mu=in_logs(mu), sigma=in_logs(math.fsum(share * sigma for share, _mu, sigma in found)))


def conflict(signals: Sequence[LogNormal]) -> Conflict | None:
    """Q = Σ(μᵢ − μ̄)²/σᵢ², μ̄ weighted by 1/σᵢ²; None for fewer than two signals. Q and p to 12 decimals.

    Sources: Cochran 1954; DerSimonian & Laird 1986.
    """
    freedom = len(signals) - 1
    if freedom < 1:
        return None
    found = [(float(one.mu), float(one.sigma) ** -2) for one in signals]
    whole = math.fsum(precision for _mu, precision in found)
    mean = math.fsum(precision * mu for mu, precision in found) / whole
    q = math.fsum(precision * (mu - mean) ** 2 for mu, precision in found)
    rest = whole - math.fsum(precision**2 for _mu, precision in found) / whole
    return Conflict(
        q=in_logs(q),
        freedom=freedom,
        p_value=in_logs(_chi2_above(q, freedom)),
        tau2=in_logs(max(0.0, (q - freedom) / rest)),
    )


def _chi2_above(q: float, freedom: int) -> float:
    """P(χ² > q) for whole degrees of freedom, as a finite sum (Abramowitz & Stegun 26.4.4 and 26.4.5)."""
    half = q / 2
    if freedom % 2:
        term, start, total = math.sqrt(half) / math.gamma(1.5), 1.5, math.erfc(math.sqrt(half))
    else:
        term, start, total = 1.0, 1.0, 0.0
    for step in range(freedom // 2):
        total += term * math.exp(-half)
        term *= half / (start + step)
    return min(1.0, total)


def _floats(signals: Sequence[Weighted[LogNormal]]) -> list[tuple[float, float, float]]:
    return [
        (float(share), float(signal.told.mu), float(signal.told.sigma))
        for share, signal in zip(shares(signals), signals, strict=True)
    ]
