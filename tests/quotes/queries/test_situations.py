from datetime import timedelta

from quotes.domain.situations import Situation
from quotes.models import QuoteVersion
from quotes.queries.situations import Card, situations_screen
from stakeholders.domain.engagements import Direction, EngagementKind
from stakeholders.domain.seats.words import SeatKind
from stakeholders.models import Customer, Deal, Engagement, User
from tests.factories import budgets, usage
from tests.factories import stakeholders as whom
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
    assert [card(ada, fresh, one).done for one in Situation] == [0, 0, 0]


def test_a_step_leads_to_the_first_quote_until_there_is_one(deal: Deal, ada: User) -> None:
    assert card(ada, deal, Situation.CHEAPER).rows[-1].url == f"/deals/{deal.pk}/quotes/new/"


def test_a_step_leads_to_the_quote_that_was_last_worked_on(version: QuoteVersion, deal: Deal, ada: User) -> None:
    assert card(ada, deal, Situation.CHEAPER).rows[-1].url == f"/quotes/{version.quote_id}/negotiation/"


def test_what_the_deal_holds_is_done_and_told_in_its_own_figures(deal: Deal, ada: User) -> None:
    budgets.signal(deal=deal, by=ada)
    usage.saved(deal=deal, by=ada)
    found = card(ada, Deal.objects.select_related("budget").get(), Situation.SHORT)
    assert states(found)[:3] == ["已完成", "已完成", "下一步"]
    assert found.rows[0].figure.startswith("预算中位数")


def test_the_heads_have_met_where_an_executive_was_met_and_nobody_else_counts(deal: Deal, ada: User) -> None:
    met = {
        seat: whom.contact(customer=deal.customer, name=seat, seat=seat)
        for seat in (SeatKind.EXECUTIVE, SeatKind.FINANCE)
    }
    whom.engagement(deal=deal, contacts=[met[SeatKind.FINANCE]], by=ada)
    assert states(card(ada, deal, Situation.STALLED))[3] == "未完成"
    whom.engagement(deal=deal, contacts=[met[SeatKind.EXECUTIVE]], by=ada, kind=EngagementKind.MEETING)
    assert states(card(ada, deal, Situation.STALLED))[3] == "已完成"


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
    assert card(ada, Deal.objects.get(), Situation.STALLED).rows[1].figure == "12-01 · 还有 5 个工作日"
