"""What a figure of the customer's and a promise say, in the language in force."""

from decimal import Decimal

from django.utils.translation import gettext, ngettext

from dealdesk.kernel.formats import money, percent, quantity
from dealdesk.web.units import unit as money_unit
from quotes.domain.value.formulas import ASKED, Input, Quantity
from quotes.domain.value.promises import Promise, Tied


def input_of(asked: Input, amount: Decimal, currency: str) -> str:
    """A figure of the customer's with its unit."""
    kind = ASKED[asked]
    if kind is Quantity.SHARE:
        return percent(amount)
    return f"{money(amount)} {money_unit(currency)}" if kind is Quantity.MONEY else quantity(amount)


def promised(tied: Tied) -> str:
    """Which term of the offer a figure is tied to, with what that says; or that it is told without a promise."""
    if not tied.is_contractual:
        return gettext("Non-contractual")
    if tied.promise is Promise.AVAILABILITY:
        return gettext("In the contract: availability %(said)s") % {"said": percent(Decimal(tied.said or 0))}
    minutes = int(tied.said or 0)
    words = (
        ngettext(
            "In the contract: urgent problems answered within %(n)s minute",
            "In the contract: urgent problems answered within %(n)s minutes",
            minutes,
        )
        if tied.promise is Promise.URGENT
        else ngettext(
            "In the contract: other problems answered within %(n)s minute",
            "In the contract: other problems answered within %(n)s minutes",
            minutes,
        )
    )
    return words % {"n": minutes}
