"""The prime rate, that we told a customer how large we are, instalments and what came in."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.db import ProgrammingError, transaction

from contracts.actions.payment import (
    add_prime_rate,
    add_supplement,
    change_instalment,
    drop_instalment,
    drop_supplement,
    erase_declarations_of,
    forget_declarations_in,
    keep_declaration,
    note_receipt,
    plan_instalments,
    take_declaration,
    withdraw_receipt,
)
from contracts.domain.payment import OwnSize
from contracts.domain.payment.calendar import coming
from contracts.domain.payment.received import RunsFrom
from contracts.models import Declaration, Instalment, PrimeRate, Receipt
from contracts.models.payment import prime_rate
from dealdesk.kernel.refusals import Refusal
from quotes.domain.attachments import Checked, FileKind
from quotes.models import QuoteVersion
from stakeholders.domain.deals import Stage
from stakeholders.models import Contact, Deal, JournalEntry, User
from tests.factories import budgets, checklists, payments
from tests.factories import obligations as owed
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db


def test_the_prime_rate_of_a_day_is_the_last_one_published(fay: User) -> None:
    payments.prime(fay, "3.1", date(2026, 5, 20))
    payments.prime(fay, "3", date(2026, 11, 20))
    found = [prime_rate(day) for day in (date(2026, 5, 19), date(2026, 11, 19), date(2026, 11, 20))]
    assert [rate and rate.points for rate in found] == [None, D("3.1"), D(3)]
    assert JournalEntry.objects.filter(act="add_prime_rate").count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"points": D(-1)}, "points"),
        ({"points": D(101)}, "points"),
        ({"source": " "}, "source"),
        ({"valid_from": date(2026, 11, 20)}, "valid_from"),
        ({"valid_from": date(2026, 11, 19)}, "valid_from"),
    ],
)
def test_a_prime_rate_has_its_day_and_its_source(fay: User, wrong: dict[str, object], field: str) -> None:
    payments.prime(fay)
    told = {"points": D(3), "valid_from": date(2026, 12, 20), "source": "同业拆借中心"} | wrong
    with pytest.raises(Refusal) as refused:
        add_prime_rate(**told, by=fay, at=NOW)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_what_was_entered_stays(fay: User) -> None:
    payments.prime(fay)
    with pytest.raises(ProgrammingError), transaction.atomic():
        PrimeRate.objects.update(points=4)


def test_a_declaration_keeps_who_told_whom_and_the_file(deal: Deal, ada: User) -> None:
    made = payments.declared(deal, ada)
    assert (made.size, made.told, made.bytes) == ("small", "随合同交采购部", len(payments.SIGNED))
    assert take_declaration(declaration=made, by=ada, at=NOW) == payments.SIGNED
    acts = JournalEntry.objects.filter(act__in=["keep_declaration", "take_declaration"])
    assert [entry.facts["sha256"] for entry in acts] == [made.sha256] * 2


@pytest.mark.parametrize(
    ("wrong", "field"), [({"declared_on": date(2026, 12, 1)}, "declared_on"), ({"told": " "}, "told"), ({}, "file")]
)
def test_a_declaration_is_of_a_day_that_came_and_kept_once(
    deal: Deal, ada: User, wrong: dict[str, object], field: str
) -> None:
    payments.declared(deal, ada)
    file = Checked(name="a.pdf", kind=FileKind.PDF, content=payments.SIGNED)
    told = {"size": OwnSize.SMALL, "declared_on": date(2026, 11, 20), "told": "随合同", "file": file} | wrong
    with pytest.raises(Refusal) as refused:
        keep_declaration(deal=deal, **told, by=ada, at=NOW)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_signed_deal_takes_one_and_a_lost_one_does_not(deal: Deal, ada: User) -> None:
    budgets.close(deal=deal, by=ada, stage=Stage.LOST)
    with pytest.raises(Refusal):
        payments.declared(deal, ada)


def test_the_file_goes_with_its_time_and_that_it_was_told_stays(deal: Deal, contact: Contact, ada: User) -> None:
    made = payments.declared(deal, ada)
    erase_declarations_of(contact)
    forget_declarations_in(deal)
    row = Declaration.objects.get()
    assert (row.told, row.sha256) == ("–", made.sha256)
    with pytest.raises(Refusal):
        take_declaration(declaration=made, by=ada, at=NOW)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Declaration.objects.update(declared_on=date(2026, 11, 1))


def test_instalments_are_taken_from_the_offer_once(version: QuoteVersion, ada: User) -> None:
    """839,600 by quarters in advance, with the credit of the offer."""
    agreed = checklists.agreed(version, ada)
    told = {"version": agreed, "begins": date(2026, 12, 1), "title": "第几期", "by": ada, "at": NOW}
    made = plan_instalments(**told)
    assert [(row.position, row.from_day.isoformat(), row.amount) for row in made] == [
        (1, "2026-12-01", D("209900.00")),
        (2, "2027-03-01", D("209900.00")),
        (3, "2027-06-01", D("209900.00")),
        (4, "2027-09-01", D("209900.00")),
    ]
    with pytest.raises(Refusal):
        plan_instalments(**told)


@pytest.mark.parametrize("plan", ["annual_prepaid", "quarterly_prepaid"])
def test_only_what_is_prepaid_has_no_credit(version: QuoteVersion, ada: User, plan: str) -> None:
    """30 points ahead and the rest with 60 days: the first of the rest falls on the first day too."""
    terms = {"prepay_percent": 30, "payment_plan": plan, "credit_days": 60}
    QuoteVersion.objects.filter(pk=version.pk).update(**terms)
    version.refresh_from_db()
    begins = date(2027, 1, 1)
    made = plan_instalments(version=version, begins=begins, title="第几期", by=ada, at=NOW)
    planned = coming(version.payment(), gross=version.gross_total, months=version.term_months, begins=begins)
    assert [(row.from_day + timedelta(days=row.credit_days), row.amount) for row in made] == [
        (due.day, due.amount) for due in planned
    ]
    assert [(row.from_day, row.credit_days) for row in made[:2]] == [(begins, 0), (begins, 60)]


def test_the_day_that_a_contract_names_stays_after_the_signature(deal: Deal, ada: User) -> None:
    row = payments.instalment(deal, ada)
    budgets.close(deal=deal, by=ada, stage=Stage.SIGNED)
    later = replace(row.value(), from_day=date(2027, 9, 1))
    with pytest.raises(Refusal):
        change_instalment(instalment=row, title=row.title, terms=later, edition=1, by=ada, at=NOW)


def test_after_the_signature_only_days_move(deal: Deal, ada: User) -> None:
    acceptance = {"runs_from": RunsFrom.ACCEPTANCE, "window_days": 10}
    row = payments.instalment(deal, ada, **acceptance)
    budgets.close(deal=deal, by=ada, stage=Stage.SIGNED)
    terms = replace(row.value(), accepted_on=date(2026, 9, 5))
    changed = change_instalment(instalment=row, title=row.title, terms=terms, edition=1, by=ada, at=NOW)
    assert (changed.accepted_on, changed.edition) == (date(2026, 9, 5), 2)
    more = replace(terms, amount=D(1))
    for refused in (
        lambda: change_instalment(instalment=row, title="", terms=more, edition=2, by=ada, at=NOW),
        lambda: change_instalment(instalment=row, title="", terms=terms, edition=1, by=ada, at=NOW),
        lambda: drop_instalment(instalment=row, by=ada, at=NOW),
        lambda: payments.instalment(deal, ada),
    ):
        with pytest.raises(Refusal):
            refused()


def test_a_receipt_is_never_changed_only_taken_back(deal: Deal, fay: User) -> None:
    row = payments.receipt(deal, fay)
    with pytest.raises(Refusal):
        withdraw_receipt(receipt=row, because=" ", by=fay, at=NOW)
    withdraw_receipt(receipt=row, because="记错账户", by=fay, at=NOW)
    assert not Receipt.objects.standing().exists()
    with pytest.raises(Refusal):
        withdraw_receipt(receipt=row, because="再撤一次", by=fay, at=NOW)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Receipt.objects.update(amount=1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"amount": D(0)}, "amount"), ({"received_on": date(2026, 12, 1)}, "received_on"), ({"source": " "}, "source")],
)
def test_a_receipt_has_its_amount_its_day_and_its_source(
    deal: Deal, fay: User, wrong: dict[str, object], field: str
) -> None:
    told = {"amount": D(1), "received_on": date(2026, 11, 20), "source": "回单"} | wrong
    with pytest.raises(Refusal) as refused:
        note_receipt(deal=deal, **told, by=fay, at=NOW)  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize(("wrong", "field"), [({"amount": D(0)}, "amount"), ({"what": " "}, "what")])
def test_a_supplement_says_what_and_how_much(deal: Deal, ada: User, wrong: dict[str, object], field: str) -> None:
    told = {"what": "追加", "amount": D(1), "agreed_on": date(2026, 11, 20)} | wrong
    with pytest.raises(Refusal) as refused:
        add_supplement(deal=deal, **told, by=ada, at=NOW)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_nothing_is_added_to_a_lost_deal(deal: Deal, ada: User) -> None:
    row = payments.supplement(deal, ada)
    drop_supplement(supplement=row, by=ada, at=NOW)
    assert JournalEntry.objects.filter(act="drop_supplement").count() == 1
    budgets.close(deal=deal, by=ada, stage=Stage.LOST)
    for refused in (payments.supplement, payments.instalment, payments.receipt):
        with pytest.raises(Refusal):
            refused(deal, ada)


def planned(version: QuoteVersion, by: User) -> list[Instalment]:
    return plan_instalments(version=version, begins=date(2026, 12, 1), title="第几期", by=by, at=NOW)


def test_an_offer_in_another_currency_is_not_taken_for_money_of_the_deal(version: QuoteVersion, ada: User) -> None:
    Deal.objects.filter(pk=version.quote.deal_id).update(currency="USD")
    with pytest.raises(Refusal, match="one by one"):
        planned(version, ada)


def test_a_signed_deal_takes_its_instalments_from_the_signed_offer_once(version: QuoteVersion, ada: User) -> None:
    life = owed.signed(version, ada)
    assert sum(row.amount for row in planned(life.version, ada)) == life.version.gross_total
    with pytest.raises(Refusal, match="already"):
        planned(life.version, ada)
    with pytest.raises(Refusal, match="amounts stay"):
        payments.instalment(life.deal, ada)


def test_a_signed_deal_by_milestones_takes_them_one_by_one_up_to_its_total(version: QuoteVersion, ada: User) -> None:
    life = owed.signed(version, ada)
    payments.instalment(life.deal, ada)
    rest = int(life.version.gross_total) - 100_000
    with pytest.raises(Refusal, match="amounts stay"):
        payments.instalment(life.deal, ada, rest + 1)
    assert payments.instalment(life.deal, ada, rest).position == 2
