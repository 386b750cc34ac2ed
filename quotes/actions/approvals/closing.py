"""How a request for approval is closed, whoever closes it: decided, overtaken, or its version made void."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from quotes.domain.approvals import CloseReason, Verdict
from quotes.models import ApprovalRequest, ApprovalStep
from quotes.models.deadlines import holds_until
from stakeholders.models import Deal, DealSigner


def close(request: ApprovalRequest, because: CloseReason, at: datetime) -> None:
    """Closes a request that its caller holds, an approval with its last day; the deal is locked after it, as a
    decision does."""
    request.closed_at, request.closed_because = at, because
    if because is CloseReason.DECIDED and not request.steps.filter(decision__verdict=Verdict.REJECT).exists():
        request.holds_until = holds_until(timezone.localdate(at))
    request.save(update_fields=["closed_at", "closed_because", "holds_until"])
    _release(request)


def hold_deal(deal: int) -> Deal:
    return Deal.objects.select_for_update(of=("self",), no_key=True).select_related("team").get(pk=deal)


def _release(request: ApprovalRequest) -> None:
    """A role that never gave its word on this deal, and is asked for it no more, need not open it any longer, but to
    read its contract."""
    unasked = set(request.steps.filter(decision=None).exclude(role="").values_list("role", flat=True))
    if not unasked:
        return
    deal = hold_deal(request.version.quote.deal_id)
    on_it = ApprovalStep.objects.filter(request__version__quote__deal=deal, role__in=unasked)
    signs = on_it.filter(Q(decision__isnull=False) | Q(request__closed_at=None)).values("role")
    DealSigner.objects.filter(deal=deal, role__in=unasked, for_contract=False).exclude(role__in=signs).delete()
