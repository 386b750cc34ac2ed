"""What an amount is counted in, in words: the unit, the time it is for, and whether tax is in it."""

from decimal import Decimal

from django.utils.translation import gettext, ngettext

from dealdesk.kernel.formats import NOTHING, points

A_MONTH, A_YEAR = 1, 12


def off_list(value: Decimal | None) -> str:
    """How far below list a price is, in percent points; above it is a surcharge, and never a discount with a minus."""
    if value is None or value >= 0:
        return NOTHING if value is None else points(value)
    return gettext("surcharge %(points)s") % {"points": points(-value)}


def unit(currency: str, basis: bool | None = None, *, large: bool = False, months: int | None = None) -> str:
    """元 or 万元, and for any other currency its code; `basis` says whether tax is in it, None says nothing of tax.

    A total is for the whole term of so many `months`: 元/年 where that is a year, 元/月 where it is one month.
    """
    name = currency
    if currency == "CNY":
        name = gettext("CNY 10k") if large else gettext("yuan")
    if months is not None:
        name = _FOR.get(months, lambda: gettext("%(unit)s for %(months)s months"))() % {"unit": name, "months": months}
    if basis is None:
        return name
    return (gettext("%(unit)s, tax included") if basis else gettext("%(unit)s, before tax")) % {"unit": name}


_FOR = {A_MONTH: lambda: gettext("%(unit)s a month"), A_YEAR: lambda: gettext("%(unit)s a year")}


def for_term(months: int | None) -> str:
    """What stands beside an amount in a column of amounts a year, where it is for another term; "" where it is not."""
    return "" if months == A_YEAR else for_months(months)


def for_months(months: int | None) -> str:
    """For how long an amount is, where it says so."""
    if months is None:
        return ""
    return ngettext("for %(months)s month", "for %(months)s months", months) % {"months": months}
