"""What must be true for our price to pay, in one sentence, and which figure is missing for it."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from dealdesk.kernel.formats import percent
from dealdesk.kernel.money import round_to
from quotes.domain.value.drivers import pays
from quotes.queries.coach.words import Amounts
from quotes.queries.value.known import Known
from stakeholders.models import Deal


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
    money = Amounts(deal.currency)
    needed, claimed = money(abs(found.needed)), money(known.value.claimed)
    if found.is_cheaper:
        words = gettext("Ours pays by its price: %(needed)s less than the alternative, costs of the change included.")
        return Verdict(words=words % {"needed": needed}, tone="good", gap=found.gap)
    if found.share is None:
        words = gettext("%(needed)s have to come back, and nothing counts yet: have them acknowledge the figures.")
        return Verdict(words=words % {"needed": needed}, tone="warn", gap=found.gap)
    told = {"needed": needed, "claimed": claimed, "share": percent(round_to(found.share.points, 1))}
    if found.is_within_reach:
        words = gettext("Ours pays as soon as %(share)s of what counts comes true: %(needed)s of %(claimed)s.")
        return Verdict(words=words % told, tone="good", gap=found.gap)
    words = gettext(
        "What counts does not pay for it: %(needed)s needed, %(claimed)s counted. Find more, or offer less."
    )
    return Verdict(words=words % told, tone="warn", gap=found.gap)
