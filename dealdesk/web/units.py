"""What an amount is counted in, in words: the unit, and whether tax is in it."""

from django.utils.translation import gettext


def unit(currency: str, basis: bool | None = None, *, large: bool = False) -> str:
    """元 or 万元, and for any other currency its code; `basis` says whether tax is in it, None says nothing of tax."""
    name = currency
    if currency == "CNY":
        name = gettext("CNY 10k") if large else gettext("yuan")
    if basis is None:
        return name
    return (gettext("%(unit)s, tax included") if basis else gettext("%(unit)s, before tax")) % {"unit": name}
