"""The only doors to quotes, versions, requests and exports; who may is said in `stakeholders.permissions.MAY`."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from quotes.models import (
    ApprovalRequest,
    ApprovalStep,
    Policy,
    PriceBookVersion,
    ProposalExport,
    Quote,
    QuoteVersion,
    Round,
)
from quotes.models.quotes import QuoteQuerySet
from stakeholders.models import User
from stakeholders.permissions import Act, visible_deals

__all__ = [
    "Act",
    "export_for",
    "policy_for",
    "price_book_version_for",
    "quote_for",
    "request_for",
    "round_for",
    "version_for",
    "visible_quotes",
    "visible_requests",
    "waiting_for",
]


def visible_quotes(user: User) -> QuoteQuerySet:
    return Quote.objects.filter(deal__in=visible_deals(user))


def visible_requests(user: User) -> QuerySet[ApprovalRequest]:
    return ApprovalRequest.objects.filter(version__quote__deal__in=visible_deals(user))


def waiting_for(user: User) -> QuerySet[ApprovalStep]:
    """Undecided steps of open requests that this person could decide: theirs by name or by role, never their own."""
    if not Act.DECIDE_APPROVAL.permits(user):
        return ApprovalStep.objects.none()
    return ApprovalStep.objects.filter(
        Q(person=user) | Q(role=user.role), request__closed_at=None, decision__isnull=True
    ).exclude(request__requested_by=user)


def quote_for(user: User, quote: int) -> Quote:
    return get_object_or_404(
        visible_quotes(user).select_related("deal__customer", "deal__owner", "deal__team", "customer"), pk=quote
    )


def version_for(user: User, version: int) -> QuoteVersion:
    return get_object_or_404(
        QuoteVersion.objects.filter(quote__deal__in=visible_deals(user)).select_related(
            "quote__deal__customer", "quote__deal__owner", "quote__deal__team", "price_book__book"
        ),
        pk=version,
    )


def round_for(user: User, round: int) -> Round:
    return get_object_or_404(
        Round.objects.filter(quote__deal__in=visible_deals(user)).select_related("quote__deal__customer"), pk=round
    )


def request_for(user: User, asked: int) -> ApprovalRequest:
    return get_object_or_404(
        visible_requests(user).select_related(
            "version__quote__deal__customer", "version__quote__deal__owner", "requested_by", "policy"
        ),
        pk=asked,
    )


def export_for(user: User, export: int) -> ProposalExport:
    return get_object_or_404(
        ProposalExport.objects.filter(version__quote__deal__in=visible_deals(user)).select_related(
            "version__quote__deal__customer", "requested_by"
        ),
        pk=export,
    )


def price_book_version_for(user: User, price_book: int) -> PriceBookVersion:
    return get_object_or_404(PriceBookVersion.objects.select_related("book"), pk=price_book)


def policy_for(user: User, policy: int) -> Policy:
    return get_object_or_404(Policy, pk=policy)
