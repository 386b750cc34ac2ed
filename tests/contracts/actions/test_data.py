"""Answers about a contract's data, and what a customer has sent abroad."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from contracts.actions.data import answer_data, withdraw_transfer
from contracts.domain.data.answers import People
from contracts.models import DataAnswers, DataTransfer
from contracts.models.data import sent_by
from dealdesk.kernel.refusals import Refusal, StaleRefusal
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, JournalEntry, User
from tests.factories import budgets, data
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db


def test_each_edition_stays_with_the_route_of_its_day(deal: Deal, ada: User, lin: User) -> None:
    first = data.answered(deal, ada)
    data.sent(deal, ada)
    second = data.answered(deal, lin)
    told = [(one.edition, one.route, one.counted_people, one.answered_by) for one in (first, second)]
    assert told == [(1, "exempt", 0, ada), (2, "standard_contract_or_certification", 80_000, lin)]
    assert JournalEntry.objects.filter(act="answer_data").count() == 2


def test_who_answers_second_is_told(deal: Deal, ada: User) -> None:
    data.answered(deal, ada)
    for edition in (None, 7):
        with pytest.raises(StaleRefusal):
            answer_data(deal=deal, answers=data.ANSWERS, edition=edition, by=ada, at=NOW)


def test_without_a_text_in_force_nothing_is_guessed(deal: Deal, ada: User) -> None:
    data.answered(deal, ada)
    with pytest.raises(Refusal, match="No text on"):
        answer_data(deal=deal, answers=data.ANSWERS, edition=1, by=ada, at=NOW - timedelta(days=3000))


def test_transfers_count_by_customer_and_year_until_they_are_taken_back(deal: Deal, ada: User) -> None:
    mistaken = data.sent(deal, ada)
    data.sent(deal, ada, people=0, sensitive=12)
    data.sent(deal, ada, on=date(2025, 12, 31))
    assert sent_by(deal.customer, 2026) == People(plain=80_000, sensitive=12)
    withdraw_transfer(transfer=mistaken, by=ada, at=NOW)
    assert sent_by(deal.customer, 2026) == People(plain=0, sensitive=12)
    with pytest.raises(StaleRefusal):
        withdraw_transfer(transfer=mistaken, by=ada, at=NOW)


def test_a_signed_contract_goes_on_sending_and_answers_no_more(deal: Deal, ada: User) -> None:
    budgets.close(deal=deal, by=ada, stage=Stage.SIGNED)
    assert data.sent(deal, ada).people == 80_000
    with pytest.raises(Refusal, match="signed"):
        data.answered(deal, ada)


def test_what_has_not_happened_and_what_is_of_nobody_is_refused(deal: Deal, ada: User) -> None:
    for wrong, field in (({"on": date(2027, 1, 1)}, "on"), ({"people": 0}, "people")):
        with pytest.raises(Refusal) as refused:
            data.sent(deal, ada, **wrong)
        assert refused.value.field == field


def test_the_database_keeps_answers_and_transfers(deal: Deal, ada: User) -> None:
    answers, transfer = data.answered(deal, ada), data.sent(deal, ada)
    changes: tuple[Callable[[], object], ...] = (
        lambda: DataAnswers.objects.filter(pk=answers.pk).update(people=0),
        lambda: DataTransfer.objects.filter(pk=transfer.pk).update(people=1),
        transfer.delete,
    )
    for change in changes:
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
