"""Forms of billing in words: what is counted, what a price is for, and how a line of an offer is called."""

from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.formats import quantity, unit_price
from dealdesk.kernel.money import round_to
from quotes.domain.billing.forms import Part
from quotes.domain.billing.tariffs import Billing, Counted, Every, Rate, Tariff
from quotes.domain.pricing.charges import PerUnit

HUNDRED, THOUSAND = Decimal(100), Decimal(1000)


def counted_word(counted: Counted) -> str:
    return {Counted.STREAMS: gettext("streams"), Counted.USERS: gettext("users"), Counted.MBPS: "Mbps"}[counted]


def unit_of(tariff: Tariff, part: Part, rate: Rate | None) -> str:
    """What one unit of a line is: 路·年, 千分钟, GB, 个."""
    if part is Part.PACKAGES or rate is None:
        return gettext("packages")
    one = counted_word(tariff.counted)
    if rate.every is not Every.ONCE:
        words = {
            Every.DAY: gettext("%(unit)s·day"),
            Every.MONTH: gettext("%(unit)s·month"),
            Every.YEAR: gettext("%(unit)s·year"),
        }
        return words[rate.every] % {"unit": one}
    if part is Part.USE and tariff.billing is Billing.TRAFFIC:
        return "GB"
    if part is Part.USE and tariff.billing is Billing.DAILY_PEAK:
        return gettext("%(unit)s·day") % {"unit": one}
    return gettext("thousand minutes") if rate.per == THOUSAND else gettext("minutes")


def price_of(tariff: Tariff, part: Part, rate: Rate | None) -> str:
    """The price per unit; a price model is told by its kind."""
    if part is Part.PACKAGES:
        return unit_price(tariff.pack.price) if tariff.pack else ""
    if rate is None:
        return ""
    return unit_price(rate.charge.unit) if isinstance(rate.charge, PerUnit) else gettext(rate.charge.kind.label)


def name_of(tariff: Tariff) -> str:
    return tariff.name or gettext(tariff.billing.label)


def line_name(tariff: Tariff, part: Part) -> str:
    """How a line of the offer is called: the tariff's name, and which part of it this is."""
    name = name_of(tariff)
    if part is Part.BASE and tariff.level is not None:
        said = {"name": name, "level": level_words(tariff)}
        return gettext("%(name)s: base of %(level)s") % said
    if part is Part.USE and tariff.billing is Billing.CONTRACT and tariff.level is not None:
        return gettext("%(name)s: %(level)s contracted") % {"name": name, "level": level_words(tariff)}
    if part is Part.OVER:
        return gettext("%(name)s: above that") % {"name": name}
    return name


def level_words(tariff: Tariff) -> str:
    return f"{quantity(tariff.level)} {counted_word(tariff.counted)}"


def whole(units: Decimal) -> str:
    """Counted things without decimals that nobody reads; a small number keeps three."""
    return quantity(round_to(units, 0 if units >= HUNDRED else 3))
