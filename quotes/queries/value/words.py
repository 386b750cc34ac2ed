"""What a claim, a figure and a promise say, in the language in force."""

from decimal import Decimal

from django.utils.translation import get_language, gettext, gettext_noop, ngettext

from dealdesk.kernel.formats import money, percent, quantity
from dealdesk.kernel.money import round_to
from dealdesk.kernel.words import Told, label
from dealdesk.web.units import unit as money_unit
from quotes.domain.claims import Claim, Reading, Unit
from quotes.domain.pricing.terms import SupportHours
from quotes.domain.value.formulas import ASKED, Input, Quantity
from quotes.domain.value.promises import Promise, Tied


def said(told: Told) -> str:
    return told.to(get_language() or "zh")


def figure(value: Decimal | None, unit: Unit) -> str:
    """With its unit, as it stands in a sentence."""
    if value is None:
        return ""
    if unit is Unit.PERCENT:
        return percent(value)
    return gettext(FIGURES[unit]) % {"value": quantity(value)}


def ours_of(claim: Claim) -> str:
    if claim.reading is None:
        return figure(claim.ours, claim.unit)
    return gettext(GAINS[claim.reading]) % {"value": quantity(claim.ours)}


def alternative_of(claim: Claim) -> str:
    """What ours is held against; of a gain in points the use there was."""
    if claim.reading is Reading.POINTS:
        return gettext("from %(used)s") % {"used": percent(claim.alternative or Decimal(0))}
    return "" if claim.reading else figure(claim.alternative, claim.unit)


def effect_of(claim: Claim, part: Decimal = Decimal(1)) -> str:
    """By how much ours is better, or a part of that; of a gain what it saves."""
    value = round_to(claim.effect * part, 4)
    if claim.reading is not None:
        return gettext("%(value)s of the bandwidth bill") % {"value": percent(round_to(value, 2))}
    if claim.unit is Unit.PERCENT:
        return gettext("%(value)s points") % {"value": quantity(value)}
    return figure(value, claim.unit)


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
    if tied.promise is Promise.SUPPORT:
        hours = SupportHours(str(tied.said))
        return gettext("In the contract: support %(said)s") % {"said": gettext(label(hours))}
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


# fmt: off
FIGURES = {
    Unit.GAIN:         gettext_noop("%(value)s points"),
    Unit.MILLISECONDS: gettext_noop("%(value)s ms"),
    Unit.SECONDS:      gettext_noop("%(value)s s"),
    Unit.HOURS:        gettext_noop("%(value)s hours a month"),
    Unit.WEEKS:        gettext_noop("%(value)s weeks"),
}
GAINS = {
    Reading.RELATIVE: gettext_noop("%(value)s %% better, relative to the use there was"),
    Reading.POINTS:   gettext_noop("%(value)s points more of what is paid for"),
}
# fmt: on
