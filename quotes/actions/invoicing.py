"""Which invoice we issue in a deal, and whether its buyer credits VAT, as somebody learned it."""

from datetime import datetime

from django.db import transaction

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.domain.invoicing import Invoicing
from quotes.models import DealInvoicing
from stakeholders.actions.deals import hold
from stakeholders.actions.editions import STALE
from stakeholders.actions.journal import record
from stakeholders.models import Deal, User


@transaction.atomic
def set_invoicing(
    *, deal: Deal, told: Invoicing, source: str, edition: int | None = None, by: User, at: datetime
) -> DealInvoicing:
    """`edition` is the one its author read, None for nothing yet. Rounds that were logged keep their prices."""
    held = hold(deal)
    if not source.strip():
        raise Refusal("Say how we know: their finance, a contract, a tax registration.", field="source")
    row = DealInvoicing.objects.filter(deal=held).first()
    if (row.edition if row else None) != edition:
        raise StaleRefusal(STALE, field="edition")
    row = row or DealInvoicing(deal=held, edition=0)
    row.invoice, row.buyer_credits = told.invoice or "", told.buyer_credits
    row.source, row.edition, row.set_at, row.set_by = source.strip(), row.edition + 1, at, by
    row.save()
    record("set_invoicing", on=row, by=by, at=at, deal=held)
    return row
