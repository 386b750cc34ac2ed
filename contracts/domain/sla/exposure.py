"""What a promise will cost: by a mean downtime, or by drawing months from our own incidents.

The draws come from a generator whose stream is frozen (`RandomState`, NEP 19), begun with a hash of the log alone: the
same log gives the same figure on every machine, and every wording is weighed against the very same months.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256

import numpy as np

from contracts.domain.sla.credits import Scale
from contracts.domain.sla.replay import Incident, measured
from contracts.domain.sla.spans import may_be_down, up_for
from contracts.domain.sla.wordings import Wording
from dealdesk.kernel.money import EXACT, ZERO, round_to
from dealdesk.kernel.percent import HUNDRED, Percent
from dealdesk.kernel.refusals import Refusal

DRAWS = 5_000
SECONDS_A_DAY = 86_400
# The month that one in twenty is worse than.
BAD_MONTH = 0.95


@dataclass(frozen=True, kw_only=True)
class Expected:
    """The chance from 0 to 1 that the promise is missed in a month, and what that gives back on average; unrounded."""

    missed: Decimal
    credit: Decimal


def expected_credit(mean_down: Decimal, commitment: Percent, month: Decimal, credit: Percent, fee: Decimal) -> Expected:
    """If downtime is exponential about its mean, all in minutes: P(D > d) = e^(-d/m). A mean of nothing misses nothing.

    For want of a log; with one, `drawn` is the better word.
    """
    if mean_down < 0 or fee < 0:
        raise Refusal("Downtime and fees are not below nothing.", field="mean_down")
    allowed = may_be_down(commitment, month)
    missed = EXACT.exp(EXACT.divide(-allowed, mean_down)) if mean_down else ZERO
    return Expected(missed=missed, credit=EXACT.multiply(missed, credit.of(fee)))


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Of so many months drawn: the share in which the promise is missed, the mean credit, the credit of the month that
    one in twenty is worse than, and of the worst; money unrounded, in the fee's currency. `seed` is the hash the draws
    began with: the same seed gives the same figures, on any machine."""

    missed: Decimal
    expected: Decimal
    bad: Decimal
    worst: Decimal
    draws: int
    seed: str


def drawn(
    log: Sequence[Incident],
    wording: Wording,
    scale: Scale,
    fee: Decimal,
    days: Sequence[date],
    *,
    month_days: int = 30,
    n: int = DRAWS,
) -> Drawn:
    """Months put together from the days of our log, each drawn with replacement (a bootstrap of days).

    `days` are all days the log covers, quiet ones too. Incidents belong to the day they begin on, so that one that runs
    past midnight stays whole. Refuses a log of no days.
    """
    if not days:
        raise Refusal("The log covers no day.", field="log")
    lost = _lost_by_day(log, wording, days)
    seed = seed_of(lost.keys(), log)
    picked = np.random.RandomState(np.frombuffer(bytes.fromhex(seed), dtype="<u4")).randint(
        0, len(days), size=(n, month_days)
    )
    months = np.fromiter(lost.values(), dtype=np.float64, count=len(days))[picked].sum(axis=1)
    # Few different months come out of many draws; longer downtimes never give back less.
    downs, times = np.unique(months, return_counts=True)
    ups = [_up(float(down), month_days) for down in downs]
    credit = [scale.credit(up).of(fee) for up in ups]
    missed = sum(int(often) for up, often in zip(ups, times, strict=True) if up < scale.commitment)
    whole = sum((each * int(often) for each, often in zip(credit, times, strict=True)), ZERO)
    return Drawn(
        missed=EXACT.divide(Decimal(missed), Decimal(n)),
        expected=EXACT.divide(whole, Decimal(n)),
        bad=credit[int(np.searchsorted(np.cumsum(times), BAD_MONTH * n))],
        worst=credit[-1],
        draws=n,
        seed=seed,
    )


def left_of(margin: Decimal, revenue: Decimal, credit: Percent) -> Decimal:
    """What is left of a month's margin after a credit of so much of its fee, below nothing where the credit is the
    larger; margin and revenue before VAT, in one currency, unrounded."""
    return EXACT.subtract(margin, credit.of(revenue))


def meets(log: Sequence[Incident], wording: Wording, commitment: Percent, days: Sequence[date]) -> Decimal:
    """In how many of a hundred months drawn from the log the promise is kept; to two places, halves up."""
    missed = drawn(log, wording, Scale(commitment=commitment, tiers=()), ZERO, days).missed
    return round_to(EXACT.multiply(HUNDRED, EXACT.subtract(Decimal(1), missed)), 2)


def _lost_by_day(log: Sequence[Incident], wording: Wording, days: Sequence[date]) -> dict[date, float]:
    by_day: dict[date, list[Incident]] = {day: [] for day in days}
    for one in log:
        by_day.setdefault(one.begins.date(), []).append(one)
    return {day: _lost(day, by_day[day], wording) for day in days}


def _lost(day: date, log: Sequence[Incident], wording: Wording) -> float:
    if not log:
        return 0.0
    midnight = datetime.combine(day, time(), tzinfo=log[0].begins.tzinfo)
    end = max(midnight + timedelta(days=1), *(one.ends for one in log))
    return float(measured(log, wording, midnight, end).down)


def _up(down: float, month_days: int) -> Percent:
    total = Decimal(month_days * SECONDS_A_DAY)
    return up_for(min(Decimal(down), total), total)


def seed_of(days: Iterable[date], log: Sequence[Incident]) -> str:
    """The SHA-256 of the days and of the incidents' beginnings and ends, in hexadecimal: of the log alone."""
    told = [[day.isoformat() for day in days], [(one.begins.isoformat(), one.ends.isoformat()) for one in log]]
    return sha256(repr(told).encode()).hexdigest()
