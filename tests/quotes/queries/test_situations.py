from datetime import timedelta
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from quotes.actions.approvals import submit_version
from quotes.actions.funding import add_funding_rate
from quotes.actions.proposals import request_export
from quotes.domain.pricing.revised import Revision
from quotes.domain.proposals import Kind, Stamp
from quotes.domain.situations import Situation
from quotes.domain.value.formulas import Formula
from quotes.models import Policy, ProposalCopy, QuoteVersion
from quotes.queries.situations import Card, situations_screen
from stakeholders.domain.engagements import Direction, EngagementKind
from stakeholders.domain.seats.words import SeatKind
from stakeholders.models import Contact, Customer, Deal, Engagement, User
from tests.factories import budgets, coach, haggling, paper, rivals, usage
from tests.factories import stakeholders as whom
from tests.factories import value as told
from tests.factories.stakeholders import NOW

TODAY = NOW.date()


def card(user: User, deal: Deal, key: Situation) -> Card:
    return next(one for one in situations_screen(user, deal, TODAY).cards if one.key == key)


def states(found: Card) -> list[str]:
    return [row.state for row in found.rows]


def test_nothing_is_done_in_a_deal_of_which_nothing_is_known(deal: Deal, ada: User) -> None:
    Deal.objects.update(budget_freeze_on=None)
    fresh = Deal.objects.get(pk=deal.pk)
    assert states(card(ada, fresh, Situation.CHEAPER)) == ["下一步", "未完成", "未完成", "未完成", ""]
    assert [card(ada, fresh, one).done for one in Situation] == [0, 0, 0, 0]


def test_a_step_leads_to_the_first_quote_until_there_is_one(deal: Deal, ada: User) -> None:
    assert card(ada, deal, Situation.CHEAPER).rows[-1].url == f"/deals/{deal.pk}/quotes/new/"


def test_a_step_leads_to_the_quote_that_was_last_worked_on(version: QuoteVersion, deal: Deal, ada: User) -> None:
    assert card(ada, deal, Situation.CHEAPER).rows[-1].url == f"/quotes/{version.quote_id}/negotiation/"


def test_what_the_deal_holds_is_done_and_told_in_its_own_figures(deal: Deal, ada: User) -> None:
    budgets.signal(deal=deal, by=ada)
    usage.saved(deal=deal, by=ada)
    found = card(ada, Deal.objects.select_related("budget").get(), Situation.SHORT)
    assert states(found)[:3] == ["已完成", "已完成", "下一步"]
    assert found.rows[0].figures[0].startswith("预算中位数")


def test_what_am_i_paying_more_for_is_answered_with_what_they_acknowledged(
    deal: Deal, version: QuoteVersion, contact: Contact, ada: User, pre: User
) -> None:
    """Of 839,600 against 700,000; of 324,000 claimed 259,200 count. What is told without an amount is not in money."""
    found = card(ada, deal, Situation.DEARER)
    assert (states(found), found.done, found.total) == (["下一步", "未完成", "未完成", "未完成", "未完成"], 0, 5)
    told.acknowledged(told.driver(deal=deal, by=pre), contact, pre)
    told.driver(deal=deal, by=pre, told={}, formula=Formula.UNPRICED)
    told.basis(deal=deal, by=pre)
    rows = card(ada, deal, Situation.DEARER).rows
    assert [row.figures for row in rows] == [
        ("已折算金额的主张 1 项",),
        ("替代方案 12 个月 70.00 万元",),
        ("已认可且有证据 25.92 万元",),
        ("只要兑现折算金额的 43.1% 就划算：32.40 万元中的 13.96 万元。",),
        ("V1 的提案会带上这一页",),
    ]
    assert "已认可且有证据 25.92 万元" in card(ada, deal, Situation.CHEAPER).rows[3].figures


def test_every_step_says_a_figure_of_this_deal_or_which_input_is_missing_and_where_it_is_filled_in(
    deal: Deal, version: QuoteVersion, ada: User
) -> None:
    Deal.objects.update(budget_freeze_on=None)
    steps = [row for one in situations_screen(ada, Deal.objects.get(pk=deal.pk), TODAY).cards for row in one.rows]
    assert [row.name for row in steps if not row.figures and not row.gaps] == []
    assert all(gap.words and gap.url for row in steps for gap in row.gaps)


def test_what_is_left_like_for_like_comes_first_then_the_room_the_steps_and_a_years_prepayment(
    deal: Deal, version: QuoteVersion, contact: Contact, policy: Policy, ada: User, fay: User
) -> None:
    """Of 839,600 less 30 points 251,880 are left; after a step of 39,600 it is 212,280, and 200,000 to the lowest."""
    submit_version(version=version, reason="", by=ada, at=NOW)
    rivals.rival(deal=deal, by=ada)
    coach.aims(version.quote, by=ada)
    add_funding_rate(points=Decimal(6), currency="CNY", valid_from=TODAY, source="LPR", by=fay, at=NOW)
    haggling.logged(version.quote, contact=contact, by=ada, new_offer=Revision(bundle_price=Decimal(800_000)))
    row = card(ada, deal, Situation.CHEAPER).rows[-1]
    assert row.figures == (
        "全部折齐后剩 21.23 万元（含未知项）",
        "距可签最低价还有 20.00 万元",
        "最近几步 3.96 万元",
        "改为年付预付值价格的 2.15 %",
    )
    assert row.gaps == ()


def test_a_years_prepayment_is_worth_what_the_ledger_says_over_longer_terms_too(
    deal: Deal, version: QuoteVersion, ada: User, fay: User
) -> None:
    """2.09 points of the price over two years, where a year comes to 2.15."""
    QuoteVersion.objects.filter(pk=version.pk).update(term_months=24)
    add_funding_rate(points=Decimal(6), currency="CNY", valid_from=TODAY, source="LPR", by=fay, at=NOW)
    rivals.rival(deal=deal, by=ada)
    assert "改为年付预付值价格的 2.09 %" in card(ada, deal, Situation.CHEAPER).rows[-1].figures


def test_a_plan_and_a_rate_that_nobody_gave_are_asked_for(deal: Deal, version: QuoteVersion, ada: User) -> None:
    rivals.rival(deal=deal, by=ada)
    row = card(ada, deal, Situation.CHEAPER).rows[-1]
    assert {gap.words: gap.url for gap in row.gaps} == {
        "还没有写明可签的最低总价": f"/quotes/{version.quote_id}/negotiation/",
        "财务还没有录入资金成本（CNY）": "/funding/",
    }


def test_who_decides_and_was_not_reached_is_named(deal: Deal, customer: Customer, ada: User) -> None:
    for name in ("何敏之", "周望"):
        whom.seat(deal=deal, contact=whom.contact(customer=customer, name=name), can_approve=True)
    whom.engagement(deal=deal, contacts=[Contact.objects.get(name="周望")], by=ada)
    assert card(ada, deal, Situation.STALLED).rows[2].figures == ("决策人 2 位，已接触 1 位；未接触：何敏之",)


def test_more_of_everything_asks_no_more_statements(
    deal: Deal, version: QuoteVersion, customer: Customer, ada: User
) -> None:
    counts = []
    for number in range(2):
        contact = whom.contact(customer=customer, name=f"人 {number}")
        whom.seat(deal=deal, contact=contact, can_approve=True)
        whom.engagement(deal=deal, contacts=[contact], by=ada)
        rivals.rival(deal=deal, by=ada, rival=f"对手 {number}")
        usage.saved(deal=deal, by=ada, name=f"场景 {number}")
        with CaptureQueriesContext(connection) as asked:
            situations_screen(ada, Deal.objects.select_related("budget").get(pk=deal.pk), TODAY)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_heads_have_met_where_an_executive_was_met_and_nobody_else_counts(deal: Deal, ada: User) -> None:
    met = {
        seat: whom.contact(customer=deal.customer, name=seat, seat=seat)
        for seat in (SeatKind.EXECUTIVE, SeatKind.FINANCE)
    }
    whom.engagement(deal=deal, contacts=[met[SeatKind.FINANCE]], by=ada)
    assert states(card(ada, deal, Situation.STALLED))[3] == "未完成"
    whom.engagement(deal=deal, contacts=[met[SeatKind.EXECUTIVE]], by=ada, kind=EngagementKind.MEETING)
    assert states(card(ada, deal, Situation.STALLED))[3] == "已完成"


def test_an_ally_has_papers_once_those_for_the_approval_inside_left_told_by_the_day_here(
    deal: Deal, version: QuoteVersion, ada: User
) -> None:
    """Two in the morning here is the day before in the database's own time; a draft is nothing to hand up inside."""
    at = NOW.replace(hour=2) + timedelta(days=4)
    seen = []
    for kind in (Kind.QUOTATION, Kind.CHAMPION):
        paper.finished(request_export(version=version, by=ada, at=at, kind=kind), at)
        found = card(ada, deal, Situation.STALLED).rows[-1]
        seen.append((found.state, *found.figures))
    export, told = version.exports.get(kind=Kind.CHAMPION), {"handed_at": at, "handed_by": ada}
    for number, stamp in enumerate((Stamp.DRAFT, Stamp.CLEAN)):
        ProposalCopy.objects.create(export=export, sha256=f"{number}" * 64, stamp=stamp, **told)
        found = card(ada, deal, Situation.STALLED).rows[-1]
        seen.append((found.state, *found.figures))
    left = f"{version.quote.number} V1 客户内部请示材料已发出（11-28 生成）"
    assert seen == [("未完成",), ("未完成",), ("未完成",), ("已完成", left)]


def test_whoever_decides_is_reached_once_the_log_says_so_of_this_deal(
    deal: Deal, customer: Customer, ada: User
) -> None:
    contact = whom.contact(customer=customer, name="何敏之")
    other = whom.deal(customer=customer, owner=ada, name="另一单")
    for number in range(3):
        whom.contact(customer=customer, name=f"旁人 {number}")
    whom.seat(deal=deal, contact=contact, can_approve=True)
    whom.engagement(deal=other, contacts=[contact], by=ada)
    assert states(card(ada, deal, Situation.STALLED))[2] != "已完成"
    whom.engagement(deal=deal, contacts=[contact], by=ada)
    assert states(card(ada, deal, Situation.STALLED))[2] == "已完成"


def test_whoever_was_only_written_to_is_not_reached(deal: Deal, customer: Customer, ada: User) -> None:
    contact = whom.contact(customer=customer, name="何敏之")
    whom.seat(deal=deal, contact=contact, can_approve=True)
    mail = whom.engagement(deal=deal, contacts=[contact], by=ada, kind=EngagementKind.MESSAGE, direction=Direction.OURS)
    assert states(card(ada, deal, Situation.STALLED))[2] != "已完成"
    Engagement.objects.filter(pk=mail.pk).update(direction=Direction.THEIRS)
    assert states(card(ada, deal, Situation.STALLED))[2] == "已完成"


def test_the_days_to_the_freeze_are_workdays(deal: Deal, ada: User) -> None:
    Deal.objects.update(budget_freeze_on=TODAY + timedelta(days=7))
    assert card(ada, Deal.objects.get(), Situation.STALLED).rows[1].figures == ("12-01 · 还有 5 个工作日",)
