"""The gate before a quote leaves: what it stops, who passes it, and what it never stops."""

import threading
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes import next_version, send_version
from quotes.actions.readiness import note_value, pass_over
from quotes.domain.readiness import SEATS, Requirement
from quotes.models import QuoteVersion, ReadinessOverride, ValueWord
from quotes.models.readiness import readiness_of
from quotes.queries.readiness import idle_deals, people_of
from stakeholders.actions.deals import change_deal
from stakeholders.actions.privacy import enter_privacy_policy, erase_contact, forget_assessments
from stakeholders.domain.deals import Stage
from stakeholders.models import Contact, Deal, JournalEntry, Seat, User
from stakeholders.queries.privacy import dossier
from tests.factories import stakeholders as whom
from tests.factories.budgets import signal
from tests.factories.haggling import approved
from tests.factories.stakeholders import NOW
from tests.factories.usage import saved

pytestmark = pytest.mark.django_db
REASON = "客户总裁点名要看价"


@pytest.fixture
def version(version: QuoteVersion) -> QuoteVersion:
    """Nobody has passed over anything."""
    ReadinessOverride.objects.all().delete()
    return version


def known(deal: Deal, by: User, at: datetime) -> None:
    """Every fact that is recorded anywhere today."""
    words = {"needs": "晚高峰不卡", "solution": "弱网抗丢包", "competitor_note": "口头一家"}
    change_deal(deal, **words, by=by, at=at)
    for kind in SEATS:
        person = whom.contact(customer=deal.customer, name=f"{kind}", seat=kind)
        whom.seat(deal=deal, contact=person, last_contact_on=at.date())
    saved(deal=deal, by=by)
    note_value(deal=deal, contact=person, on=at.date(), said="少两万通电话", by=by, at=at)


def missing(deal: Deal) -> set[Requirement]:
    return {one.requirement for one in readiness_of(Deal.objects.get(pk=deal.pk)).blocking}


class TestSending:
    def test_is_stopped_while_something_is_missing_and_drafting_is_not(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        offered = approved(version, by=ada)
        with pytest.raises(Refusal, match="Not ready to be quoted"):
            send_version(version=offered, by=ada, at=now)
        assert QuoteVersion.objects.get(pk=offered.pk).state == "submitted"
        assert next_version(version=offered, by=ada, at=now).state == "draft"

    def test_goes_on_once_somebody_has_said_why(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        offered = approved(version, by=ada)
        pass_over(deal=offered.quote.deal, passed=Requirement, reason=REASON, by=ada, at=now)
        assert send_version(version=offered, by=ada, at=now).state == "sent"
        entry = JournalEntry.objects.get(act="pass_over")
        assert (entry.facts["reason"], set(entry.facts["passed"])) == (REASON, {word.value for word in Requirement})

    def test_is_stopped_again_by_a_gap_that_was_not_there_when_it_was_passed_over(
        self, version: QuoteVersion, deal: Deal, ada: User, now: datetime
    ) -> None:
        known(deal, ada, now)
        gaps = missing(deal)
        pass_over(deal=deal, passed=Requirement, reason=REASON, by=ada, at=now)
        assert missing(deal) == set()
        Seat.objects.filter(deal=deal, kind="finance").update(last_contact_on=None)
        assert missing(deal) == {Requirement.SEATS}
        assert Requirement.SEATS not in gaps
        with pytest.raises(Refusal, match="seats"):
            send_version(version=approved(version, by=ada), by=ada, at=now)


class TestPassingOver:
    def test_takes_a_reason(self, deal: Deal, ada: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="Say why"):
            pass_over(deal=deal, passed=Requirement, reason="  ", by=ada, at=now)

    def test_covers_only_what_its_author_saw(self, deal: Deal, ada: User, now: datetime) -> None:
        pass_over(deal=deal, passed=[Requirement.BUDGET], reason=REASON, by=ada, at=now)
        assert missing(deal) == set(Requirement) - {Requirement.BUDGET}

    def test_of_what_is_there_already_is_refused(self, deal: Deal, ada: User, now: datetime) -> None:
        known(deal, ada, now)
        with pytest.raises(Refusal, match="Nothing of this is missing"):
            pass_over(deal=deal, passed=[Requirement.VALUE], reason=REASON, by=ada, at=now)

    @pytest.mark.django_db(transaction=True)
    def test_by_two_at_once_is_told_once(self, deal: Deal, ada: User, bo: User, now: datetime) -> None:
        told: list[str] = []

        def other() -> None:
            try:
                pass_over(deal=deal, passed=Requirement, reason=REASON, by=bo, at=now)
            except Refusal as refusal:
                told.append(str(refusal)[:24])
            finally:
                connection.close()

        with transaction.atomic():
            pass_over(deal=deal, passed=Requirement, reason=REASON, by=ada, at=now)
            racer = threading.Thread(target=other)
            racer.start()
            racer.join(0.3)
            assert racer.is_alive()
        racer.join(10)
        assert (told, ReadinessOverride.objects.count()) == (["Nothing of this is missi"], 1)


class TestAFact:
    def test_meets_its_requirement(self, deal: Deal, ada: User, now: datetime) -> None:
        assert missing(deal) == set(Requirement)
        known(deal, ada, now)
        assert Requirement.VALUE not in missing(deal)
        assert missing(deal) <= {Requirement.BUDGET, Requirement.FLOOR}

    def test_of_a_seat_is_as_old_as_the_first_exchange_with_whoever_sits_there(
        self, deal: Deal, contact: Contact, ada: User, now: datetime
    ) -> None:
        known(deal, ada, now)
        Seat.objects.filter(deal=deal, kind="finance").delete()
        seat = whom.seat(deal=deal, contact=contact)
        Seat.objects.filter(pk=seat.pk).update(kind="finance")
        assert Requirement.SEATS in missing(deal)
        Seat.objects.filter(pk=seat.pk).update(coverage="brief")
        assert Requirement.SEATS not in missing(deal)
        Seat.objects.filter(pk=seat.pk).update(coverage="no_contact")
        assert Requirement.SEATS in missing(deal)
        whom.engagement(deal=deal, contacts=[contact], by=ada, held_on=date(2026, 11, 10))
        assert Requirement.SEATS not in missing(deal)

    def test_of_the_budget_is_an_estimate_from_before_the_first_quote(
        self, deal: Deal, ada: User, now: datetime
    ) -> None:
        signal(deal=deal, by=ada)
        assert Requirement.BUDGET not in missing(deal)

    def test_of_the_value_is_the_customers_word_and_not_our_own_text(
        self, deal: Deal, ada: User, now: datetime
    ) -> None:
        change_deal(deal, needs="需求", solution="价值一年一百万", by=ada, at=now)
        assert Requirement.VALUE in missing(deal)

    @pytest.mark.parametrize(
        ("changed", "why"),
        [({"said": " "}, "words"), ({"on": date(2026, 11, 25)}, "already"), ({"contact": None}, "not a contact")],
    )
    def test_that_cannot_be_is_refused(
        self, deal: Deal, contact: Contact, ada: User, dee: User, now: datetime, changed: dict[str, Any], why: str
    ) -> None:
        stranger = whom.contact(customer=whom.customer(name="别家", owner=dee), name="外人")
        told = {"contact": contact, "on": now.date(), "said": "少两万通电话"} | changed
        with pytest.raises(Refusal, match=why):
            note_value(deal=deal, by=ada, at=now, **told | {"contact": told["contact"] or stranger})

    def test_is_as_old_as_the_last_change_of_its_words(self, deal: Deal, ada: User, now: datetime) -> None:
        deal = change_deal(deal, competitor_note="一家", by=ada, at=now + timedelta(days=3))
        found = {one.requirement: one.since for one in readiness_of(deal).standings}
        assert found[Requirement.COMPETITION] == date(2026, 11, 27)


def test_what_somebody_said_stays_out_of_the_journal(deal: Deal, contact: Contact, ada: User, now: datetime) -> None:
    note_value(deal=deal, contact=contact, on=now.date(), said="少两万通电话", by=ada, at=now)
    assert "两万" not in str(list(JournalEntry.objects.values_list("facts", flat=True)))


def test_a_deal_that_was_passed_over_is_never_idle(deal: Deal, ada: User, now: datetime) -> None:
    known(deal, ada, now)
    pass_over(deal=deal, passed=Requirement, reason=REASON, by=ada, at=now)
    assert idle_deals(Deal.objects.all(), now.date() + timedelta(days=60)) == {}


class TestPrivacy:
    """What somebody acknowledged is held about a named person, as what we think of them is."""

    def noted(self, deal: Deal, ada: User) -> Contact:
        person = whom.contact(customer=deal.customer, name="林清越")
        note_value(deal=deal, contact=person, on=NOW.date(), said="少两万通电话", by=ada, at=NOW)
        return person

    def test_the_journal_names_them_by_number(self, deal: Deal, ada: User) -> None:
        person = self.noted(deal, ada)
        assert JournalEntry.objects.get(act="note_value").facts == {"person": person.pk}

    def test_it_is_taken_out_and_erased_with_them(self, deal: Deal, ada: User, bo: User) -> None:
        person = self.noted(deal, ada)
        assert "少两万通电话" in [fact.value for fact in dossier(person)]
        erase_contact(person, reason="本人要求", by=bo, at=NOW)
        assert (ValueWord.objects.count(), list(people_of(deal))) == (0, [])
        with pytest.raises(Refusal):
            note_value(deal=deal, contact=person, on=NOW.date(), said="再说一次", by=ada, at=NOW)

    def test_it_is_forgotten_with_the_deal(self, deal: Deal, ada: User, adm: User) -> None:
        self.noted(deal, ada)
        enter_privacy_policy(
            purpose="了解", legal_basis="意见", retention_months=1, source="制度", valid_from=NOW.date(), by=adm, at=NOW
        )
        Deal.objects.filter(pk=deal.pk).update(stage=Stage.SIGNED, closed_at=NOW, closed_by=deal.owner)
        forget_assessments(Deal.objects.get(pk=deal.pk), at=NOW + timedelta(days=60))
        assert ValueWord.objects.count() == 0
