"""Where what our price is held against and the comparison like for like tell two differences to one competitor."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from quotes.domain.value.drivers import Alternative
from quotes.queries.coach.words import Amounts
from quotes.queries.papers import showable, showable_to
from quotes.queries.rivals import Ground, ground_of
from quotes.queries.rivals.whole import Whole, least, whole_of
from quotes.queries.value.known import Known
from stakeholders.models import Deal, User


@dataclass(frozen=True, kw_only=True)
class Differs:
    """In words, and where the amount of the comparison is taken over."""

    words: str
    url: str


def differs(known: Known, deal: Deal, ground: Ground | None) -> Differs | None:
    """None where they agree, where ours is held against something else, or where nothing is comparable. One statement
    where it is held against a competitor."""
    reference = known.against.reference
    if ground is None or reference is None or known.against.alternative is not Alternative.RIVAL:
        return None
    found = [whole_of(row, ground.priced) for row in showable(deal, ground.version.currency)]
    near = least(found)
    if near is None or near.alike is None or reference in {one.alike for one in found}:
        return None
    return Differs(
        words=apart(near.row.rival, near.alike, reference, ground, deal),
        url=f"{reverse('quotes:value_basis', args=[deal.pk])}?from={near.row.pk}",
    )


def apart(rival: str, alike: Decimal, reference: Decimal, ground: Ground, deal: Deal) -> str:
    words = gettext(
        "Two prices for one alternative: like for like beside %(version)s %(rival)s comes to %(alike)s, and here it is "
        "%(reference)s. The customer should hear one difference."
    )
    money = Amounts(deal.currency)
    told = {"rival": rival, "version": str(ground.version), "alike": money(alike), "reference": money(reference)}
    return words % told


def taken_from(user: User, deal: Deal, offer: str, today: date) -> dict[str, Any]:
    """What a form of the basis begins with where it is to be as the comparison has it; nothing for others. The
    statements of the offer on the table, and one."""
    chosen = {str(row.pk): row for row in showable_to(user, deal, deal.currency)}.get(offer)
    ground = ground_of(deal, today) if chosen else None
    if chosen is None or ground is None:
        return {}
    return _begun(whole_of(chosen, ground.priced), ground)


def _begun(whole: Whole, ground: Ground) -> dict[str, Any]:
    if whole.alike is None:
        return {}
    source = gettext("%(rival)s, like for like beside %(version)s")
    return {
        "alternative": Alternative.RIVAL.value,
        "reference": whole.alike,
        "reference_months": ground.version.whole.months,
        "reference_source": source % {"rival": whole.row.rival, "version": str(ground.version)},
    }
