"""What was added to a contract: entered, and taken out where it was a mistake."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from contracts.models import Supplement
from dealdesk.kernel.refusals import Refusal
from quotes.actions.approvals.closing import hold_deal
from stakeholders.actions.journal import record
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, User


@transaction.atomic
def add_supplement(*, deal: Deal, what: str, amount: Decimal, agreed_on: date, by: User, at: datetime) -> Supplement:
    """Past the law's cap too: that it is past it is said, for it has happened or is about to."""
    held = hold_deal(deal.pk)
    if held.stage == Stage.LOST:
        raise Refusal("This deal is lost: nothing is added to it.")
    if amount <= 0:
        raise Refusal("A supplement has an amount.", field="amount")
    if not what.strip():
        raise Refusal("Say what is added.", field="what")
    made = Supplement.objects.create(
        deal=held, what=what.strip(), amount=amount, agreed_on=agreed_on, added_at=at, added_by=by
    )
    record("add_supplement", on=made, by=by, at=at, deal=held, amount=str(amount), currency=held.currency)
    return made


@transaction.atomic
def drop_supplement(*, supplement: Supplement, by: User, at: datetime) -> None:
    held = hold_deal(supplement.deal_id)
    row = Supplement.objects.select_for_update().get(pk=supplement.pk)
    record("drop_supplement", on=row, by=by, at=at, deal=held, amount=str(row.amount), currency=held.currency)
    row.delete()
