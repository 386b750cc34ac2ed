"""How many channels or people a small pool needs: Erlang B where nobody waits, Erlang C where they do.

Both run along the recursion B(n) = a·B(n−1) / (n + a·B(n−1)), B(0) = 1, which neither overflows nor loses digits
however large the pool is; 40 digits are kept. Above some thousand Erlangs chance evens out and the peak decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from itertools import count

from dealdesk.kernel.money import ZERO, Rounding, round_to
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal

# Offered 1,000 Erlangs, 1 % blocking needs 3 % more channels than the mean; beyond, the peak is all there is to know.
PEAK_DECIDES = Decimal(1000)
MOST_ERLANGS = Decimal(50_000)
MOST_CHANNELS = 100_000
PLACES = Context(prec=40)
# Far below the digits of any published table.
CLOSE = Decimal("1e-12")
SECONDS = Decimal(3600)
HOURS_A_DAY = Decimal(24)


def offered(calls_an_hour: Decimal, hold_seconds: Decimal) -> Decimal:
    """Erlangs: calls that run at the same time on the mean of the busy hour. 1,200 calls of 180 s are 60."""
    if calls_an_hour < 0 or hold_seconds < 0:
        raise Refusal("Calls and their length are not below zero.", field="calls")
    return PLACES.divide(PLACES.multiply(calls_an_hour, hold_seconds), SECONDS)


def busy_hour_share(busy_hour_calls: Decimal, day_calls: Decimal) -> Percent:
    """The part of a day's calls that falls into its busiest hour: 490 of 3,500 are 14 %."""
    return Percent.part_of(busy_hour_calls, day_calls)


def peak_to_mean(busy_hour: Percent) -> Decimal:
    """How many times the mean of the day its busiest hour is: 14 % are 3.36 times."""
    return busy_hour.ratio * HOURS_A_DAY


def erlang_b(channels: int, erlangs: Decimal) -> Decimal:
    """The chance from 0 to 1 that a call finds all channels taken and is lost, unrounded."""
    _check(channels, erlangs)
    return next(blocked for number, blocked in _blocking(erlangs) if number == channels)


def channels_for(erlangs: Decimal, blocking: Percent) -> int:
    """The fewest channels that lose at most this share of the calls: 10 Erlangs at 1 % need 18."""
    _check(0, erlangs)
    _check_blocking(blocking)
    if not erlangs:
        return 0
    return next(number for number, blocked in _blocking(erlangs) if blocked <= blocking.ratio)


def offered_at(channels: int, blocking: Percent) -> Decimal:
    """The most Erlangs that so many channels carry at this blocking, to twelve decimals: 15 at 1 % carry 8.108."""
    _check(channels, ZERO)
    _check_blocking(blocking)
    with localcontext(PLACES):
        low, high = ZERO, Decimal(channels) / (1 - blocking.ratio) + 1
        while high - low > CLOSE:
            middle = (low + high) / 2
            if erlang_b(channels, middle) <= blocking.ratio:
                low = middle
            else:
                high = middle
    return round_to(low, 12)


def erlang_c(channels: int, erlangs: Decimal) -> Decimal:
    """The chance from 0 to 1 that a call has to wait, unrounded; where more comes than can be served all of them do."""
    lost = erlang_b(channels, erlangs)
    return _waits(channels, erlangs, lost)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a desk of so many people achieves: shares from 0 to 1, `mean_wait` in seconds, None where it never ends."""

    people: int
    waits: Decimal
    in_time: Decimal
    occupancy: Decimal
    mean_wait: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Demand:
    """Requests that come to a desk: so many in `interval_minutes`, each keeping a person for `handling_minutes`."""

    requests: Decimal
    interval_minutes: Decimal
    handling_minutes: Decimal

    def __post_init__(self) -> None:
        if self.requests < 0 or self.interval_minutes <= 0 or self.handling_minutes <= 0:
            raise Refusal("Requests, their interval and their handling are above zero.", field="requests")

    @property
    def erlangs(self) -> Decimal:
        return PLACES.divide(PLACES.multiply(self.requests, self.handling_minutes), self.interval_minutes)


def desk(demand: Demand, people: int, answer_seconds: Decimal) -> Desk:
    """What so many people achieve; `in_time` is the share that is answered within `answer_seconds`."""
    return _desk(demand, people, answer_seconds, erlang_b(people, demand.erlangs))


def people_for(demand: Demand, answer_seconds: Decimal, in_time: Percent, most_occupied: Percent | None = None) -> Desk:
    """The smallest desk that answers this share in time, with no person busier than `most_occupied`, where it is given.

    100 requests in 30 minutes of 3 minutes each, 80 % within 20 s, need 14 people.
    """
    if not 0 <= in_time.points < 100:
        raise Refusal("A share of calls that is answered in time is below 100 %%.", field="in_time")
    if most_occupied is not None and most_occupied.points <= 0:
        raise Refusal("A person is busy for some of the time.", field="most_occupied")
    _check(0, demand.erlangs)
    for number, lost in _blocking(demand.erlangs):
        if number <= demand.erlangs:
            continue
        found = _desk(demand, number, answer_seconds, lost)
        occupied = most_occupied is None or found.occupancy <= most_occupied.ratio
        if found.in_time >= in_time.ratio and occupied:
            return found
    raise AssertionError("the recursion has no end")


def rostered(people: int, shrinkage: Percent) -> int:
    """People on the roster so that so many are there, less leave, training and breaks: 14 at 30 % are 20."""
    if not 0 <= shrinkage.points < 100:
        raise Refusal("Shrinkage is from 0 to below 100 %%.", field="shrinkage")
    return int(round_to(PLACES.divide(Decimal(people), 1 - shrinkage.ratio), 0, Rounding.UP))


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Channels for an offered load. `peak_decides` says that chance no longer matters: size it by the peak."""

    erlangs: Decimal
    channels: int
    blocking: Decimal
    utilisation: Decimal
    peak_decides: bool


def pool(erlangs: Decimal, blocking: Percent) -> Pool:
    """A pool without a queue, such as recorders, transcription, TURN relays: its channels and what they do."""
    channels = channels_for(erlangs, blocking)
    lost = erlang_b(channels, erlangs) if channels else ZERO
    carried = PLACES.multiply(erlangs, 1 - lost)
    return Pool(
        erlangs=erlangs,
        channels=channels,
        blocking=lost,
        utilisation=PLACES.divide(carried, Decimal(channels)) if channels else ZERO,
        peak_decides=erlangs >= PEAK_DECIDES,
    )


def _blocking(erlangs: Decimal) -> Iterator[tuple[int, Decimal]]:
    """The recursion from no channel on, without an end."""
    lost = Decimal(1)
    for number in count():
        yield number, lost
        reached = PLACES.multiply(erlangs, lost)
        lost = PLACES.divide(reached, PLACES.add(reached, Decimal(number + 1)))


def _waits(channels: int, erlangs: Decimal, lost: Decimal) -> Decimal:
    if erlangs >= channels:
        return Decimal(1) if erlangs else ZERO
    with localcontext(PLACES):
        return lost / (1 - (erlangs / channels) * (1 - lost))


def _desk(demand: Demand, people: int, answer_seconds: Decimal, lost: Decimal) -> Desk:
    erlangs = demand.erlangs
    waits = _waits(people, erlangs, lost)
    if erlangs >= people:
        return Desk(people=people, waits=waits, in_time=1 - waits, occupancy=Decimal(1), mean_wait=None)
    with localcontext(PLACES):
        handling = demand.handling_minutes * 60
        spare = people - erlangs
        return Desk(
            people=people,
            waits=waits,
            in_time=1 - waits * (-spare * answer_seconds / handling).exp(),
            occupancy=erlangs / people,
            mean_wait=waits * handling / spare,
        )


def _check(channels: int, erlangs: Decimal) -> None:
    if not 0 <= channels <= MOST_CHANNELS:
        raise Refusal("A pool has from 0 to %(most)s channels.", field="channels", most=f"{MOST_CHANNELS:,}")
    if not (erlangs.is_finite() and 0 <= erlangs <= MOST_ERLANGS):
        raise Refusal(
            "From 0 to %(most)s Erlangs: above some thousand the peak alone decides.",
            field="erlangs",
            most=f"{MOST_ERLANGS:,f}",
        )


def _check_blocking(blocking: Percent) -> None:
    if not 0 < blocking.points < 100:
        raise Refusal("Blocking is above 0 and below 100 %%.", field="blocking")
