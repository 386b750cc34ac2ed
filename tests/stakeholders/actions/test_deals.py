from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.budgets import remove_signal
from stakeholders.actions.deals import advance_deal, change_deal, create_deal, move_deal
from stakeholders.domain.deals import LossReason, Milestone, Stage
from stakeholders.models import BudgetEstimate, Customer, Deal, JournalEntry, User
from tests.factories import stakeholders as whom
from tests.factories.budgets import signal
from tests.factories.stakeholders import LOST, NOW, SIGNED, unpriced


def test_a_deal_begins_with_its_owner_at_the_first_stage(customer: Customer, ada: User) -> None:
    made = create_deal(customer=customer, name="语聊房", by=ada, at=NOW)
    assert (made.owner, made.team, made.stage, made.number[:3]) == (ada, ada.team, Stage.DIAGNOSIS, "SJ-")
    entry = JournalEntry.objects.get()
    assert (entry.act, entry.deal, entry.customer, entry.facts) == (
        "create_deal",
        made,
        customer,
        {"number": made.number},
    )


def test_someone_without_a_team_opens_no_deal(customer: Customer, fay: User, ada: User) -> None:
    with pytest.raises(Refusal, match="in no team"):
        create_deal(customer=customer, name="语聊房", by=fay, at=NOW)
    assert create_deal(customer=customer, name="语聊房", by=ada, at=NOW).pk


def test_a_change_is_teller_the_names_of_the_facts_not_their_values(deal: Deal, ada: User) -> None:
    changed = change_deal(deal, next_step="请周昀引见何敏之", name=deal.name, competitor_note="口头", by=ada, at=NOW)
    assert (changed.next_step, changed.competitor_note) == ("请周昀引见何敏之", "口头")
    assert JournalEntry.objects.get().facts == {"changed": ["competitor_note", "next_step"]}


def test_saving_what_is_already_there_leaves_no_trace(deal: Deal, ada: User) -> None:
    change_deal(deal, next_step=deal.next_step, by=ada, at=NOW)
    assert not JournalEntry.objects.exists()


def test_a_deal_moves_one_step_at_a_time(deal: Deal, ada: User) -> None:
    with pytest.raises(Refusal, match="does not lead to"):
        move_deal(deal, to=Stage.SIGNED, by=ada, at=NOW)
    move_deal(deal, to=Stage.CONTRACT, by=ada, at=NOW)
    assert move_deal(deal, to=Stage.SIGNED, ending=SIGNED, by=ada, at=NOW).stage == Stage.SIGNED
    assert [entry.facts for entry in JournalEntry.objects.filter(act="move_deal").order_by("id")] == [
        {"before": "negotiation", "after": "contract"},
        {"before": "contract", "after": "signed"},
    ]


def test_an_offer_takes_a_deal_along_as_far_as_it_reaches_and_leaves_one_row(deal: Deal, ada: User) -> None:
    Deal.objects.update(stage=Stage.SOLUTION)
    assert advance_deal(deal, on=Milestone.FIRST_ROUND, by=ada, at=NOW).stage == Stage.NEGOTIATION
    assert advance_deal(deal, on=Milestone.FIRST_OFFER, by=ada, at=NOW).stage == Stage.NEGOTIATION
    assert [(entry.act, entry.facts) for entry in JournalEntry.objects.all()] == [
        ("advance_deal", {"before": "solution", "after": "negotiation", "because": "first_round"})
    ]


def test_a_lost_deal_says_why_and_at_what_price_and_forgets_it_when_it_comes_back(deal: Deal, ada: User) -> None:
    lost = move_deal(deal, to=Stage.LOST, ending=LOST, by=ada, at=NOW)
    assert (lost.lost_because, lost.lost_reason, lost.last_price) == ("budget", "预算转到硬件", Decimal(780_000))
    assert (lost.closed_at, lost.closed_by, lost.is_open) == (NOW, ada, False)
    back = move_deal(deal, to=Stage.DIAGNOSIS, by=ada, at=NOW)
    assert (back.lost_because, back.lost_reason, back.last_price, back.is_open) == ("", "", None, True)
    assert (back.closed_at, back.closed_by) == (None, None)


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"lost_because": ""}, "lost_because"),
        ({"lost_because": LossReason.UNASKED}, "lost_because"),
        ({"lost_reason": "  "}, "lost_reason"),
        ({"last_price": None}, "last_price"),
        ({"last_price": None, "unpriced_because": " "}, "last_price"),
    ],
)
def test_what_the_next_deal_would_learn_from_is_asked_for(
    deal: Deal, ada: User, missing: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        move_deal(deal, to=Stage.LOST, ending=replace(LOST, **missing), by=ada, at=NOW)
    assert refused.value.field == field


def test_a_deal_lost_before_any_price_says_so_instead(deal: Deal, ada: User) -> None:
    ending = replace(LOST, last_price=None, unpriced_because="客户在方案阶段取消立项")
    lost = move_deal(deal, to=Stage.LOST, ending=ending, by=ada, at=NOW)
    assert (lost.last_price, lost.unpriced_because) == (None, "客户在方案阶段取消立项")


def test_the_database_closes_no_deal_without_its_last_price(deal: Deal, ada: User) -> None:
    with pytest.raises(IntegrityError, match="deal_closed_with_its_last_price"), transaction.atomic():
        Deal.objects.update(stage=Stage.SIGNED, closed_at=NOW, closed_by=ada)
    Deal.objects.update(stage=Stage.SIGNED, closed_at=NOW, closed_by=ada, last_price=1)
    with pytest.raises(IntegrityError, match="deal_closed_with_its_last_price"), transaction.atomic():
        Deal.objects.update(stage=Stage.QUOTE, closed_at=None, closed_by=None)


def test_a_closed_deal_is_not_edited(deal: Deal, ada: User) -> None:
    move_deal(deal, to=Stage.LOST, ending=LOST, by=ada, at=NOW)
    with pytest.raises(Refusal, match="closed"):
        change_deal(deal, next_step="", by=ada, at=NOW)
    move_deal(deal, to=Stage.DIAGNOSIS, by=ada, at=NOW)
    assert change_deal(deal, next_step="", by=ada, at=NOW).next_step == ""


def test_a_signed_deal_is_never_told_to_come_back(deal: Deal, ada: User) -> None:
    move_deal(deal, to=Stage.CONTRACT, by=ada, at=NOW)
    move_deal(deal, to=Stage.SIGNED, ending=SIGNED, by=ada, at=NOW)
    with pytest.raises(Refusal, match="a new deal"):
        change_deal(deal, next_step="", by=ada, at=NOW)


def test_whatever_happens_on_a_deal_brings_it_to_the_top(deal: Deal, ada: User) -> None:
    later = NOW + timedelta(hours=3)
    change_deal(deal, expected_close_on=date(2026, 12, 10), by=ada, at=later)
    assert Deal.objects.get(pk=deal.pk).touched_at == later


@pytest.mark.parametrize("missing", [{"lost_because": ""}, {"lost_reason": ""}])
def test_the_database_loses_no_deal_without_a_reason(deal: Deal, ada: User, missing: dict[str, str]) -> None:
    ended = {"stage": Stage.LOST, "closed_at": NOW, "closed_by": ada, **vars(LOST)}
    with pytest.raises(IntegrityError, match="deal_lost_says_why"), transaction.atomic():
        Deal.objects.update(**ended | missing)
    Deal.objects.update(**ended)
    with pytest.raises(IntegrityError, match="deal_lost_says_why"), transaction.atomic():
        Deal.objects.update(stage=Stage.SIGNED)


def test_a_deal_that_is_closed_with_a_price_freezes_its_budget_and_one_without_does_not(
    deal: Deal, customer: Customer, ada: User
) -> None:
    made = signal(deal=deal, by=ada)
    move_deal(deal, to=Stage.LOST, ending=LOST, by=ada, at=NOW)
    frozen = BudgetEstimate.objects.get()
    assert (frozen.frozen_at, frozen.frozen_by, frozen.frozen_for, frozen.signals) == (NOW, ada, deal.number, 1)
    assert set(JournalEntry.objects.filter(deal=deal).values_list("act", flat=True)) >= {"freeze_budget", "move_deal"}
    move_deal(deal, to=Stage.DIAGNOSIS, by=ada, at=NOW)
    with pytest.raises(Refusal, match="frozen"):
        remove_signal(made, by=ada, at=NOW)
    other = whom.deal(customer=customer, owner=ada)
    move_deal(other, to=Stage.LOST, ending=unpriced(Stage.LOST), by=ada, at=NOW)
    assert not BudgetEstimate.objects.filter(deal=other, frozen_at__isnull=False).exists()


def test_the_database_freezes_the_budget_of_a_deal_that_is_closed_with_a_price(deal: Deal, ada: User) -> None:
    Deal.objects.update(stage=Stage.SIGNED, closed_at=NOW, closed_by=ada, last_price=1)
    assert BudgetEstimate.objects.get().frozen_for == deal.number
