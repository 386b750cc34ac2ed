"""What of a month's load costs us money, in the units that it is bought in."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from typing import Any

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal
from quotes.domain.costs.words import CostRule
from quotes.domain.spelling import number
from quotes.domain.usage.demand import Load, known_months
from quotes.domain.usage.growth import going_on


@dataclass(frozen=True, kw_only=True)
class Need:
    """One month in one region.

    Mbps are those of the busier direction, as carriers bill a port; `daily_peak` is the sum of the days' peaks in
    Mbps·day; `traffic` is GB out. `streams` go into and out of the servers at the month's peak. `relayed` is the share
    of the traffic through TURN, from 0 to 1. `is_upper_bound` and `is_partial` are the load's own words.
    """

    month: int
    region: str
    monthly_95: Decimal = ZERO
    enhanced_95: Decimal = ZERO
    daily_peak: Decimal = ZERO
    monthly_peak: Decimal = ZERO
    traffic: Decimal = ZERO
    between_peak: Decimal = ZERO
    between_traffic: Decimal = ZERO
    streams: Decimal = ZERO
    minutes: Decimal = ZERO
    user_minutes: Decimal = ZERO
    recorded_minutes: Decimal = ZERO
    mixed_minutes: Decimal = ZERO
    pushed_minutes: Decimal = ZERO
    relayed: Decimal = ZERO
    is_upper_bound: bool = False
    is_partial: bool = False

    def by(self, rule: CostRule) -> Decimal:
        """Mbps, Mbps·day or GB, as one of the traffic rules bills them."""
        billed: Decimal = getattr(self, rule.value)
        return billed

    def grown(self, factor: Decimal) -> "Need":
        """Everything that is used, times a factor."""
        amounts: dict[str, Any] = {name: EXACT.multiply(getattr(self, name), factor) for name in AMOUNTS}
        return replace(self, **amounts)


AMOUNTS = tuple(
    one.name for one in fields(Need) if one.name not in {"month", "region", "relayed", "is_upper_bound", "is_partial"}
)


# What grows with the days of a month; peaks and percentiles do not.
VOLUMES = (
    "daily_peak",
    "traffic",
    "between_traffic",
    "minutes",
    "user_minutes",
    "recorded_minutes",
    "mixed_minutes",
    "pushed_minutes",
)


def for_forecast(loads: Sequence[Load]) -> tuple[Need, ...]:
    """What a measured series says of months to come, counted anew from 1: the months that are known day by day; where
    none is, the parts there are, as if they went on to the month's end. Bills are forecast from the same months."""
    months = enumerate(known_months(loads), 1)
    return tuple(replace(_gone_on(load), month=number) for number, month in months for load in month)


def _gone_on(load: Load) -> Need:
    need = need_of(load)
    if load.known_days == load.days:
        return need
    amounts: dict[str, Any] = {name: EXACT.multiply(getattr(need, name), load.stretch) for name in VOLUMES}
    return replace(need, **amounts)


def need_of(load: Load) -> Need:
    """A load's figures in the units that cost is bought in; the 95th without the valid-days factor, so it is the most.

    A carrier bills the busier direction of a port, and traffic by what goes out.
    """
    rates = load.egress, load.ingress
    return Need(
        month=load.month,
        region=load.region,
        monthly_95=max(one.monthly_95 for one in rates),
        enhanced_95=max(one.enhanced_95 for one in rates),
        daily_peak=EXACT.multiply(max(one.daily_peak_mean for one in rates), Decimal(load.valid_days)),
        monthly_peak=max(one.peak for one in rates),
        traffic=load.egress_gb,
        between_peak=load.between_peak,
        between_traffic=load.between_gb,
        streams=EXACT.add(load.streams_out, load.streams_in),
        minutes=load.stream_minutes,
        user_minutes=load.user_minutes,
        recorded_minutes=load.recorded_minutes,
        mixed_minutes=load.mixed_minutes,
        pushed_minutes=load.pushed_minutes,
        relayed=load.turned,
        is_upper_bound=load.is_upper_bound,
        is_partial=load.is_partial,
    )


def together(needs: Sequence[Need]) -> Need:
    """All regions of a month as one: peaks are added up though they need not fall into one hour, so it is the most."""
    if not needs:
        raise Refusal("There is no usage to add up.")
    sums: dict[str, Any] = {name: sum((getattr(one, name) for one in needs), ZERO) for name in AMOUNTS}
    return replace(needs[0], region="", **sums)


def over_term(needs: Sequence[Need], months: int, growth: Decimal = ZERO) -> tuple[Need, ...]:
    """Needs of the months 1 to n until `months` are full, going on as `usage.growth` says of every use. What was told
    is left as it is; that it repeats is an assumption to be stated."""
    known = sorted({need.month for need in needs})
    found = []
    for month, (place, factor) in enumerate(going_on(len(known), months, growth), 1):
        told = (need for need in needs if need.month == known[place])
        found += [replace(need.grown(factor), month=month) for need in told]
    return tuple(found)


def need_json(need: Need) -> dict[str, Any]:
    """Plain JSON values: numbers as shortest decimal strings; what is nothing is left out."""
    told = {name: number(value) if isinstance(value, Decimal) else value for name, value in asdict(need).items()}
    return {name: value for name, value in told.items() if value not in {"0", False} or name == "region"}


def need_from(told: dict[str, Any]) -> Need:
    kept = {"month", "region", "is_upper_bound", "is_partial"}
    read: dict[str, Any] = {name: value if name in kept else Decimal(value) for name, value in told.items()}
    return Need(**read)
