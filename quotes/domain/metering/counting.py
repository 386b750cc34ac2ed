"""From usage to billed quantities: each way of counting is one function, and a table says which."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from dealdesk.kernel.money import EXACT, ZERO
from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering import bandwidth as points
from quotes.domain.metering.allowances import over
from quotes.domain.metering.meter import Counts, Meter, Sound
from quotes.domain.metering.rounding import Measured, Piece, in_units, settle, settled
from quotes.domain.metering.usage import Bandwidth, Interval, Usage


def measure(meter: Meter, usage: Usage) -> tuple[Measured, ...]:
    """What the month's usage comes to, one entry a tier in the table's order, or one without a name."""
    found = MEASURES[meter.counts](meter, usage)
    order = meter.tiers.names if meter.tiers else ()
    return tuple(sorted(found, key=lambda one: order.index(one.bucket) if one.bucket in order else -1))


def payable(meter: Meter, usage: Usage) -> tuple[Measured, ...]:
    """The same after the meter's free units; `exact` stays what was used."""
    measured = measure(meter, usage)
    if meter.free is None:
        return measured
    paid = over(meter.free, {one.bucket: one.quantity for one in measured})
    return tuple(replace(one, quantity=paid[one.bucket]) for one in measured)


def buckets(meter: Meter, interval: Interval) -> list[str]:
    """Every count that runs while the interval lasts: one for a user, one for each stream where streams count."""
    if meter.counts is Counts.STREAM_MINUTES:
        return _streams(meter, interval)
    if meter.counts is Counts.USER_MINUTES and meter.tiers:
        # Sound is billed where nothing is seen, even to somebody who is alone.
        return [meter.tiers.of(interval.videos)]
    return [""]


def _streams(meter: Meter, interval: Interval) -> list[str]:
    sounds = min(interval.sounds, 1) if meter.sound is Sound.ONCE else interval.sounds
    if meter.tiers is None:
        return [""] * (len(interval.videos) + sounds)
    return [meter.tiers.of([size]) for size in interval.videos] + [meter.tiers.sound] * sounds


def _pieces(meter: Meter, usage: Usage) -> Iterator[Piece]:
    for number, interval in enumerate(usage.intervals):
        if interval.role in meter.roles:
            for nth, bucket in enumerate(buckets(meter, interval)):
                yield _piece(meter, interval, number, nth, bucket)


def _piece(meter: Meter, interval: Interval, number: int, nth: int, bucket: str) -> Piece:
    weight = meter.weight(bucket, interval.role) if meter.weights else Decimal(1)
    return Piece(
        bucket="" if meter.weights else bucket,
        amount=interval.seconds * weight,
        user=interval.user,
        nth=nth,
        day=interval.day,
        interval=number,
        copies=interval.copies,
    )


def _time(meter: Meter, usage: Usage) -> tuple[Measured, ...]:
    return settle(meter, _pieces(meter, usage))


def _traffic(meter: Meter, usage: Usage) -> tuple[Measured, ...]:
    return settle(
        meter,
        (
            Piece(bucket="", amount=one.octets, user=one.user, nth=0, day=one.day, interval=number, copies=one.copies)
            for number, one in enumerate(usage.transfers)
        ),
    )


def _one(meter: Meter, value: Decimal) -> tuple[Measured, ...]:
    return (Measured(bucket="", amount=value, exact=value, quantity=settled(value, meter)),)


def _storage(meter: Meter, usage: Usage) -> tuple[Measured, ...]:
    """Unit-hours over the hours that the meter gives every month, however long it is."""
    kept = in_units(meter, sum((one.octets * one.hours for one in usage.stored), ZERO))
    average = EXACT.divide(kept, Decimal(meter.hours_in_month))
    return (Measured(bucket="", amount=kept, exact=average, quantity=settled(average, meter)),)


def _given(usage: Usage) -> Bandwidth:
    if usage.bandwidth is None:
        raise Refusal("Bandwidth is billed from its five-minute points: give them.", field="bandwidth")
    return usage.bandwidth


def _most(readings: tuple[int, ...]) -> Decimal:
    return Decimal(max(readings, default=0))


# fmt: off
MEASURES: dict[Counts, Callable[[Meter, Usage], tuple[Measured, ...]]] = {
    Counts.USER_MINUTES:        _time,
    Counts.STREAM_MINUTES:      _time,
    Counts.PARTICIPANT_MINUTES: _time,
    Counts.LIVE_MINUTES:        _time,
    Counts.CONNECTION_MINUTES:  _time,
    Counts.TRAFFIC:             _traffic,
    Counts.PEAK_CONCURRENCY:    lambda meter, usage: _one(meter, _most(usage.online)),
    Counts.RECORDING_CHANNELS:  lambda meter, usage: _one(meter, _most(usage.recording)),
    Counts.MONTHLY_ACTIVE:      lambda meter, usage: _one(meter, Decimal(sum(usage.active))),
    Counts.DAILY_ACTIVE:        lambda meter, usage: _one(meter, Decimal(sum(usage.each_day))),
    Counts.DAILY_PEAK:          lambda meter, usage: _one(meter, sum(points.daily_peaks(_given(usage)), ZERO)),
    Counts.MONTHLY_PEAK:        lambda meter, usage: _one(meter, points.monthly_peak(_given(usage))),
    Counts.MONTHLY_95:          lambda meter, usage: _one(meter, points.monthly_95(_given(usage))),
    Counts.ENHANCED_95:         lambda meter, usage: _one(meter, points.enhanced_95(_given(usage), meter.floor)),
    Counts.STORAGE:             _storage,
}
# fmt: on
