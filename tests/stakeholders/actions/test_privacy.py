from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal
from stakeholders.actions.customers import add_contact, change_contact
from stakeholders.actions.engagements import log_engagement
from stakeholders.actions.plans import add_milestone
from stakeholders.actions.privacy import (
    enter_privacy_policy,
    erase_contact,
    export_contact,
    forget_assessments,
    open_map,
)
from stakeholders.domain.deals import Stage
from stakeholders.models import (
    Contact,
    Deal,
    Engagement,
    JournalEntry,
    JournalVeil,
    MapOpening,
    PrivacyPolicy,
    Seat,
    User,
)
from stakeholders.queries.journal import timeline
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW
from tests.threads import at_once

TODAY = NOW.date()
POLICY: dict[str, Any] = {"purpose": "了解客户如何决策", "legal_basis": "法务意见", "source": "制度"}
YEAR = timedelta(days=365)


def policy(adm: User, months: int = 12) -> PrivacyPolicy:
    return enter_privacy_policy(**POLICY, retention_months=months, valid_from=TODAY, by=adm, at=NOW)


def closed(deal: Deal) -> Deal:
    Deal.objects.filter(pk=deal.pk).update(
        stage=Stage.SIGNED, closed_at=NOW, closed_by=deal.owner, unpriced_because="—"
    )
    return deal


def acts() -> list[str]:
    return list(JournalEntry.objects.order_by("id").values_list("act", flat=True))


def test_a_policy_holds_from_today_or_later(adm: User) -> None:
    assert policy(adm).retention_months == 12
    with pytest.raises(Refusal, match="today or later"):
        enter_privacy_policy(**POLICY, retention_months=6, valid_from=TODAY - timedelta(days=1), by=adm, at=NOW)
    assert (PrivacyPolicy.objects.count(), acts()) == (1, ["enter_privacy_policy"])


@pytest.mark.parametrize("months", [0, 121])
def test_the_database_refuses_a_retention_nobody_means(adm: User, months: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PrivacyPolicy.objects.create(
            **POLICY, retention_months=months, valid_from=TODAY, entered_at=NOW, entered_by=adm
        )


def test_looking_at_a_map_is_told_once_a_day_and_moves_no_deal(deal: Deal, ada: User, pre: User) -> None:
    for at in (NOW + timedelta(hours=1), NOW + timedelta(hours=2), NOW + timedelta(days=1)):
        open_map(deal, by=ada, at=at)
    open_map(deal, by=pre, at=NOW)
    assert (MapOpening.objects.count(), acts()) == (3, ["open_map"] * 3)
    deal.refresh_from_db()
    assert (deal.touched_at, timeline(ada, deal).events) == (NOW, ())


@pytest.mark.django_db(transaction=True)
def test_two_pages_opened_at_once_are_one_opening(deal: Deal, ada: User) -> None:
    results = at_once(lambda: open_map(deal, by=ada, at=NOW), lambda: open_map(deal, by=ada, at=NOW))
    assert {type(result) for result in results} == {MapOpening}
    assert (MapOpening.objects.count(), acts()) == (1, ["open_map"])


def test_assessments_go_once_their_time_has_passed_and_not_a_day_before(
    deal: Deal, contact: Contact, ada: User, adm: User
) -> None:
    policy(adm)
    whom.seat(deal=deal, contact=contact, support=-4, concern="怕担责")
    whom.engagement(deal=deal, contacts=[contact], by=ada, learned="怕担责")
    assert forget_assessments(deal, at=NOW + 9 * YEAR) == 0
    closed(deal)
    assert forget_assessments(deal, at=NOW + YEAR - timedelta(days=1)) == 0
    assert Seat.objects.exists()
    assert forget_assessments(deal, at=NOW + YEAR) == 1
    assert (Seat.objects.exists(), Engagement.objects.get().learned) == (False, "")
    entry = JournalEntry.objects.latest("id")
    assert (entry.act, entry.by, entry.facts) == ("forget_assessments", None, {"people": 1, "months": 12})
    assert forget_assessments(deal, at=NOW + YEAR) == 0
    assert JournalEntry.objects.latest("id") == entry


def test_without_a_policy_nothing_goes_by_itself(deal: Deal, contact: Contact) -> None:
    whom.seat(deal=deal, contact=contact)
    assert forget_assessments(closed(deal), at=NOW + 9 * YEAR) == 0
    assert Seat.objects.exists()


def test_a_longer_policy_since_keeps_what_a_shorter_one_would_not(deal: Deal, contact: Contact, adm: User) -> None:
    policy(adm, months=6)
    policy(adm, months=24)
    whom.seat(deal=deal, contact=contact)
    assert forget_assessments(closed(deal), at=NOW + YEAR) == 0
    assert forget_assessments(deal, at=NOW + 2 * YEAR + timedelta(days=1)) == 1


def test_erasing_leaves_nothing_of_the_person(deal: Deal, ada: User, bo: User) -> None:
    person = add_contact(
        deal.customer, name="周昀", title="采购总监", seat="procurement", phone="13800000000", email="z@example.com",
        note="爱登山", by=ada, at=NOW,
    )  # fmt: skip
    other = whom.contact(customer=deal.customer, name="许望")
    whom.seat(deal=deal, contact=person, support=-4, concern="怕担责")
    whom.seat(deal=deal, contact=other, concern="看周昀脸色")
    whom.engagement(deal=deal, contacts=[person], by=ada, learned="周昀说太贵", promised="寄报告", promised_on=TODAY)
    whom.engagement(deal=deal, contacts=[person, other], by=ada, learned="许望同意，周昀反对")
    erased = erase_contact(person, reason="周昀本人来信", by=bo, at=NOW)
    assert (erased.name, erased.title, erased.phone, erased.email, erased.note) == (f"#{person.pk}", "", "", "", "")
    assert [seat.concern for seat in Seat.objects.all()] == [f"看#{person.pk}脸色"]
    assert sorted(Engagement.objects.values_list("learned", "promised")) == [
        ("", ""),
        (f"许望同意，#{person.pk}反对", ""),
    ]
    deal.refresh_from_db()
    assert (deal.next_step, deal.edition) == (f"#{person.pk}复谈", 2)
    assert "周昀" not in str(list(JournalEntry.objects.values_list("facts", flat=True)))


def test_longer_names_that_are_known_stay_whole_and_pages_read_before_are_older(
    deal: Deal, ada: User, bo: User
) -> None:
    person = whom.contact(customer=deal.customer, name="王敏")
    longer = whom.contact(customer=deal.customer, name="王敏之")
    whom.user(name="小王敏", role=ada.role, team=ada.team)
    seat = whom.seat(deal=deal, contact=longer, concern="王敏之听王敏的，小王敏不听", win="王敏之升职")
    milestone = add_milestone(deal, **whom.told(name="王敏签字"), by=ada, at=NOW)
    for name in ("王敏", "王敏之"):
        JournalEntry.objects.create(
            stream=f"deal:{deal.pk}", at=NOW, by=ada, act="add_seat", object_type="stakeholders.seat", object_id=1,
            deal=deal, customer=deal.customer, facts={"person": name}, number=0,
        )  # fmt: skip
    erase_contact(person, reason="王敏本人来信，王敏之转达", by=bo, at=NOW)
    seat.refresh_from_db()
    milestone.refresh_from_db()
    assert (seat.concern, seat.win, seat.edition) == (f"王敏之听#{person.pk}的，小王敏不听", "王敏之升职", 2)
    assert (milestone.name, milestone.edition) == (f"#{person.pk}签字", 2)
    assert JournalEntry.objects.latest("id").facts["reason"] == f"#{person.pk}本人来信，王敏之转达"
    assert set(JournalVeil.objects.values_list("entry__facts__person", flat=True)) == {"王敏", None}


def test_journal_rows_of_before_keep_the_name_in_the_chain_and_tell_it_to_nobody(
    deal: Deal, contact: Contact, ada: User, bo: User
) -> None:
    old = JournalEntry.objects.create(
        stream=f"deal:{deal.pk}", at=NOW, by=ada, act="add_seat", object_type="stakeholders.seat", object_id=1,
        deal=deal, customer=deal.customer, facts={"person": contact.name}, number=0,
    )  # fmt: skip
    (before,) = timeline(ada, deal).events
    assert "周昀" in before.what
    erase_contact(contact, reason="本人来信", by=bo, at=NOW)
    (after,) = timeline(ada, deal).events
    assert after.what == "变更了一位已删除联系人的信息"
    old.refresh_from_db()
    assert old.facts == {"person": "周昀"}


def test_who_was_erased_is_neither_changed_nor_met_nor_erased_again(
    deal: Deal, contact: Contact, ada: User, bo: User
) -> None:
    erase_contact(contact, reason="本人来信", by=bo, at=NOW)
    logged: dict[str, Any] = {"kind": "call", "direction": "ours", "held_on": TODAY, "learned": "再谈"}
    for again in (
        lambda: change_contact(contact, name="周昀", title="", by=ada, at=NOW),
        lambda: log_engagement(deal, **logged, contacts=[contact], colleagues=[ada], by=ada, at=NOW),
        lambda: erase_contact(contact, reason="再来", by=bo, at=NOW),
    ):
        with pytest.raises(Refusal, match="has been erased"):
            again()
    assert not Engagement.objects.exists()


def test_erasing_says_who_asked(contact: Contact, bo: User) -> None:
    with pytest.raises(Refusal, match="who asked") as refused:
        erase_contact(contact, reason=" ", by=bo, at=NOW)
    assert refused.value.field == "reason"


def test_the_database_lets_no_erased_person_keep_a_telephone(contact: Contact, bo: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(erased_at=NOW, erased_by=bo, phone="138")


def test_taking_a_persons_data_out_is_told_without_their_name(contact: Contact, bo: User) -> None:
    export_contact(contact, by=bo, at=timezone.now())
    assert [(entry.act, entry.facts) for entry in JournalEntry.objects.all()] == [
        ("export_contact", {"contact": contact.pk})
    ]


@pytest.mark.django_db(transaction=True)
def test_erasing_against_logging_leaves_no_word_of_the_person(
    deal: Deal, contact: Contact, ada: User, bo: User
) -> None:
    """Whoever is first: logged and then crossed out, or erased and then refused."""
    logged: dict[str, Any] = {"kind": "call", "direction": "ours", "held_on": TODAY, "learned": "周昀怕担责"}
    results = at_once(
        lambda: erase_contact(contact, reason="本人来信", by=bo, at=NOW),
        lambda: log_engagement(deal, **logged, contacts=[contact], colleagues=[ada], by=ada, at=NOW),
    )
    assert isinstance(results[0], Contact)
    assert isinstance(results[1], Engagement | Refusal)
    assert not Engagement.objects.exclude(learned="").exists()
