"""What the rounds of a negotiation leave of the price, for those who may know the cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from dealdesk.kernel.refusals import Refusal
from dealdesk.web.refusals import sentence
from quotes.domain.costs.floor import Term
from quotes.domain.costs.offer import offer_cost
from quotes.domain.pricing.engine import PricedOffer
from quotes.domain.pricing.terms import OfferTerms
from quotes.models import QuoteVersion, VersionUsage
from quotes.models.costs import inputs_of
from quotes.queries.costs.standing import Standing, costed_versions, kept_standing, models_for
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Left:
    """The margin in percent points of the revenue before VAT; None where `why` says what is missing."""

    percent: Decimal | None = None
    tone: str = ""
    why: str = ""
    # What the free months that the move adds cost beyond what is spent anyway, before VAT.
    free_months: Decimal | None = None


def left_by(user: User, version: QuoteVersion, terms: OfferTerms, offer: PricedOffer, today: date) -> Left | None:
    """What a move would leave: the version's use and today's cost model, under the terms and the price of the move.

    None for whoever may not know a cost, and no statement for them; three for others.
    """
    if not Act.SEE_COST.permits(user):
        return None
    usage = VersionUsage.objects.filter(version=version).select_related("scenario", "series").first()
    if usage is None:
        return Left(why=gettext("Nobody has said what the customer will use."))
    models = models_for(version.quote.deal_id, today)
    if len(models) != 1:
        several = gettext("Several cost models are in force: choose one for this deal.")
        return Left(why=several if models else gettext("No cost model is in force."))
    term = Term(months=terms.term_months, free=terms.free_months)
    try:
        found = offer_cost(inputs_of(version, offer, usage, models[0], term))
    except Refusal as refused:
        return Left(why=sentence(refused))
    if found.margin is None or found.margin.percent is None:
        return Left(why=gettext("Some unit costs are not stated yet."))
    floor, target = found.costed.floor, found.costed.target
    added = terms.free_months - version.free_months
    tone = "good" if target is None or found.revenue >= target else "warn"
    return Left(
        percent=found.margin.percent.rounded(2).points,
        tone="bad" if floor is not None and found.revenue < floor else tone,
        free_months=found.reckoned.caused_by(found.reckoned.every_month[-added:]) if added > 0 else None,
    )


def kept_by(user: User, versions: Iterable[int]) -> dict[int, Standing]:
    """By version, what was kept with those that are out; one statement, and none for whoever may not know a cost."""
    pks = set(versions)
    if not pks or not Act.SEE_COST.permits(user):
        return {}
    rows = costed_versions(QuoteVersion.objects.filter(pk__in=pks, cost__isnull=False))
    return {row.pk: kept_standing(row) for row in rows}
