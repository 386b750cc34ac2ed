"""How estimates turned out: whose are seen by whom, and what a lost deal is put down to."""

from collections.abc import Callable
from decimal import Decimal

from django.test import Client

from quotes.models import PriceBookVersion, QuoteVersion
from quotes.queries.budgets import record_screen
from stakeholders.models import Customer, User
from tests.factories import budgets
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW


def test_a_manager_sees_the_tree_and_a_seller_only_himself(
    customer: Customer, ada: User, pre: User, bo: User, dee: User
) -> None:
    budgets.closed(customer=customer, by=ada, budget=100)
    budgets.closed(customer=whom.customer(name="霁川银行", owner=dee), by=dee, budget=400)
    assert [(row.name, row.outcomes, row.hits) for row in record_screen(bo).people] == [
        ("bo", 0, 0),
        ("ada", 1, 1),
        ("pre", 0, 0),
    ]
    assert [(row.name, row.hits) for row in record_screen(dee).people] == [("dee", 0)]
    assert [row.deals.outcomes for row in map(record_screen, (bo, ada, pre, dee))] == [1, 1, 0, 1]


def test_from_ten_outcomes_on_somebody_is_told_how_wide_his_intervals_should_be(customer: Customer, ada: User) -> None:
    """From 100 to 400 the middle is 200: an outcome of 800 lies two halves of the interval away."""
    for number in range(10):
        if number == 9:
            assert record_screen(ada).people[0].advice == "数据不足：已知结果 9 个，至少要 10 个。"
        budgets.closed(customer=customer, by=ada, budget=200 if number < 5 else 800, p10=100, p90=400)
    (row,) = record_screen(ada).people
    assert (row.outcomes, row.hits, row.hit_rate, row.likely) == (10, 5, 50, "24 % 至 76 %")
    # Ten times ln 4, and ten times ln 2 for each of five misses, over ten.
    assert (row.winkler, row.advice) == ("4.85", "区间应放宽到 2.00 倍。")


def test_chances_that_were_given_are_scored_with_their_number(
    customer: Customer, price_book: PriceBookVersion, ada: User
) -> None:
    """The estimate runs from 60 to 150 and our first price is 83.96: 63 % said that the budget reaches it."""
    assert record_screen(ada).bands == ()
    for budget in (100, 70):
        deal = budgets.closed(customer=customer, by=ada, budget=budget)
        version = offered.draft(deal=deal, price_book=price_book, by=ada)
        frozen = {"state": "sent", "content_hash": "0" * 64, "frozen_at": NOW, "frozen_by": ada}
        QuoteVersion.objects.filter(pk=version.pk).update(**frozen, sent_at=NOW, sent_by=ada)
    # A deal that was never sent a price is no forecast.
    budgets.closed(customer=customer, by=ada, budget=100)
    screen = record_screen(ada)
    assert [(row.outcomes, row.forecasts, row.brier) for row in (*screen.people, screen.deals)] == [(3, 2, "0.27")] * 2
    (band,) = screen.bands
    assert (round(band.low), round(band.high), band.forecasts, round(band.said), band.came) == (33, 67, 2, 63, 50)
    assert screen.judged == "样本太少，不足以判断：已检验 2 次，至少要 10 次。"


def test_a_budget_that_was_learnt_twice_counts_once_as_it_was_told_last(customer: Customer, ada: User) -> None:
    deal = budgets.closed(customer=customer, by=ada, budget=100)
    budgets.learnt(deal=deal, by=ada, budget=900)
    (row,) = record_screen(ada).people
    assert (row.outcomes, row.hits) == (1, 0)


def test_what_was_learnt_after_the_freeze_is_nobodys_estimate(customer: Customer, ada: User, pre: User) -> None:
    deal = budgets.quoted(customer=customer, by=ada)
    budgets.signal(deal=deal, by=pre, p10=99, p90=101)
    budgets.close(deal=deal, by=ada)
    budgets.learnt(deal=deal, by=ada, budget=100)
    assert [record_screen(person).people[0].outcomes for person in (ada, pre)] == [1, 0]


def test_a_lost_deal_is_put_down_to_the_budget_or_to_the_price(
    customer: Customer, price_book: PriceBookVersion, ada: User
) -> None:
    """Our last price is 83.96 each time; the estimate runs from 60 to 150."""
    for budget in (70, 100, 40, 160):
        deal = budgets.closed(customer=customer, by=ada, budget=budget)
        offered.draft(deal=deal, price_book=price_book, by=ada)
    unknown = budgets.quoted(customer=customer, by=ada)
    budgets.close(deal=unknown, by=ada)
    screen = record_screen(ada)
    why = ("预算估错", "价格给错", "预算与价格都错", "都没错：另有原因", "还不清楚")
    assert screen.split == tuple((one, 1) for one in why)
    assert {row.price for row in screen.losses} == {None, Decimal("839600.00")}


def test_the_record_is_a_page_for_those_who_estimate(
    client_of: Callable[[User], Client], customer: Customer, ada: User, fay: User
) -> None:
    budgets.closed(customer=customer, by=ada, budget=100)
    assert client_of(fay).get("/budgets/record/").status_code == 403
    answer = client_of(ada).get("/budgets/record/")
    assert (answer.status_code, "估算的准头" in answer.content.decode()) == (200, True)
