"""The instalments of a contract, from the offer or typed one by one; after the signature only their days move."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Sum

from contracts.actions.obligations import follow_instalments
from contracts.actions.signoffs import ask_anew
from contracts.domain.payment.calendar import parts_of
from contracts.domain.payment.received import Instalment as Terms
from contracts.domain.payment.received import RunsFrom
from contracts.models import ContractLife, Instalment
from dealdesk.kernel.money import ZERO
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.approvals.closing import hold_deal
from quotes.models import QuoteVersion
from stakeholders.actions.editions import STALE
from stakeholders.actions.journal import record
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, User

MOST = 60
UNLIKE = "The offer is in %(offer)s and the deal in %(deal)s: type its instalments one by one, in %(deal)s."
SIGNED = "This deal is signed: its amounts stay, only days of delivery and acceptance are noted."


@transaction.atomic
def plan_instalments(*, version: QuoteVersion, begins: date, title: str, by: User, at: datetime) -> list[Instalment]:
    """As the offer is paid, from the first day of service; each called by the title and its number. Once, after the
    signature too: from the offer that was signed."""
    held = _held(version.quote.deal)
    if held.stage == Stage.SIGNED and not ContractLife.objects.filter(deal=held, version=version).exists():
        raise Refusal("This deal is signed: take them from the offer that was signed.", field="begins")
    if version.currency != held.currency:
        raise Refusal(UNLIKE, field="begins", offer=version.currency, deal=held.currency)
    if Instalment.objects.filter(deal=held).exists():
        raise Refusal("There are instalments already: change them one by one, or take them out first.", field="begins")
    payment = version.terms().payment
    parts = parts_of(payment, gross=version.gross_total, months=version.term_months, begins=begins)
    if len(parts) > MOST:
        raise Refusal("More than %(most)s instalments: type those that matter.", field="begins", most=MOST)
    made = Instalment.objects.bulk_create(
        Instalment(
            deal=held,
            position=place,
            title=f"{title} {place}",
            amount=part.amount,
            runs_from=RunsFrom.DAY,
            from_day=part.day,
            credit_days=part.credit_days,
            updated_at=at,
        )
        for place, part in enumerate(parts, start=1)
    )
    record("plan_instalments", on=held, by=by, at=at, deal=held, version=str(version), count=len(made))
    follow_instalments(deal=held, by=by, at=at)
    ask_anew(deal=held, by=by, at=at)
    return made


@transaction.atomic
def add_instalment(*, deal: Deal, title: str, terms: Terms, by: User, at: datetime) -> Instalment:
    """After the signature only what the offer that was signed comes to and no instalment says yet."""
    held = _held(deal)
    if held.stage == Stage.SIGNED and not _is_owed(held, terms.amount):
        raise Refusal(SIGNED)
    rows = Instalment.objects.filter(deal=held)
    if rows.count() >= MOST:
        raise Refusal("More than %(most)s instalments: type those that matter.", most=MOST)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    made = Instalment(deal=held, position=last + 1, title=title, updated_at=at)
    made.take(terms)
    made.save()
    record("add_instalment", on=made, by=by, at=at, deal=held, position=made.position, amount=str(terms.amount))
    follow_instalments(deal=held, by=by, at=at)
    ask_anew(deal=held, by=by, at=at)
    return made


@transaction.atomic
def change_instalment(
    *, instalment: Instalment, title: str, terms: Terms, edition: int, by: User, at: datetime
) -> Instalment:
    held = _held(instalment.deal)
    row = Instalment.objects.select_for_update().get(pk=instalment.pk)
    if edition != row.edition:
        raise StaleRefusal(STALE, field="edition")
    if held.stage == Stage.SIGNED and terms.agreed != row.value().agreed:
        raise Refusal(SIGNED)
    row.take(terms)
    row.title, row.edition, row.updated_at = title, row.edition + 1, at
    row.save()
    record("change_instalment", on=row, by=by, at=at, deal=held, position=row.position, amount=str(row.amount))
    follow_instalments(deal=held, by=by, at=at)
    ask_anew(deal=held, by=by, at=at)
    return row


@transaction.atomic
def drop_instalment(*, instalment: Instalment, by: User, at: datetime) -> None:
    held = _held(instalment.deal)
    if held.stage == Stage.SIGNED:
        raise Refusal(SIGNED)
    row = Instalment.objects.select_for_update().get(pk=instalment.pk)
    record("drop_instalment", on=row, by=by, at=at, deal=held, position=row.position, amount=str(row.amount))
    row.delete()
    ask_anew(deal=held, by=by, at=at)


def _held(deal: Deal) -> Deal:
    held = hold_deal(deal.pk)
    if held.stage == Stage.LOST:
        raise Refusal("This deal is lost: nothing is paid on it.")
    return held


def _is_owed(deal: Deal, amount: Decimal) -> bool:
    """Whether the signed offer comes to that much more than its instalments; in another currency nobody can tell."""
    life = ContractLife.objects.filter(deal=deal).select_related("version").first()
    if life is None:
        return False
    known = deal.instalments.aggregate(whole=Sum("amount"))["whole"] or ZERO
    return life.version.currency != deal.currency or known + amount <= life.version.gross_total
