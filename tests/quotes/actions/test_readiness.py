"""The gate before a quote leaves: what it stops, who passes it, and what it never stops."""

import threading
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from dealdesk.kernel.refusals import Refusal
from quotes.actions.coach import set_aims, set_coach
from quotes.actions.proposals import draw_ahead
from quotes.actions.quotes import next_version, send_version
from quotes.actions.readiness import note_value, pass_over
from quotes.actions.rivals import drop_rival
from quotes.domain.coach.advice import Hint
from quotes.domain.coach.talk import Aims
from quotes.domain.proposals import Stamp, Waits
from quotes.domain.readiness import Requirement
from quotes.models import OwnWords, QuoteVersion, ReadinessOverride, ValueWord
from quotes.models.readiness import _floor, known_of
from quotes.queries.readiness import idle_since, patience, people_of
from stakeholders.actions.deals import change_deal
from stakeholders.actions.engagements import remove_engagement
from stakeholders.actions.privacy import enter_privacy_policy, erase_contact, forget_assessments
from stakeholders.domain.deals import Stage
from stakeholders.domain.engagements import Direction, EngagementKind
from stakeholders.models import Contact, Deal, Engagement, JournalEntry, Seat, User
from stakeholders.queries.privacy import dossier
from tests.factories import paper
from tests.factories import stakeholders as whom
from tests.factories.budgets import signal
from tests.factories.coach import set_as_it_comes
from tests.factories.haggling import approved, logged
from tests.factories.readiness import known
from tests.factories.rivals import rival
from tests.factories.stakeholders import NOW

pytestmark = pytest.mark.django_db
REASON = "客户总裁点名要看价"


@pytest.fixture
def version(version: QuoteVersion) -> QuoteVersion:
    """Nobody has passed over anything."""
    ReadinessOverride.objects.all().delete()
    return version


def missing(deal: Deal, version: QuoteVersion | None = None) -> set[Requirement]:
    gate = known_of(Deal.objects.get(pk=deal.pk)).gate(version.pk if version else None)
    return {one.requirement for one in gate.blocking}


def since(deal: Deal, requirement: Requirement) -> date | None:
    return known_of(Deal.objects.get(pk=deal.pk)).facts.since(requirement)


def idle(day: date) -> dict[int, date]:
    return idle_since(Deal.objects.all(), day, patience(day))


class TestSending:
    def test_is_stopped_while_something_is_missing_and_drafting_is_not(
        self, version: QuoteVersion, ada: User, now: datetime
    ) -> None:
        offered = approved(version, by=ada)
        with pytest.raises(Refusal, match="V1 is not ready to go out"):
            send_version(version=offered, by=ada, at=now)
        assert QuoteVersion.objects.get(pk=offered.pk).state == "submitted"
        assert next_version(version=offered, by=ada, at=now).state == "draft"

    def test_goes_on_once_somebody_has_said_why(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        offered = approved(version, by=ada)
        pass_over(version=offered, passed=Requirement, reason=REASON, by=ada, at=now)
        assert send_version(version=offered, by=ada, at=now).state == "sent"
        entry = JournalEntry.objects.get(act="pass_over_version")
        assert (entry.facts["reason"], entry.facts["version"]) == (REASON, "1")
        assert set(entry.facts["passed"]) == {word.value for word in Requirement}

    def test_is_stopped_again_by_a_gap_that_was_not_there_when_it_was_passed_over(
        self, version: QuoteVersion, deal: Deal, ada: User, now: datetime
    ) -> None:
        known(deal, ada, now)
        offered = approved(version, by=ada)
        gaps = missing(deal)
        pass_over(version=offered, passed=Requirement, reason=REASON, by=ada, at=now)
        assert missing(deal, offered) == set()
        Seat.objects.filter(deal=deal, kind="finance").delete()
        assert missing(deal, offered) == {Requirement.SEATS}
        assert Requirement.SEATS not in gaps
        with pytest.raises(Refusal, match="seats"):
            send_version(version=offered, by=ada, at=now)


class TestPassingOver:
    @pytest.fixture
    def offered(self, version: QuoteVersion, ada: User) -> QuoteVersion:
        return approved(version, by=ada)

    def test_is_why_a_file_is_a_draft_whose_mark_says_nothing_of_approval(
        self, offered: QuoteVersion, ada: User, now: datetime
    ) -> None:
        export = paper.made(offered, ada, now)
        for words in OwnWords.objects.all():
            OwnWords.objects.filter(pk=words.pk).update(is_approved=True, decided_at=now, decided_by=words.asked_by)
        copy = draw_ahead(export=export, at=now)
        assert copy is not None
        assert (copy.stamp, copy.waits) == (Stamp.DRAFT, Waits.GATE)
        assert export.marks(copy.stamp, None, waits=copy.waits).across[0] == "草稿 · 暂不可外发"

    def test_takes_a_reason(self, offered: QuoteVersion, ada: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="Say why"):
            pass_over(version=offered, passed=Requirement, reason="  ", by=ada, at=now)

    def test_covers_only_what_its_author_saw(self, offered: QuoteVersion, deal: Deal, ada: User, now: datetime) -> None:
        pass_over(version=offered, passed=[Requirement.BUDGET], reason=REASON, by=ada, at=now)
        assert missing(deal, offered) == set(Requirement) - {Requirement.BUDGET}

    def test_holds_for_its_version_and_the_next_one_needs_it_anew(
        self, offered: QuoteVersion, deal: Deal, ada: User, now: datetime
    ) -> None:
        pass_over(version=offered, passed=Requirement, reason=REASON, by=ada, at=now)
        send_version(version=offered, by=ada, at=now)
        later = approved(next_version(version=offered, by=ada, at=now), by=ada)
        with pytest.raises(Refusal, match="V2 is not ready to go out"):
            send_version(version=later, by=ada, at=now)
        assert missing(deal) == missing(deal, later) == set(Requirement) - {Requirement.BUDGET}
        pass_over(version=later, passed=Requirement, reason=REASON, by=ada, at=now)
        assert send_version(version=later, by=ada, at=now).state == "sent"

    def test_is_for_what_was_submitted_and_not_sent_yet(self, version: QuoteVersion, ada: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="V1 does not wait to be sent"):
            pass_over(version=version, passed=Requirement, reason=REASON, by=ada, at=now)
        assert pass_over(version=approved(version, by=ada), passed=Requirement, reason=REASON, by=ada, at=now).pk

    def test_of_what_is_there_already_is_refused(
        self, offered: QuoteVersion, deal: Deal, ada: User, now: datetime
    ) -> None:
        known(deal, ada, now)
        with pytest.raises(Refusal, match="Nothing of this is missing"):
            pass_over(version=offered, passed=[Requirement.VALUE], reason=REASON, by=ada, at=now)

    @pytest.mark.django_db(transaction=True)
    def test_by_two_at_once_is_told_once(self, offered: QuoteVersion, ada: User, bo: User, now: datetime) -> None:
        told: list[str] = []

        def other() -> None:
            try:
                pass_over(version=offered, passed=Requirement, reason=REASON, by=bo, at=now)
            except Refusal as refusal:
                told.append(str(refusal)[:24])
            finally:
                connection.close()

        with transaction.atomic():
            pass_over(version=offered, passed=Requirement, reason=REASON, by=ada, at=now)
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

    def test_of_a_seat_is_the_log_and_no_mark_on_the_map(
        self, deal: Deal, contact: Contact, ada: User, now: datetime
    ) -> None:
        """It counts from the day on which the first exchange was logged; removed, it counts no more."""
        known(deal, ada, now)
        Seat.objects.filter(deal=deal, kind="finance").delete()
        seat = whom.seat(deal=deal, contact=contact, coverage="in_depth", last_contact_on=now.date())
        Seat.objects.filter(pk=seat.pk).update(kind="finance")
        assert Requirement.SEATS in missing(deal)
        met = whom.engagement(deal=deal, contacts=[contact], by=ada, held_on=date(2026, 11, 10))
        assert since(deal, Requirement.SEATS) == timezone.localdate(met.logged_at)
        remove_engagement(met, reason="记错了人", by=ada, at=now)
        assert Requirement.SEATS in missing(deal)

    def test_of_a_seat_is_no_message_of_ours_until_they_answer(
        self, deal: Deal, contact: Contact, ada: User, now: datetime
    ) -> None:
        known(deal, ada, now)
        Engagement.objects.filter(contacts__seat="finance").update(kind=EngagementKind.MESSAGE)
        assert Requirement.SEATS in missing(deal)
        person = Contact.objects.get(seat="finance")
        whom.engagement(deal=deal, contacts=[person], by=ada, kind=EngagementKind.MESSAGE, direction=Direction.THEIRS)
        assert Requirement.SEATS not in missing(deal)

    def test_of_the_competition_is_a_note_or_an_offer_that_stands(self, deal: Deal, ada: User, now: datetime) -> None:
        offer = rival(deal=deal, by=ada)
        assert since(deal, Requirement.COMPETITION) == now.date()
        drop_rival(offer=offer, by=ada, at=now)
        assert Requirement.COMPETITION in missing(deal)

    def test_of_the_budget_is_an_estimate_from_before_the_first_price(
        self, version: QuoteVersion, deal: Deal, ada: User, now: datetime
    ) -> None:
        offered = approved(version, by=ada)
        signal(deal=deal, by=ada)
        assert Requirement.BUDGET not in missing(deal, offered)

    def test_of_the_budget_that_was_missed_blocks_nothing_and_stays_a_gap(
        self, version: QuoteVersion, deal: Deal, ada: User, now: datetime
    ) -> None:
        offered = approved(version, by=ada)
        pass_over(version=offered, passed=Requirement, reason=REASON, by=ada, at=now)
        send_version(version=offered, by=ada, at=now)
        signal(deal=deal, by=ada)
        found = {one.requirement: one for one in known_of(deal).gate().standings}[Requirement.BUDGET]
        assert (found.is_met, found.is_missed, found.blocks) == (False, True, False)

    def test_of_the_floor_is_as_old_as_the_first_of_the_complete_costs(self, deal: Deal) -> None:
        days = [{"at": f"2026-11-{day}T10:00:00+08:00", "complete": day != 12} for day in (20, 16, 12, 10)]
        assert [_floor(None, days, None), _floor(None, days[2:], None)] == [date(2026, 11, 16), None]

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
        assert since(deal, Requirement.COMPETITION) == date(2026, 11, 27)


def test_what_somebody_said_stays_out_of_the_journal(deal: Deal, contact: Contact, ada: User, now: datetime) -> None:
    note_value(deal=deal, contact=contact, on=now.date(), said="少两万通电话", by=ada, at=now)
    assert "两万" not in str(list(JournalEntry.objects.values_list("facts", flat=True)))


def test_a_deal_that_was_passed_over_is_never_idle(version: QuoteVersion, deal: Deal, ada: User, now: datetime) -> None:
    known(deal, ada, now)
    pass_over(version=approved(version, by=ada), passed=Requirement, reason=REASON, by=ada, at=now)
    assert idle(now.date() + timedelta(days=60)) == {}


def test_a_deal_of_which_all_is_known_is_idle_until_the_customer_has_a_price(
    version: QuoteVersion, deal: Deal, contact: Contact, ada: User, adm: User, now: datetime
) -> None:
    """Green since the last of it was written down, however long ago it happened; how long it may wait is a setting of
    the coach."""
    set_as_it_comes()
    known(deal, ada, now)
    signal(deal=deal, by=ada)
    aims = Aims(target=Decimal(800_000), reservation=Decimal(700_000), months=12, rounds=3, beta=Decimal("0.6"))
    set_aims(quote=version.quote, aims=aims, batna="", batna_worth=None, by=ada, at=now + timedelta(days=2))
    waiting = {days: idle(now.date() + timedelta(days=days)) for days in (15, 16)}
    assert waiting == {15: {}, 16: {deal.pk: now.date() + timedelta(days=2)}}
    told = {"is_on": True, "high": Decimal(20), "valid_from": now.date(), "source": "经理会"}
    set_coach(hint=Hint.LATE, by=adm, at=now, **told)
    waits = {days: bool(idle(now.date() + timedelta(days=days))) for days in (21, 22)}
    assert waits == {21: False, 22: True}
    logged(approved(version, by=ada).quote, contact=contact, by=ada, at=now)
    assert idle(now.date() + timedelta(days=16)) == {}


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
        Deal.objects.filter(pk=deal.pk).update(
            stage=Stage.SIGNED, closed_at=NOW, closed_by=deal.owner, unpriced_because="—"
        )
        forget_assessments(Deal.objects.get(pk=deal.pk), at=NOW + timedelta(days=60))
        assert ValueWord.objects.count() == 0
