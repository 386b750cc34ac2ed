"""Meters and usage for tests: plain builders, and random ones of any shape."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from dealdesk.kernel.money import Rounding
from dealdesk.kernel.percent import Percent
from quotes.domain.metering.allowances import Allowance
from quotes.domain.metering.meter import IN_TIERS, OF_TIME, UNITS, Counts, Meter, Sound, Summed, Weight
from quotes.domain.metering.tiers import Tier, TierTable
from quotes.domain.metering.usage import Interval, Role, Size

P360, P720, P1080, P1440 = Size(640, 360), Size(1280, 720), Size(1920, 1080), Size(2560, 1440)
TIERS = TierTable(
    sound="audio",
    tiers=(Tier("HD", 921_600), Tier("FHD", 2_073_600), Tier("2K", 3_686_400)),
    counted_as=((Size(640, 352), P360),),
)
SINCE = date(2026, 7, 1)


def meter(counts: Counts = Counts.USER_MINUTES, **values: Any) -> Meter:
    plain: dict[str, Any] = {
        "unit": UNITS[counts][0],
        "since": SINCE,
        "source": "price page",
        "places": 0 if counts in OF_TIME else None,
        "tiers": TIERS if counts in IN_TIERS else None,
        "hours_in_month": 720 if counts is Counts.STORAGE else 0,
    }
    return Meter(counts=counts, **(plain | values))


def interval(seconds: int | str, *videos: Size, **values: Any) -> Interval:
    return Interval(seconds=Decimal(seconds), videos=videos, **values)


sizes = st.sampled_from([Size(320, 180), Size(640, 352), P360, Size(960, 540), P720])
seconds = st.one_of(st.integers(0, 7200).map(Decimal), st.decimals(min_value=0, max_value=7200, places=3))
intervals = st.builds(
    Interval,
    seconds=seconds,
    user=st.sampled_from(["Lin", "Wang", "Zhao"]),
    role=st.sampled_from([Role.HOST, Role.AUDIENCE]),
    videos=st.lists(sizes, max_size=3).map(tuple),
    sounds=st.integers(0, 3),
    day=st.integers(1, 3),
    copies=st.integers(1, 4),
)


@st.composite
def tables(draw: Callable[[st.SearchStrategy[Any]], Any]) -> TierTable:
    ends = sorted(draw(st.sets(st.integers(1, 10**8), min_size=1, max_size=6)))
    last = draw(st.sampled_from([None, ends[-1]]))
    odd = draw(st.sets(sizes, max_size=3))
    return TierTable(
        sound="audio",
        tiers=tuple(Tier(f"tier {n}", end) for n, end in enumerate([*ends[:-1], last])),
        counted_as=tuple((size, draw(sizes)) for size in sorted(odd)),
    )


def numbers(least: str, most: str) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=Decimal(least), max_value=Decimal(most), places=4)


@st.composite
def meters(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Meter:
    """Any meter that may be."""
    counts = draw(st.sampled_from(list(Counts)))
    tiers = draw(st.none() | tables()) if counts in IN_TIERS else None
    weighted = tiers is not None and draw(st.booleans())
    names = tiers.names if tiers else ("",)
    free = draw(numbers("0", "10000"))
    order = ("",) if weighted else tuple(draw(st.permutations(names)))
    return meter(
        counts,
        unit=draw(st.sampled_from(UNITS[counts])),
        since=draw(st.dates()),
        source=draw(st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()))),
        summed=draw(st.sampled_from(list(Summed))),
        places=draw(st.none() | st.integers(0, 8)),
        mode=draw(st.sampled_from(list(Rounding))),
        roles=tuple(draw(st.lists(st.sampled_from(list(Role)), min_size=1, unique=True))),
        sound=draw(st.sampled_from(list(Sound))),
        tiers=tiers,
        weights=tuple(Weight(name, draw(numbers("0.01", "36"))) for name in names) if weighted else (),
        free=draw(st.none() | st.just(Allowance(units=free, order=order))),
        hours_in_month=draw(st.integers(1, 744)) if counts is Counts.STORAGE else 0,
        floor=draw(st.none() | numbers("0", "100").map(Percent)) if counts is Counts.ENHANCED_95 else None,
    )
