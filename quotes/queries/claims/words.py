"""What a claim says, in the language in force."""

from decimal import Decimal

from django.utils.translation import get_language, gettext, gettext_noop

from dealdesk.kernel.formats import percent, quantity
from dealdesk.kernel.money import round_to
from dealdesk.kernel.words import Told
from quotes.domain.claims import Claim, Reading, Unit


def said(told: Told) -> str:
    return told.to(get_language() or "zh")


def percentile_of(claim: Claim) -> str:
    """As it was typed, P95 among them; the usual words for the middle of what was measured in the language in force."""
    told = claim.percentile.strip()
    return next((gettext(word) for word, ways in MIDDLES.items() if told.casefold() in ways), told)


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
    value = percent(claim.ours) if claim.reading is Reading.RELATIVE else quantity(claim.ours)
    return gettext(GAINS[claim.reading]) % {"value": value}


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


# fmt: off
MIDDLES = {
    gettext_noop("mean"):   frozenset({"均值", "平均", "平均值", "平均数", "mean", "average"}),
    gettext_noop("median"): frozenset({"中位数", "中位值", "median"}),
}
FIGURES = {
    Unit.GAIN:         gettext_noop("%(value)s points"),
    Unit.MILLISECONDS: gettext_noop("%(value)s ms"),
    Unit.SECONDS:      gettext_noop("%(value)s s"),
    Unit.HOURS:        gettext_noop("%(value)s hours a month"),
    Unit.WEEKS:        gettext_noop("%(value)s weeks"),
}
GAINS = {
    Reading.RELATIVE: gettext_noop("%(value)s better, relative to the use there was"),
    Reading.POINTS:   gettext_noop("%(value)s points more of what is paid for"),
}
# fmt: on
