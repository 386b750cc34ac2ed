"""The plan screen and its forms, for those who keep it up and those who only read it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from stakeholders.actions.plans import add_milestone, finish_milestone
from stakeholders.actions.workdays import import_workdays
from stakeholders.domain.people import Role
from stakeholders.domain.workdays import ReadDay
from stakeholders.models import Contact, Deal, Milestone, User
from stakeholders.queries.plans import plan_screen
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import told

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Any:
    with patch("django.utils.timezone.now", return_value=now):
        yield


def added(deal: Deal, by: User, at: datetime, **more: Any) -> Milestone:
    after = more.pop("after", ())
    return add_milestone(deal, after=after, by=by, at=at, **told(**more))


@pytest.fixture
def planned(deal: Deal, ada: User, contact: Contact, now: datetime) -> Milestone:
    """Proof 3/5, then the signature 4/9: 14 of the 18 working days until the freeze on 18 December."""
    proof = added(deal, ada, now, kind="proof", name="实测", owner=ada, buyer=contact, lead_p50=3, lead_p80=5)
    return added(deal, ada, now, kind="signature", name="用印", lead_p50=4, lead_p80=9, after=[proof])


class TestTheScreen:
    def test_counts_back_from_the_freeze(self, deal: Deal, planned: Milestone, ada: User, now: datetime) -> None:
        deal.refresh_from_db()
        screen = plan_screen(ada, deal, now)
        assert (screen.left, screen.days, screen.slack) == (18, 14, 4)
        assert screen.latest_start == date(2026, 11, 30)
        assert screen.chain == ("实测", "用印")
        assert [(row.start_on, row.end_on, row.latest_on) for row in screen.rows] == [
            (date(2026, 11, 24), date(2026, 12, 1), date(2026, 11, 30)),
            (date(2026, 12, 1), date(2026, 12, 14), date(2026, 12, 7)),
        ]
        assert screen.chance is not None
        assert 0.8 < screen.chance.low < screen.chance.p < screen.chance.high < 1

    def test_says_the_same_in_the_head_of_the_deal(
        self, client_of: ClientOf, deal: Deal, planned: Milestone, ada: User
    ) -> None:
        page = client_of(ada).get(f"/deals/{deal.pk}/plan/").content.decode()
        assert "18 个工作日" in page
        assert "关键路径 14，余 4" in page

    def test_tells_when_the_plan_needs_more_than_there_is(
        self, client_of: ClientOf, deal: Deal, planned: Milestone, ada: User, now: datetime
    ) -> None:
        added(deal, ada, now, name="法务", lead_p50=5, lead_p80=9, after=[])
        Deal.objects.filter(pk=deal.pk).update(budget_freeze_on=date(2026, 12, 8))
        page = client_of(ada).get(f"/deals/{deal.pk}/plan/").content.decode()
        assert "关键路径 14，差 4" in page
        assert '<span class="tone--bad">差 4</span>' in page

    def test_reckons_nothing_while_a_lead_time_is_unknown_and_names_it(
        self, deal: Deal, planned: Milestone, ada: User, now: datetime
    ) -> None:
        Milestone.objects.filter(name="实测").update(lead_p50=None, lead_p80=None)
        screen = plan_screen(ada, deal, now)
        assert (screen.unknown, screen.days, screen.chance, screen.latest_start) == (("实测",), None, None, None)

    def test_is_stale_three_weeks_after_the_last_change(
        self, client_of: ClientOf, deal: Deal, planned: Milestone, ada: User, now: datetime
    ) -> None:
        for days, stale in ((21, False), (22, True)):
            Deal.objects.filter(pk=deal.pk).update(planned_on=now.date() - timedelta(days=days))
            page = client_of(ada).get(f"/deals/{deal.pk}/plan/").content.decode()
            assert ("没人更新" in page, '计划<small class="tone--warn">停滞</small>' in page) == (stale, stale)

    def test_says_that_too_few_of_our_deals_tell_what_is_usual(
        self, deal: Deal, planned: Milestone, contact: Contact, ada: User, now: datetime
    ) -> None:
        whom.engagement(deal=deal, contacts=[contact], by=ada, held_on=date(2026, 11, 14), direction="theirs")
        whom.engagement(deal=deal, contacts=[contact], by=ada, held_on=date(2026, 11, 20), direction="ours")
        quiet = plan_screen(ada, deal, now).quiet
        assert quiet is not None
        assert (quiet.days, quiet.gaps, quiet.index) == (10, 0, None)

    def test_measures_quiet_against_our_own_deals_at_this_stage_once_they_are_enough(
        self, deal: Deal, contact: Contact, ada: User, now: datetime
    ) -> None:
        other = whom.deal(customer=deal.customer, owner=ada, name="另一单")
        for n in range(9):
            row = added(other, ada, now, name=f"节点 {n}", buyer=contact)
            finish_milestone(row, by=ada, at=now - timedelta(days=4 * n))
        whom.engagement(deal=deal, contacts=[contact], by=ada, held_on=date(2026, 11, 14), direction="theirs")
        whom.engagement(deal=deal, contacts=[contact], by=ada, held_on=date(2026, 11, 20), direction="ours")
        # Nobody moved it, so that all of it happened in the diagnosis.
        Deal.objects.filter(pk=deal.pk).update(stage="diagnosis")
        deal.refresh_from_db()
        quiet = plan_screen(ada, deal, now).quiet
        assert quiet is not None
        assert (quiet.days, quiet.gaps, quiet.median, quiet.index) == (10, 8, 4.0, 2.5)


class TestKeepingItUp:
    def test_from_the_usual_chain_to_lead_times_to_done(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        client = client_of(ada)
        assert client.post(f"/deals/{deal.pk}/plan/begin/")["Location"] == f"/deals/{deal.pk}/plan/leads/"
        rows = list(deal.milestones.all())
        assert [row.name for row in rows][:2] == ["技术验证", "立项与商业论证"]
        values = {f"lead-{row.pk}-{part}": days for row in rows for part, days in (("p50", "1"), ("p80", "2"))}
        assert client.post(f"/deals/{deal.pk}/plan/leads/", values).status_code == 303
        assert client.post(f"/milestones/{rows[0].pk}/done/").status_code == 303
        deal.refresh_from_db()
        # Six more until the signature, the kick-off not counted.
        assert deal.critical_days == 12

    def test_a_bad_lead_time_is_said_beside_its_field(
        self, client_of: ClientOf, deal: Deal, planned: Milestone, ada: User
    ) -> None:
        values = {f"lead-{planned.pk}-p50": "9", f"lead-{planned.pk}-p80": "4"}
        answer = client_of(ada).post(f"/deals/{deal.pk}/plan/leads/", values)
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {f"lead-{planned.pk}-p80"})

    def test_what_our_own_deals_took_stands_beside_the_field_and_not_in_it(
        self, client_of: ClientOf, deal: Deal, customer: Any, ada: User, now: datetime
    ) -> None:
        signed = whom.deal(customer=customer, owner=ada, name="已签")
        for n in range(8):
            row = added(signed, ada, now - timedelta(days=14), kind="legal", name=f"法务 {n}")
            finish_milestone(row, by=ada, at=now - timedelta(days=14 - n))
        Deal.objects.filter(pk=signed.pk).update(stage="signed", closed_at=now, closed_by=ada, unpriced_because="—")
        row = added(deal, ada, now, kind="legal", name="法务")
        page = client_of(ada).get(f"/deals/{deal.pk}/plan/leads/").content.decode()
        assert "我们已签约的 8 单：3 / 4" in page
        assert f'name="lead-{row.pk}-p50" min="1"' in page
        assert "value=" not in page.partition(f'name="lead-{row.pk}-p50"')[2].partition(">")[0]

    def test_the_second_of_two_savers_sees_both(
        self, client_of: ClientOf, deal: Deal, planned: Milestone, ada: User, pre: User
    ) -> None:
        values = {"kind": "signature", "name": "用印", "edition": planned.edition, "lead_p50": "4", "lead_p80": "9"}
        assert client_of(pre).post(f"/milestones/{planned.pk}/edit/", values | {"name": "盖章"}).status_code == 303
        answer = client_of(ada).post(f"/milestones/{planned.pk}/edit/", values | {"name": "签字"})
        assert (answer.status_code, answer.context["form"].errors["name"]) == (422, ["对方已存为：盖章"])

    def test_those_who_sign_read_it_and_change_nothing(
        self, client_of: ClientOf, deal: Deal, planned: Milestone, lin: User, ada: User, dee: User
    ) -> None:
        whom.signer(deal=deal, role=Role.LEGAL)
        page = client_of(lin).get(f"/deals/{deal.pk}/plan/")
        assert page.status_code == 200
        # What was said to seats, and when, is not for them.
        assert "停滞指数" not in page.content.decode()
        assert client_of(lin).post(f"/milestones/{planned.pk}/done/").status_code == 403
        assert client_of(dee).post(f"/milestones/{planned.pk}/done/").status_code == 404
        assert client_of(ada).post(f"/milestones/{planned.pk}/done/").status_code == 303


def test_a_year_that_nobody_announced_is_said_beside_what_is_counted_over_it(
    client_of: ClientOf, deal: Deal, planned: Milestone, ada: User, adm: User, now: datetime
) -> None:
    Deal.objects.filter(pk=deal.pk).update(budget_freeze_on=date(2027, 1, 15))
    page = f"/deals/{deal.pk}/plan/"
    before = client_of(ada).get(page)
    assert before.content.decode().count("2027 年放假安排尚未公布") == 2
    left = before.context["screen"].left
    days = [ReadDay(day=date(2027, 1, 4), is_worked=False, name="元旦")]
    import_workdays(year=2027, title="通知", source="中国政府网", days=days, by=adm, at=now)
    after = client_of(ada).get(page)
    assert "尚未公布" not in after.content.decode()
    assert after.context["screen"].left == left - 1
