"""What of our offers a person sees at all."""

from quotes.models import (
    ApprovalRequest,
    CostModelVersion,
    PriceBookVersion,
    Quote,
)
from quotes.models.approvals import ApprovalRequestQuerySet
from quotes.models.costs import CostModelVersionQuerySet
from quotes.models.pricebooks import PriceBookVersionQuerySet
from quotes.models.quotes import QuoteQuerySet
from stakeholders.permissions import Act, Asking, visible_deals


def visible_quotes(user: Asking) -> QuoteQuerySet:
    return Quote.objects.filter(deal__in=visible_deals(user))


def visible_requests(user: Asking) -> ApprovalRequestQuerySet:
    return ApprovalRequest.objects.filter(version__quote__deal__in=visible_deals(user))


def visible_price_books(user: Asking) -> PriceBookVersionQuerySet:
    """What is published; a draft only for those who write it."""
    versions = PriceBookVersion.objects.all()
    return versions if Act.EDIT_PRICE_BOOK.permits(user) else versions.filter(published_at__isnull=False)


def visible_cost_models(user: Asking) -> CostModelVersionQuerySet:
    """What is published, for those who see costs; a draft only for those who write it."""
    versions = CostModelVersion.objects.all()
    if Act.EDIT_COST_MODEL.permits(user):
        return versions
    return versions.filter(published_at__isnull=False) if Act.SEE_COST.permits(user) else versions.none()
