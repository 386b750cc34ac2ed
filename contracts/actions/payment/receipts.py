"""Money that came in, as finance sees it in the bank; a mistake is taken back in sight."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from contracts.actions.obligations import settle_paid
from contracts.models import Receipt
from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals.closing import hold_deal
from stakeholders.actions.journal import record
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, User


@transaction.atomic
def note_receipt(*, deal: Deal, amount: Decimal, received_on: date, source: str, by: User, at: datetime) -> Receipt:
    """With tax, in the deal's currency; on a signed deal as on one whose service began before."""
    held = hold_deal(deal.pk)
    if held.stage == Stage.LOST:
        raise Refusal("This deal is lost: nothing is paid on it.")
    if amount <= 0:
        raise Refusal("Type what came in, more than nothing.", field="amount")
    if received_on > timezone.localdate(at):
        raise Refusal("This day has not come yet: note the money once it is there.", field="received_on")
    if not source.strip():
        raise Refusal("Say where this comes from, so that anyone can look it up.", field="source")
    made = Receipt.objects.create(
        deal=held, amount=amount, received_on=received_on, source=source.strip(), noted_at=at, noted_by=by
    )
    day = received_on.isoformat()
    record("note_receipt", on=made, by=by, at=at, deal=held, amount=str(amount), day=day, currency=held.currency)
    if held.stage == Stage.SIGNED:
        settle_paid(deal=held, by=by, at=at)
    return made


@transaction.atomic
def withdraw_receipt(*, receipt: Receipt, because: str, by: User, at: datetime) -> None:
    """It stays in sight with its reason, and pays nothing any more."""
    held = hold_deal(receipt.deal_id)
    row = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if row.withdrawn_at is not None:
        raise Refusal("This was taken back already.")
    if not because.strip():
        raise Refusal("Say why it is taken back.", field="because")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = at, by, because.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    day = row.received_on.isoformat()
    record("withdraw_receipt", on=row, by=by, at=at, deal=held, amount=str(row.amount), day=day, currency=held.currency)
    if held.stage == Stage.SIGNED:
        settle_paid(deal=held, by=by, at=at)
