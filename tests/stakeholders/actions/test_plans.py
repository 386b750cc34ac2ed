"""Keeping up the plan to a signature: what is refused, who was first, and what the deal then says of it."""

import threading
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from stakeholders.actions.plans import (
    add_milestone,
    begin_plan,
    change_milestone,
    finish_milestone,
    remove_milestone,
    reopen_milestone,
    set_leads,
)
from stakeholders.domain.deals import Stage
from stakeholders.domain.plans.leads import LeadTime
from stakeholders.domain.plans.words import USUAL_CHAIN, MilestoneKind
from stakeholders.models import Contact, Deal, JournalEntry, Milestone, User
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import LOST, told

pytestmark = pytest.mark.django_db


def added(deal: Deal, by: User, at: datetime, **more: Any) -> Milestone:
    after = more.pop("after", ())
    return add_milestone(deal, after=after, by=by, at=at, **told(**more))


def changed(milestone: Milestone, by: User, at: datetime, **more: Any) -> Milestone:
    now = {name: getattr(milestone, name) for name in told()}
    keep = {"after": list(milestone.after.all()), "edition": milestone.edition}
    return change_milestone(milestone, by=by, at=at, **keep | now | more)


def acts(deal: Deal) -> list[str]:
    return list(JournalEntry.objects.filter(deal=deal).order_by("number").values_list("act", flat=True))


class TestTheUsualChain:
    def test_is_begun_in_one_step_without_any_lead_time(self, deal: Deal, ada: User, now: datetime) -> None:
        begin_plan(deal, names={kind: kind.label for kind in USUAL_CHAIN}, by=ada, at=now)
        rows = list(deal.milestones.prefetch_related("after"))
        assert [row.kind for row in rows] == list(USUAL_CHAIN)
        assert [[other.kind for other in row.after.all()] for row in rows] == [
            [],
            *([kind] for kind in USUAL_CHAIN[:-1]),
        ]
        assert {(row.lead_p50, row.lead_p80) for row in rows} == {(None, None)}
        deal.refresh_from_db()
        assert (deal.critical_days, deal.planned_on, acts(deal)) == (None, now.date(), ["begin_plan"])

    def test_is_not_begun_over_a_plan_that_is_there(self, deal: Deal, ada: User, now: datetime) -> None:
        added(deal, ada, now)
        with pytest.raises(Refusal, match="has a plan already"):
            begin_plan(deal, names={kind: kind.label for kind in USUAL_CHAIN}, by=ada, at=now)


class TestADealsPlan:
    def test_says_what_its_critical_path_comes_to_and_leaves_out_what_follows_the_signature(
        self, deal: Deal, ada: User, now: datetime
    ) -> None:
        proof = added(deal, ada, now, name="技术验证", lead_p50=3, lead_p80=5)
        sign = added(deal, ada, now, kind=MilestoneKind.SIGNATURE, name="签字", lead_p50=1, lead_p80=2, after=[proof])
        added(deal, ada, now, name="启动", lead_p50=9, lead_p80=9, after=[sign])
        deal.refresh_from_db()
        assert deal.critical_days == 7
        finish_milestone(proof, by=ada, at=now)
        deal.refresh_from_db()
        assert deal.critical_days == 2
        reopen_milestone(proof, by=ada, at=now)
        deal.refresh_from_db()
        assert deal.critical_days == 7

    def test_says_nothing_while_a_lead_time_before_the_signature_is_unknown(
        self, deal: Deal, ada: User, now: datetime
    ) -> None:
        proof = added(deal, ada, now)
        added(deal, ada, now, kind=MilestoneKind.SIGNATURE, lead_p50=1, lead_p80=2, after=[proof])
        deal.refresh_from_db()
        assert deal.critical_days is None
        set_leads(deal, leads={proof.pk: LeadTime(p50=4, p80=6)}, by=ada, at=now)
        deal.refresh_from_db()
        assert deal.critical_days == 8

    def test_keeps_its_chain_when_a_link_is_taken_out(self, deal: Deal, ada: User, now: datetime) -> None:
        first = added(deal, ada, now, lead_p50=2, lead_p80=2)
        middle = added(deal, ada, now, lead_p50=3, lead_p80=3, after=[first])
        last = added(deal, ada, now, lead_p50=4, lead_p80=4, after=[middle])
        remove_milestone(middle, by=ada, at=now)
        assert list(last.after.all()) == [first]
        deal.refresh_from_db()
        assert deal.critical_days == 6

    def test_is_closed_with_its_deal(self, deal: Deal, ada: User, now: datetime) -> None:
        Deal.objects.filter(pk=deal.pk).update(stage=Stage.LOST, closed_at=now, closed_by=ada, **vars(LOST))
        with pytest.raises(Refusal, match="closed"):
            added(deal, ada, now)


class TestWhatIsRefused:
    def test_a_circle_and_nothing_of_it_is_kept(self, deal: Deal, ada: User, now: datetime) -> None:
        first = added(deal, ada, now)
        second = added(deal, ada, now, after=[first])
        with pytest.raises(Refusal, match="circle"):
            changed(first, ada, now, after=[second])
        assert list(first.after.all()) == []

    def test_a_second_signature(self, deal: Deal, ada: User, now: datetime) -> None:
        added(deal, ada, now, kind=MilestoneKind.SIGNATURE)
        with pytest.raises(Refusal, match="signed once"):
            added(deal, ada, now, kind=MilestoneKind.SIGNATURE)

    def test_somebody_elses_contact_and_another_deals_milestone(
        self, deal: Deal, ada: User, dee: User, now: datetime
    ) -> None:
        others = whom.deal(customer=whom.customer(name="别家", owner=dee), owner=dee)
        with pytest.raises(Refusal, match="not a contact"):
            added(deal, ada, now, buyer=whom.contact(customer=others.customer, name="外人"))
        with pytest.raises(Refusal, match="own deal"):
            added(deal, ada, now, after=[added(others, dee, now)])

    @pytest.mark.parametrize(("p50", "p80", "why"), [(5, None, "both"), (None, 5, "both"), (9, 5, "P80")])
    def test_half_a_lead_time_and_one_upside_down(
        self, deal: Deal, ada: User, now: datetime, p50: int | None, p80: int | None, why: str
    ) -> None:
        with pytest.raises(Refusal, match=why):
            added(deal, ada, now, lead_p50=p50, lead_p80=p80)

    def test_a_change_made_from_an_older_page(self, deal: Deal, ada: User, now: datetime) -> None:
        row = added(deal, ada, now)
        changed(row, ada, now, name="先改")
        with pytest.raises(StaleRefusal):
            changed(row, ada, now, name="后改")
        row.refresh_from_db()
        assert row.name == "先改"

    def test_a_change_of_what_somebody_took_out(self, deal: Deal, ada: User, now: datetime) -> None:
        row = added(deal, ada, now)
        remove_milestone(row, by=ada, at=now)
        with pytest.raises(Refusal, match="took this milestone out"):
            finish_milestone(row, by=ada, at=now)


def test_everything_that_happens_to_a_plan_is_told_and_a_blocker_is_not(
    deal: Deal, ada: User, contact: Contact, now: datetime
) -> None:
    row = added(deal, ada, now, name="安全评审", owner=ada, buyer=contact, due_on=date(2026, 12, 1))
    changed(row, ada, now, name="安全评审", blocker="等保报告没到")
    finish_milestone(Milestone.objects.get(pk=row.pk), by=ada, at=now)
    # Said twice, told once.
    finish_milestone(Milestone.objects.get(pk=row.pk), by=ada, at=now)
    remove_milestone(Milestone.objects.get(pk=row.pk), by=ada, at=now)
    assert acts(deal) == ["add_milestone", "change_milestone", "finish_milestone", "remove_milestone"]
    assert {entry.facts["name"] for entry in JournalEntry.objects.filter(deal=deal)} == {"安全评审"}
    assert "等保" not in str(list(JournalEntry.objects.values_list("facts", flat=True)))


@pytest.mark.django_db(transaction=True)
def test_two_who_close_a_circle_together_are_told_one_after_the_other(deal: Deal, ada: User, now: datetime) -> None:
    first, second = added(deal, ada, now), added(deal, ada, now)
    told_: list[str] = []

    def other() -> None:
        try:
            changed(Milestone.objects.get(pk=second.pk), ada, now, after=[first])
            told_.append("kept")
        except Refusal as refusal:
            told_.append(str(refusal)[:24])
        finally:
            connection.close()

    with transaction.atomic():
        changed(first, ada, now, after=[second])
        racer = threading.Thread(target=other)
        racer.start()
        racer.join(0.3)
        assert racer.is_alive()
    racer.join(10)
    assert told_ == ["These milestones wait fo"]
