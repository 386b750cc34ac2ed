"""A contract renewed: a deal of its own with an offer from what was signed, dearer by the clause; and what consumer
prices did."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from contracts.actions.obligations import hold_signed
from contracts.models import ContractLife, PriceReading
from dealdesk.db import once
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes import quote_again
from quotes.models import QuoteVersion
from stakeholders.actions.deals import create_deal
from stakeholders.actions.journal import record
from stakeholders.models import User

MOST_POINTS = 100


@transaction.atomic
def begin_renewal(
    *, life: ContractLife, name: str, points: Decimal, step: str, valid_until: date, by: User, at: datetime
) -> QuoteVersion:
    """The deal and its first offer, whose uplift stands in it as the `step` of that name; once a contract. Points are
    what the clause gives or what somebody chose instead of it."""
    held = hold_signed(life.deal)
    row = ContractLife.objects.select_for_update(of=("self",)).select_related("version__quote").get(pk=life.pk)
    if row.renewal_id is not None:
        raise Refusal("Somebody began the renewal already: go on in its deal.")
    if not 0 <= points <= MOST_POINTS:
        raise Refusal("Points lie between 0 and 100.", field="points")
    facts = {"currency": held.currency, "needs": held.needs, "solution": held.solution}
    deal = create_deal(customer=held.customer, name=name, by=by, at=at, **facts)
    version = quote_again(
        deal=deal,
        base=row.version,
        title=name,
        uplift=Percent(points),
        name=step,
        valid_until=valid_until,
        by=by,
        at=at,
    )
    row.renewal, row.edition = deal, row.edition + 1
    row.save(update_fields=["renewal", "edition"])
    record("begin_renewal", on=row, by=by, at=at, deal=held, number=deal.number, points=str(points))
    return version


@transaction.atomic
def add_price_reading(*, month: date, points: Decimal, source: str, by: User, at: datetime) -> PriceReading:
    """Consumer prices of a month that has ended against a year before."""
    first = month.replace(day=1)
    if first >= timezone.localdate(at).replace(day=1):
        raise Refusal("This month has not ended: nobody knows its prices yet.", field="month")
    if not -MOST_POINTS <= points <= MOST_POINTS:
        raise Refusal("Points lie between -100 and 100.", field="points")
    if not source.strip():
        raise Refusal("Say where this comes from, so that anyone can look it up.", field="source")
    with once(contracts_pricereading_month_key=_twice):
        made = PriceReading.objects.create(month=first, points=points, source=source.strip(), added_at=at, added_by=by)
    record("add_price_reading", on=made, by=by, at=at, month=first.isoformat()[:7], points=str(points))
    return made


def _twice() -> Refusal:
    return Refusal("This month has been entered already.", field="month")
