"""Claims in one deal's money: the customer's figures with their origin, whose word holds for which, and a basis."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.claims import retire_claim
from quotes.actions.value import (
    acknowledge_driver,
    answer_concern,
    change_driver,
    drop_driver,
    leave_concern,
)
from quotes.domain.value.formulas import Formula, Input
from quotes.domain.value.promises import Promise
from quotes.models import ClaimEdition, ConcernAnswer, ValueDriver, ValueWord
from quotes.models.readiness import known_of
from stakeholders.actions.deals import move_deal
from stakeholders.actions.privacy import erase_contact
from stakeholders.domain.deals import Stage
from stakeholders.models import Contact, Deal, JournalEntry, User
from tests.factories import stakeholders as whom
from tests.factories import value as told
from tests.factories.stakeholders import LOST, NOW
from tests.factories.value import TICKETS, TODAY, given


def change(row: ValueDriver, by: User, **changed: Any) -> ValueDriver:
    values: dict[str, Any] = {
        "edition": row.edition,
        "formula": Formula(row.formula),
        "claim": row.claim,
        "given": given(dict(row.told())),
        "confidence": row.confidence,
        "promise": Promise(row.promise),
    } | changed
    return change_driver(driver=row, by=by, at=NOW, **values)


def test_a_claim_is_put_into_the_customers_own_figures(deal: Deal, contact: Contact, pre: User) -> None:
    row = told.driver(deal=deal, by=pre, given=given(TICKETS, contact))
    assert row.told() == TICKETS
    assert {one.source for one in row.inputs.all()} == {"客户运营月报"}
    assert {one.teller for one in row.inputs.all()} == {contact}
    assert JournalEntry.objects.get(act="note_driver").facts == {"formula": "tickets"}


def test_a_figure_needs_its_origin_and_a_claim_that_stands(deal: Deal, pre: User, dee: User) -> None:
    claim = told.claim(by=pre)
    bare = {key: told.Given(amount=amount, source=" ") for key, amount in TICKETS.items()}
    stranger = whom.contact(customer=whom.customer(name="别家", owner=dee), name="外人")
    for changed, field in (
        ({"given": bare}, "calls_source"),
        ({"given": {}}, "calls"),
        ({"given": given(TICKETS, stranger)}, "calls_teller"),
        ({"promise": Promise.AVAILABILITY}, "promise"),
        ({"formula": Formula.BANDWIDTH}, "formula"),
    ):
        with pytest.raises(Refusal) as refused:
            told.driver(deal=deal, by=pre, **{"claim": claim} | changed)
        assert refused.value.field == field
    retire_claim(claim=claim.claim, reason="作废", by=pre, at=NOW)
    with pytest.raises(Refusal, match="retired"):
        told.driver(deal=deal, by=pre, claim=ClaimEdition.objects.get(pk=claim.pk))


def test_the_customers_word_holds_for_the_figures_it_was_given_on(deal: Deal, contact: Contact, pre: User) -> None:
    row = told.acknowledged(told.driver(deal=deal, by=pre), contact, pre)
    assert known_of(deal).facts.value == TODAY
    surer = change(row, pre, confidence=Decimal(90))
    assert surer.word == row.word
    with pytest.raises(StaleRefusal):
        change(row, pre)
    fewer = change(surer, pre, given=given(TICKETS | {Input.CALLS: Decimal(2_000_000)}))
    assert fewer.word is None
    assert ValueWord.objects.get().said == "按这个口径算没有问题"


def test_nobody_acknowledges_a_cost_or_figures_that_changed(deal: Deal, contact: Contact, pre: User) -> None:
    with pytest.raises(Refusal, match="in full"):
        told.acknowledged(told.switching(deal=deal, by=pre), contact, pre)
    row = told.driver(deal=deal, by=pre)
    change(row, pre, confidence=Decimal(50))
    with pytest.raises(StaleRefusal):
        told.acknowledged(row, contact, pre)
    row.refresh_from_db()
    drop_driver(driver=row, by=pre, at=NOW)
    with pytest.raises(Refusal, match="off the list"):
        acknowledge_driver(driver=row, edition=2, contact=contact, on=TODAY, said="好", by=pre, at=NOW)


def test_an_erased_persons_word_goes_and_the_driver_stays_unacknowledged(
    deal: Deal, contact: Contact, pre: User, bo: User
) -> None:
    row = told.acknowledged(told.driver(deal=deal, by=pre, given=given(TICKETS, contact)), contact, pre)
    erase_contact(contact, reason="本人要求", by=bo, at=NOW)
    row.refresh_from_db()
    assert (row.word, row.inputs.count()) == (None, 2)


def test_the_basis_names_its_origins_and_is_changed_by_one_at_a_time(deal: Deal, pre: User) -> None:
    made = told.basis(deal=deal, by=pre)
    assert made.value(24).reference == 1_400_000
    with pytest.raises(StaleRefusal):
        told.basis(deal=deal, by=pre)
    for changed, field in (
        ({"reference_source": ""}, "reference_source"),
        ({"reference_months": None}, "reference_months"),
        ({"rate_source": " "}, "rate_source"),
        ({"rate_on": None}, "rate_on"),
        ({"rate_on": TODAY + timedelta(days=1)}, "rate_on"),
    ):
        with pytest.raises(Refusal) as refused:
            told.basis(deal=deal, by=pre, edition=1, **changed)
        assert refused.value.field == field
    bare = told.basis(deal=deal, by=pre, edition=1, reference=None, yearly_rate=None)
    assert (bare.reference_source, bare.rate_on, bare.value(12).reference) == ("", None, None)


def test_a_driver_answers_a_worry_once_and_the_journal_names_nobody(deal: Deal, contact: Contact, pre: User) -> None:
    row = told.driver(deal=deal, by=pre)
    seat = whom.seat(deal=deal, contact=contact)
    for _again in range(2):
        answer_concern(driver=row, seat=seat, by=pre, at=NOW)
    assert ConcernAnswer.objects.count() == 1
    assert JournalEntry.objects.get(act="answer_concern").facts == {"formula": "tickets"}
    leave_concern(driver=row, seat=seat, by=pre, at=NOW)
    assert ConcernAnswer.objects.count() == 0


def test_nothing_changes_in_a_deal_that_is_closed(deal: Deal, pre: User, ada: User) -> None:
    row = told.driver(deal=deal, by=pre)
    move_deal(deal=deal, to=Stage.LOST, ending=LOST, by=ada, at=NOW)
    for act in (
        lambda: told.driver(deal=deal, by=pre),
        lambda: change(row, pre, confidence=Decimal(1)),
        lambda: drop_driver(driver=row, by=pre, at=NOW),
        lambda: told.basis(deal=deal, by=pre),
    ):
        with pytest.raises(Refusal, match="closed"):
            act()
