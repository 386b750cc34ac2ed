"""What is answered about a contract's data, and what a customer has sent abroad."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from contracts.actions.signoffs import ask_anew
from contracts.domain.data.answers import Answers, decisions, strictest
from contracts.domain.statutes import Rule, in_force
from contracts.models import DataAnswers, DataTransfer, Statute
from contracts.models.data import sent_by
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from stakeholders.actions.deals import hold
from stakeholders.actions.editions import STALE
from stakeholders.actions.journal import record
from stakeholders.models import Customer, Deal, User


@transaction.atomic
def answer_data(*, deal: Deal, answers: Answers, edition: int | None, by: User, at: datetime) -> DataAnswers:
    """The next edition, kept with the route as the law in force that day finds it; the ones before stay."""
    held = hold(deal)
    last = held.data_answers.first()
    if (last.edition if last else None) != edition:
        raise StaleRefusal(STALE, field="edition")
    today = timezone.localdate(at)
    so_far = sent_by(held.customer, today.year)
    rule = in_force([text.value() for text in Statute.objects.filter(rule=Rule.CROSS_BORDER)], Rule.CROSS_BORDER, today)
    made = DataAnswers.objects.create(
        deal=held,
        edition=last.edition + 1 if last else 1,
        part=answers.part,
        categories=sorted(answers.categories),
        ways=sorted(answers.ways),
        critical_operator=answers.critical_operator,
        important_data=answers.important_data,
        exemption=answers.exemption,
        people=answers.still.plain,
        sensitive=answers.still.sensitive,
        people_a_year=answers.a_year.plain,
        sensitive_a_year=answers.a_year.sensitive,
        nodes=answers.nodes,
        telemetry_path=answers.telemetry_path,
        support_from=answers.support_from,
        subprocessors=answers.subprocessors,
        route=strictest(decisions(rule, answers, so_far, today.year)),
        counted_people=so_far.plain,
        counted_sensitive=so_far.sensitive,
        answered_at=at,
        answered_by=by,
    )
    record("answer_data", on=made, by=by, at=at, deal=held, edition=made.edition, route=made.route)
    ask_anew(deal=held, by=by, at=at)
    return made


@transaction.atomic
def enter_transfer(
    *, deal: Deal, on: date, people: int, sensitive: int, source: str, by: User, at: datetime
) -> DataTransfer:
    """It counts for the customer, whichever contract it was under; a signed contract goes on sending."""
    if on > timezone.localdate(at):
        raise Refusal("A transfer is entered once it has happened; what is to come is in the answers.", field="on")
    if not people and not sensitive:
        raise Refusal("Say how many people it was of.", field="people")
    made = DataTransfer.objects.create(
        customer=deal.customer, deal=deal, on=on, people=people, sensitive=sensitive, source=source,
        entered_at=at, entered_by=by,
    )  # fmt: skip
    record("enter_transfer", on=made, by=by, at=at, deal=deal, day=on.isoformat(), people=people, sensitive=sensitive)
    _ask_anew(deal.customer, by, at)
    return made


@transaction.atomic
def withdraw_transfer(*, transfer: DataTransfer, by: User, at: datetime) -> None:
    """It was entered by mistake: it stays to be read and counts no more."""
    held = DataTransfer.objects.select_for_update(of=("self",)).select_related("deal__customer").get(pk=transfer.pk)
    if held.withdrawn_at is not None:
        raise StaleRefusal("This transfer was taken back already.")
    held.withdrawn_at, held.withdrawn_by = at, by
    held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record("withdraw_transfer", on=held, by=by, at=at, deal=held.deal, day=held.on.isoformat(), people=held.people)
    _ask_anew(held.deal.customer, by, at)


def _ask_anew(customer: Customer, by: User, at: datetime) -> None:
    """What a customer sent may ask for another route under each of its contracts that is not signed yet."""
    for deal in Deal.objects.filter(customer=customer, closed_at=None, data_answers__edition=1).order_by("pk"):
        ask_anew(deal=hold(deal), by=by, at=at)
