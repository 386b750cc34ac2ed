"""How a talk stands in time: what is not known while the first price goes out, and how long nothing was heard."""

from datetime import date
from functools import cache

from django.db.models import Exists, OuterRef, Q, Subquery

from dealdesk.kept import Given, Kept
from quotes.domain.coach.talk import Claim, Timing
from quotes.models.negotiation import Round
from quotes.models.quotes import Quote, QuoteVersion
from quotes.models.readiness import known_in, ready_facts
from quotes.models.rivals import RivalOffer
from stakeholders.domain.seats.words import BuyingRole
from stakeholders.models import Deal, Engagement, Seat


@cache
def _times() -> Kept[Deal]:
    deal = OuterRef("pk")
    answered = Engagement.objects.standing().answered()
    met = answered.filter(deal=deal)
    decides = Seat.objects.filter(Q(can_approve=True) | Q(roles__contains=[BuyingRole.ECONOMIC]), deal=deal)
    reached = answered.filter(deal=OuterRef("deal"), contacts=OuterRef("contact"))
    outside = QuoteVersion.objects.known_outside().filter(quote__deal=deal)
    timed = Deal.objects.annotate(
        heard_on=Subquery(met.order_by("-held_on").values("held_on")[:1]),
        told_on=Subquery(Round.objects.filter(quote__deal=deal).order_by("-on").values("on")[:1]),
        decider_met=Exists(decides.filter(Exists(reached))),
        has_a_price=Exists(outside),
        **ready_facts("pk"),
    )
    return Kept(timed.filter(pk=Given("deal")))


def timing_of(quote: Quote, day: date) -> Timing:
    """What the gate and the log of engagements say of its deal; one statement. Whose price of another quote the
    customer has, for him no first price goes out. A message of ours that nobody answered is heard by nobody."""
    (row,) = _times()(deal=quote.deal_id)
    told = vars(row)
    heard = max((on for on in (told["heard_on"], told["told_on"]) if on), default=None)
    missing = () if told["has_a_price"] else known_in(row, row).gate().missing
    return Timing(
        missing=tuple(one.requirement.value for one in missing),
        is_decider_met=told["has_a_price"] or told["decider_met"],
        quiet=(day - heard).days if heard and row.is_open else None,
    )


def claims_of(deal: Deal, day: date) -> tuple[Claim, ...]:
    """Of each competitor whose last offer is only claimed, that offer; the latest first. One statement."""
    last: dict[str, RivalOffer] = {}
    for offer in RivalOffer.objects.standing().filter(deal=deal).select_related("heard_version"):
        last.setdefault(offer.rival, offer)
    return tuple(
        Claim(
            rival=offer.rival,
            days=(day - offer.heard_on).days,
            source=offer.source,
            currency=offer.currency,
            amount=offer.amount,
            percent=offer.claimed_percent,
            against=str(offer.heard_version or ""),
            total=offer.heard_total,
        )
        for offer in last.values()
        if offer.is_claimed
    )
