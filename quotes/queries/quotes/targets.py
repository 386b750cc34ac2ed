"""What one unit of a draft's line has to bring for the margin that finance aims at, for those who may see costs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext

from dealdesk.kernel.money import EXACT, ZERO
from quotes.domain.costs.offer import OfferCost
from quotes.domain.pricing.amounts import PricedLine, PricedOffer
from quotes.domain.pricing.basis import in_other_basis
from quotes.models import QuoteLine, QuoteVersion, VersionUsage
from quotes.queries.costs.standing import models_for, weighed
from stakeholders.models import User
from stakeholders.permissions import Act


@dataclass(frozen=True, kw_only=True)
class Target:
    """A unit price in the offer's currency and tax basis, by the cost `model`; None where it cannot be reckoned, and
    then `why` says so."""

    each: Decimal | None = None
    model: str = ""
    why: str = ""


def line_target(user: User, version: QuoteVersion, priced: PricedOffer, row: QuoteLine, day: date) -> Target | None:
    """Of a draft as it is `priced`; None for whoever may not see costs. Three statements, four with readings.

    The line's part of the offer's target, over what is bought of it: what its cost is spread by follows list prices, so
    a discount on one line moves the target of none.
    """
    if not Act.SEE_COST.permits(user):
        return None
    usage = VersionUsage.objects.select_related("scenario", "series").defer("series__issues")
    prefetch_related_objects([version], Prefetch("usage", usage))
    told = weighed(version, models_for(version.quote.deal_id, day), priced)
    if told.found is None:
        return Target(why=told.standing.why)
    line = next((line for line in priced.lines if line.position == row.position), None)
    if line is None:
        return Target(why=gettext("It stands outside the total, so no cost is laid on it."))
    if not line.terms.quantity:
        return Target(why=gettext("Nothing is bought of it, so there is no price of one."))
    each = _each(told.found, line, priced)
    why = "" if each is not None else told.standing.why or gettext("No price leaves the margin aimed at.")
    return Target(each=each, model=told.standing.model, why=why)


def _each(found: OfferCost, line: PricedLine, priced: PricedOffer) -> Decimal | None:
    target = next(one.target for one in found.lines if one.position == line.position)
    if target is None:
        return None
    net = EXACT.divide(target, line.terms.quantity)
    if not priced.tax_included:
        return net
    return in_other_basis(net, sum(line.terms.tax_rates, ZERO), False, priced.terms.rounding)
