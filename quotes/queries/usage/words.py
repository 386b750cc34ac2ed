"""Rates, volumes and stretches as a reader sees them, each with its unit."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.formats import quantity
from dealdesk.kernel.money import round_to
from quotes.domain.usage.between import Between
from quotes.domain.usage.series import Measure

THOUSAND = Decimal(1000)
WAN = Decimal(10_000)


@dataclass(frozen=True)
class Figure:
    """One figure with its name, and in small print what is to be known about it."""

    label: str
    value: str
    note: str = ""


def rate(mbps: Decimal) -> str:
    """15,000 Mbps are 15 Gbps; below one Mbps it is said in kbps."""
    return stretch(Between.exactly(mbps))


def stretch(mbps: Between) -> str:
    """Both ends in the unit of the higher one: 10–20 Gbps."""
    unit, by = "Mbps", Decimal(1)
    if mbps.high >= THOUSAND:
        unit, by = "Gbps", 1 / THOUSAND
    elif 0 < mbps.high < 1:
        unit, by = "kbps", THOUSAND
    low, high = (short(end * by) for end in (mbps.low, mbps.high))
    return f"{low} {unit}" if low == high else f"{low}–{high} {unit}"


def volume(gb: Decimal) -> str:
    """GB of 1,000 MB; from 1,000 of them on, TB."""
    return f"{short(gb / THOUSAND)} TB" if gb >= THOUSAND else f"{short(gb)} GB"


def heads(count: Decimal) -> str:
    """Streams and people are whole."""
    return quantity(round_to(count, 0))


def short(value: Decimal) -> str:
    """At most two decimals, and none that says nothing."""
    return quantity(round_to(value, 2))


def unit_of(measure: Measure) -> str:
    if measure is Measure.PEOPLE:
        return gettext("people")
    return gettext("streams") if measure is Measure.STREAMS else "Mbps"


def read(value: Decimal, measure: Measure) -> str:
    """A reading: heads whole from a hundred on, rates with two decimals."""
    return heads(value) if measure in {Measure.PEOPLE, Measure.STREAMS} and value >= 100 else short(value)
