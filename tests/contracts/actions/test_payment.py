"""The prime rate, and that we told a customer how large we are."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import ProgrammingError, transaction

from contracts.actions.payment import (
    add_prime_rate,
    erase_declarations_of,
    forget_declarations_in,
    keep_declaration,
    take_declaration,
)
from contracts.domain.payment import OwnSize
from contracts.models import Declaration, PrimeRate
from contracts.models.payment import prime_rate
from dealdesk.kernel.refusals import Refusal
from quotes.domain.attachments import Checked, FileKind
from stakeholders.domain.deals import Stage
from stakeholders.models import Contact, Deal, JournalEntry, User
from tests.factories import budgets, payments
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
