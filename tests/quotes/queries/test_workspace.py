from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from quotes.models import Quote, QuoteVersion
from quotes.queries.workspace import DealFilter, deal_list, latest_quotes, workspace
from stakeholders.domain.deals import Stage
from stakeholders.domain.people import Role
from stakeholders.models import Contact, Deal, User
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW

TODAY = date(2026, 11, 24)


def listed(user: User, **wanted: Any) -> list[str]:
    return [row.deal.name for row in deal_list(user, DealFilter(**wanted), today=TODAY).rows]


@pytest.fixture
def deals(deal: Deal, bo: User) -> list[Deal]:
    """Ada's negotiation, a diagnosis of Bo's, and one that is lost."""
    bank = whom.customer(name="霁川银行", owner=bo, search_text="霁川银行 jichuanyinhang jcyh")
    return [
        deal,
        whom.deal(customer=bank, owner=bo, name="远程柜台", stage=Stage.DIAGNOSIS, budget_freeze_on=None),
        whom.deal(customer=bank, owner=bo, name="双录", stage=Stage.LOST, lost_reason="自建"),
    ]


def test_the_list_shows_what_is_in_play_unless_asked_otherwise(deals: list[Deal], bo: User) -> None:
    hers, his, lost = (deal.name for deal in deals)
    assert listed(bo) == [his, hers]
    assert listed(bo, closed=True) == [lost]
    assert listed(bo, stage=Stage.LOST) == [lost]
    assert listed(bo, stage=Stage.NEGOTIATION) == [hers]
    assert listed(bo, mine=True) == [his]


@pytest.mark.parametrize("typed", ["霁川", "jcyh", "远程"])
def test_a_deal_is_found_by_its_customer_by_initials_and_by_its_own_name(
    deals: list[Deal], bo: User, ada: User, typed: str
) -> None:
    assert listed(bo, text=typed) == ["远程柜台"]
    assert listed(ada, text=typed) == []


def test_a_deal_is_found_by_its_number_whatever_the_capitals(deals: list[Deal], bo: User) -> None:
    assert listed(bo, text=deals[1].number.lower()) == ["远程柜台"]


def test_a_manager_picks_one_team(deals: list[Deal], cy: User, bo: User, north: Any) -> None:
    assert listed(cy, team=bo.team_id) == ["远程柜台", deals[0].name]
    assert listed(cy, team=north.pk) == []


def test_what_freezes_first_comes_first_and_what_never_does_comes_last(deals: list[Deal], bo: User) -> None:
    later = whom.deal(customer=deals[1].customer, owner=bo, name="later", budget_freeze_on=date(2027, 3, 31))
    assert listed(bo, sort="freeze") == [deals[0].name, later.name, "远程柜台"]
    assert listed(bo, sort="owner_id") == listed(bo)


def test_the_customers_date_counts_where_the_deal_has_none(deal: Deal, ada: User) -> None:
    deal.customer.budget_freeze_on = date(2026, 12, 18)
    deal.customer.save(update_fields=["budget_freeze_on"])
    Deal.objects.update(budget_freeze_on=None)
    (row,) = deal_list(ada, DealFilter(), today=TODAY).rows
    assert (row.workdays, row.near, row.late) == (18, True, False)


def test_a_day_that_has_passed_is_late_and_a_frozen_budget_counts_no_more(deal: Deal, ada: User) -> None:
    (row,) = deal_list(ada, DealFilter(), today=date(2026, 12, 20)).rows
    assert (row.workdays, row.near, row.late) == (None, False, True)


def test_a_deal_shows_the_quote_last_worked_on(deal: Deal, price_book: Any, ada: User) -> None:
    first = offered.draft(deal=deal, price_book=price_book, by=ada).quote
    second = offered.draft(deal=deal, price_book=price_book, by=ada).quote
    assert latest_quotes([deal]) == {deal.pk: second}
    Quote.objects.filter(pk=first.pk).update(updated_at=NOW + timedelta(hours=1))
    assert latest_quotes([deal]) == {deal.pk: first}
    (row,) = deal_list(ada, DealFilter(), today=TODAY).rows
    assert row.quote is not None
    assert row.quote.latest_total == Decimal("839600.00")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_is_two_statements_for_one_and_for_three(
    deal: Deal, price_book: Any, ada: User, rows: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for n in range(rows - 1):
        other = whom.deal(customer=deal.customer, owner=ada, name=f"商机{n}")
        offered.draft(deal=other, price_book=price_book, by=ada)
    with django_assert_num_queries(3):
        assert (
            len(
                [
                    (row.deal.customer.name, row.deal.owner.name)
                    for row in deal_list(ada, DealFilter(), today=TODAY).rows
                ]
            )
            == rows
        )


def test_the_workspace_gathers_what_is_on_the_table(
    deal: Deal, version: QuoteVersion, contact: Contact, ada: User, pre: User
) -> None:
    whom.seat(deal=deal, contact=contact, support=3)
    screen = workspace(ada, deal, NOW)
    assert screen.members == (pre,)
    assert [seat.name for seat in screen.seats] == ["周昀"]
    assert [(card.quote.pk, [each.number for each in card.versions]) for card in screen.quotes] == [
        (version.quote_id, [1])
    ]
    assert (screen.rounds, screen.waiting) == ((), ())


def test_those_who_sign_get_the_offer_and_no_opinions_rounds_or_buttons(
    deal: Deal, version: QuoteVersion, contact: Contact, fay: User, ada: User
) -> None:
    whom.seat(deal=deal, contact=contact, support=-4, concern="怕丢了年终奖")
    whom.signer(deal=deal, role=Role.FINANCE)
    theirs, hers = workspace(fay, deal, NOW), workspace(ada, deal, NOW)
    assert [seat.name for seat in theirs.seats] == [seat.name for seat in hers.seats] == ["周昀"]
    assert (theirs.rounds, theirs.moves) == ((), ())
    assert theirs.quotes == hers.quotes
    assert len(hers.moves) == 7
