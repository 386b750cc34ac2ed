"""How long a year of five-minute points takes under eight forms, and ten years: `python -m tests.benchmarks billing`.

Time is the processor's, the best of several turns, from raw points on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial

import numpy as np

from dealdesk.kernel.percent import Percent
from quotes.domain.billing.breakeven import break_evens
from quotes.domain.billing.compared import Demand, Priced, compared
from quotes.domain.billing.months import for_forecast
from quotes.domain.billing.sensitivity import Shift, totals
from quotes.domain.billing.tariffs import Billing, Counted, Tariff
from quotes.domain.usage.series import SHANGHAI, Measure, Series
from tests.benchmarks.pricing import seconds
from tests.quotes.domain.billing.curves import every_form

A_YEAR = 105_120
YEARS = (1, 2, 5, 10)
# The eight that are sold for streams and need nothing but the series.
LEFT_OUT = {Billing.TRAFFIC, Billing.TRADITIONAL_95, Billing.COMMITMENT}
SHIFTS = tuple(Shift(**{name: Percent(Decimal(by))}) for name in ("growth", "peak") for by in (-20, 20))
# A point of ten years may cost at most so many times a point of one.
MOST_GROWTH = 1.5


@dataclass
class Work:
    """One request's questions, each from the answers of the one before."""

    years: int

    def __post_init__(self) -> None:
        self.points = points(self.years)
        self.tariffs: list[Tariff] = [one for one in every_form() if one.billing not in LEFT_OUT]
        self.term = 12 * self.years
        self.demand = self.split()
        self.prices = self.price()

    def split(self) -> Demand:
        start = datetime(2026, 1, 1, tzinfo=SHANGHAI)
        series = Series(measure=Measure.STREAMS, start=start, step=5, points=self.points.copy())
        return Demand(months=for_forecast(series.months), counted=Counted.STREAMS, worth={})

    def price(self) -> tuple[Priced, ...]:
        return compared(self.split(), self.tariffs, self.term)

    def pair(self) -> object:
        return break_evens(self.demand, self.prices, self.term)

    def shift(self) -> object:
        return [totals(self.demand, self.prices, shift, self.term) for shift in SHIFTS]


QUESTIONS: dict[str, Callable[[Work], object]] = {
    "eight forms by month and over the term": Work.price,
    "break-even of all 28 pairs": Work.pair,
    "growth and peak ±20 %": Work.shift,
}


def points(years: int) -> np.ndarray:
    """Lessons in the evening and little else: a curve with a peak, a daily shape and noise, the same on every run."""
    noise = np.random.default_rng(20261126)
    at = np.arange(years * A_YEAR)
    evening = np.exp(-(((at % 288) - 240) ** 2) / 300)
    streams = 120 + 3_000 * evening * noise.uniform(0.6, 1, len(at)) + 4_000 * (noise.random(len(at)) > 0.9999)
    return np.rint(streams * 1000).astype(np.int64)


def main() -> int:
    rows = [
        "| ms | " + " | ".join(f"{years * A_YEAR:,} points" for years in YEARS) + " | growth a point |",
        "|---|" + "---|" * (len(YEARS) + 1),
    ]
    steepest = 0.0
    for name, ask in QUESTIONS.items():
        taken = [seconds(partial(ask, Work(years))) for years in YEARS]
        growth = taken[-1] / taken[0] / YEARS[-1]
        steepest = max(steepest, growth)
        rows.append(f"| {name} | " + " | ".join(f"{one * 1e3:,.1f}" for one in taken) + f" | {growth:.2f} |")
    print("\n".join(rows))
    if steepest > MOST_GROWTH:
        print(f"\nBilling grows faster than its points: {steepest:.2f} times as much a point at ten years.")
        return 1
    return 0
