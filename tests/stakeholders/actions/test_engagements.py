from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.engagements import log_engagement, remove_engagement
from stakeholders.domain.deals import Stage
from stakeholders.domain.engagements import Direction, EngagementKind
from stakeholders.models import Contact, Deal, Engagement, JournalEntry, User
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW
from tests.threads import at_once

TODAY = NOW.date()


@pytest.fixture
def log(deal: Deal, contact: Contact, ada: User) -> Callable[..., Engagement]:
    def logged(**fields: Any) -> Engagement:
        values: dict[str, Any] = {
            "kind": EngagementKind.CALL,
            "held_on": TODAY,
            "direction": Direction.THEIRS,
            "contacts": [contact],
            "colleagues": [ada],
            "learned": "怕值守压力",
        } | fields
        return log_engagement(deal, **values, by=ada, at=NOW)

    return logged


def test_an_engagement_is_kept_with_who_was_there(log: Callable[..., Engagement], contact: Contact, ada: User) -> None:
    made = log(promised="寄报告", promised_on=date(2026, 11, 27))
    assert (list(made.contacts.all()), list(made.colleagues.all())) == ([contact], [ada])
    assert (made.kind, made.direction, made.learned, made.stands) == ("call", "theirs", "怕值守压力", True)


def test_what_was_learned_never_reaches_the_journal_and_people_are_teller_number(
    log: Callable[..., Engagement], contact: Contact, ada: User
) -> None:
    made = log()
    log(learned="改口了", corrects=made)
    facts = {"kind": "call", "held_on": "2026-11-24", "contacts": [contact.pk]}
    assert [(entry.act, entry.facts) for entry in JournalEntry.objects.order_by("id")] == [
        ("log_engagement", facts),
        ("correct_engagement", facts),
    ]


def test_a_promise_becomes_the_deals_next_step_where_it_is_wanted(log: Callable[..., Engagement], deal: Deal) -> None:
    log(promised="寄报告", promised_on=date(2026, 11, 27))
    deal.refresh_from_db()
    assert deal.next_step == "周昀复谈"
    log(promised="寄报告", promised_on=date(2026, 11, 27), is_next_step=True)
    deal.refresh_from_db()
    assert (deal.next_step, deal.next_step_on) == ("寄报告", date(2026, 11, 27))


def test_a_correction_takes_the_place_of_an_entry_that_stays(log: Callable[..., Engagement]) -> None:
    first = log()
    second = log(learned="改口了", corrects=first)
    assert list(Engagement.objects.standing()) == [second]
    assert set(Engagement.objects.all()) == {first, second}
    with pytest.raises(Refusal, match="Somebody else has corrected"):
        log(corrects=first)


def test_a_removal_takes_a_reason_and_strikes_the_entry_through(
    log: Callable[..., Engagement], ada: User, pre: User
) -> None:
    made = log()
    with pytest.raises(Refusal, match="Say why it is removed") as refused:
        remove_engagement(made, reason=" ", by=ada, at=NOW)
    assert refused.value.field == "reason"
    removed = remove_engagement(made, reason="记错了商机", by=pre, at=NOW)
    assert (removed.removed_by, removed.removed_reason) == (pre, "记错了商机")
    assert not Engagement.objects.standing().exists()
    with pytest.raises(Refusal, match="has been removed"):
        log(corrects=made)


def test_somebody_on_each_side_was_there_and_belongs_there(log: Callable[..., Engagement], ada: User) -> None:
    stranger = whom.contact(customer=whom.customer(name="霁川银行", owner=ada), name="外人")
    for fields, field in (
        ({"contacts": []}, "contacts"),
        ({"contacts": [stranger]}, "contacts"),
        ({"colleagues": []}, "colleagues"),
        ({"held_on": TODAY + timedelta(days=1)}, "held_on"),
    ):
        with pytest.raises(Refusal) as refused:
            log(**fields)
        assert refused.value.field == field
    assert not Engagement.objects.exists()


def test_a_closed_deal_is_not_logged_on(log: Callable[..., Engagement], deal: Deal, ada: User) -> None:
    Deal.objects.filter(pk=deal.pk).update(stage=Stage.SIGNED, closed_at=NOW, closed_by=ada, unpriced_because="—")
    with pytest.raises(Refusal, match="deal is signed"):
        log()


def test_an_entry_of_another_deal_is_not_corrected_from_here(
    log: Callable[..., Engagement], deal: Deal, contact: Contact, ada: User
) -> None:
    other = whom.engagement(deal=whom.deal(customer=deal.customer, owner=ada), contacts=[contact], by=ada)
    with pytest.raises(Refusal, match="another deal"):
        log(corrects=other)


@pytest.mark.parametrize(
    "fields", [{"promised": "寄报告"}, {"promised_on": TODAY}, {"removed_reason": "无"}, {"kind": "fax"}]
)
def test_the_database_refuses_half_an_entry(deal: Deal, contact: Contact, ada: User, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        whom.engagement(deal=deal, contacts=[contact], by=ada, **fields)


@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_at_once_one_stands(log: Callable[..., Engagement]) -> None:
    first = log()
    results = at_once(lambda: log(learned="一", corrects=first), lambda: log(learned="二", corrects=first))
    assert sorted(isinstance(result, Refusal) for result in results) == [False, True]
    assert Engagement.objects.standing().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_logging_at_once_are_both_kept(log: Callable[..., Engagement], pre: User) -> None:
    """The same people, the same deal and its next step: one waits for the other."""
    step = {"promised": "寄报告", "promised_on": TODAY, "is_next_step": True}
    results = at_once(lambda: log(**step), lambda: log(**step, colleagues=[pre]))
    assert all(isinstance(result, Engagement) for result in results)
    assert Engagement.objects.standing().count() == 2
