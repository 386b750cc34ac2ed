"""What must be true for our price to pay, in one sentence, which figure is missing for it, and whether a document may
say so."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from dealdesk.kernel.formats import percent
from dealdesk.kernel.money import round_to
from quotes.domain.value.drivers import Paying, Pays, may_be_told, paying, pays
from quotes.queries.coach.words import Amounts
from quotes.queries.value.known import Known
from stakeholders.models import Deal

TONES = {Paying.CHEAPER: "good", Paying.UNCOUNTED: "warn", Paying.PAYS: "good", Paying.FALLS_SHORT: "warn"}


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`tone` is good, warn or info; `url` leads to what is missing, and `gap` is how much dearer ours is."""

    words: str
    tone: str
    url: str = ""
    gap: Decimal | None = None


def verdict_of(known: Known, deal: Deal) -> Verdict:
    if known.price is None:
        words = gettext("There is no offer in the deal's currency yet: nothing to hold the value against.")
        return Verdict(words=words, tone="info")
    found = pays(known.value, known.price.amount, known.against)
    if found is None:
        words = gettext("Say what the alternative costs them: what must come true follows from the difference.")
        return Verdict(words=words, tone="warn", url=reverse("quotes:value_basis", args=[deal.pk]))
    return Verdict(words=_words(known, deal, found), tone=TONES[paying(found)], gap=found.gap)


def _words(known: Known, deal: Deal, found: Pays) -> str:
    money = Amounts(deal.currency)
    share = percent(round_to(found.share.points, 1)) if found.share else ""
    told = {"needed": money(abs(found.needed)), "claimed": money(known.value.claimed), "share": share}
    how = paying(found)
    if how is Paying.CHEAPER:
        words = gettext("Ours pays by its price: %(needed)s less than the alternative, costs of the change included.")
    elif how is Paying.UNCOUNTED:
        words = gettext("%(needed)s have to come back, and nothing counts yet: have them acknowledge the figures.")
    elif how is Paying.PAYS:
        words = gettext("Ours pays off once %(share)s of the amounts as claimed comes true: %(needed)s of %(claimed)s.")
    else:
        words = gettext(
            "What counts does not pay for it: %(needed)s needed, %(claimed)s counted. Find more, or offer less."
        )
    return words % told


def unsaid(known: Known, deal: Deal) -> str:
    """Why no document may say it, in words that say what mends it; "" where one may."""
    if known.price is None:
        return gettext("This offer is not in the deal's currency: make the document of one that is.")
    found = pays(known.value, known.price.amount, known.against)
    if may_be_told(known.value, found):
        return ""
    if paying(found) in {Paying.UNCOUNTED, Paying.FALLS_SHORT} and found is not None:
        return _words(known, deal, found)
    if not known.value.headline:
        return gettext("Nothing counts yet: have them acknowledge the figures.")
    money = Amounts(deal.currency)
    words = gettext("Changing costs them %(costs)s, and %(headline)s count: have more acknowledged first.")
    return words % {"costs": money(known.value.costs), "headline": money(known.value.headline)}
