"""Where sums of time or bytes are taken and rounded: each stretch, each resource, each day, or the month."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise

from dealdesk.kernel.money import EXACT, ZERO, Rounding, round_to
from quotes.domain.metering.meter import WORTH, Meter, Summed, Unit


@dataclass(frozen=True, kw_only=True)
class Piece:
    """An amount in seconds or bytes that falls into one bucket; `copies` users or streams each have it."""

    bucket: str
    amount: Decimal
    user: str
    nth: int
    day: int
    interval: int
    copies: int


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a bucket comes to: seconds, bytes, GB-hours or Mbps as counted, the same in the meter's unit, as billed.

    Where there is one bucket only it has no name.
    """

    bucket: str
    amount: Decimal
    exact: Decimal
    quantity: Decimal


# What is added up before it is rounded; copies are parts of their own where the part is one user's or stream's.
PARTS: dict[Summed, Callable[[Piece], Hashable]] = {
    Summed.INTERVAL: lambda piece: (piece.interval, piece.nth, piece.copies),
    Summed.RESOURCE: lambda piece: (piece.user, piece.nth, piece.copies),
    Summed.DAY: lambda piece: piece.day,
    Summed.MONTH: lambda piece: None,
}
APART = frozenset({Summed.INTERVAL, Summed.RESOURCE})


def settled(value: Decimal, meter: Meter) -> Decimal:
    """A sum as it is billed: to the meter's places in its mode."""
    return value if meter.places is None else round_to(value, meter.places, meter.mode)


def in_units(meter: Meter, amount: Decimal) -> Decimal:
    """Seconds or bytes in the meter's unit, to 80 significant digits."""
    return EXACT.divide(amount, WORTH[meter.unit])


def settle(meter: Meter, pieces: Iterable[Piece]) -> tuple[Measured, ...]:
    """Adds pieces up, by bucket and by what the meter sums, and rounds every sum. Buckets keep their first order."""
    sums: dict[tuple[str, Hashable], Decimal] = defaultdict(lambda: ZERO)
    copies: dict[tuple[str, Hashable], int] = {}
    used: dict[str, Decimal] = defaultdict(lambda: ZERO)
    apart = meter.summed in APART
    for piece in pieces:
        part = piece.bucket, PARTS[meter.summed](piece)
        together = piece.amount * piece.copies
        sums[part] += piece.amount if apart else together
        copies[part] = piece.copies if apart else 1
        used[piece.bucket] += together
    billed: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for part, amount in sums.items():
        billed[part[0]] += settled(in_units(meter, amount), meter) * copies[part]
    return tuple(
        Measured(bucket=name, amount=used[name], exact=in_units(meter, used[name]), quantity=billed[name])
        for name in billed
    )


def started(amounts: Sequence[Decimal], unit: Unit = Unit.MINUTE) -> list[int]:
    """What each amount in turn takes from a package that counts started units of the running total.

    Tencent TRTC, product 647/42298: 30, 20 and 40 seconds take 1, 0 and 1 minutes.
    """
    running = [int(round_to(EXACT.divide(total, WORTH[unit]), 0, Rounding.UP)) for total in accumulate(amounts)]
    return [after - before for before, after in pairwise([0, *running])]
