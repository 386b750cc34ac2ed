"""What another number of support seats costs, by the seat that the cost model states; who is asked where none is."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.refusals import Blocker
from quotes.domain.costs.model import CostTerms, UnitCost
from quotes.domain.costs.support import SupportCost, seats_named, support_cost
from quotes.domain.costs.words import CostPart, CostRule

D = Decimal
BY_THE_MONTH = "Support is stated by the month, not by the seat: ask finance what a seat costs."


def row(part: CostPart = CostPart.SUPPORT, rule: CostRule = CostRule.SEAT_MONTH, **more: Any) -> UnitCost:
    told = {"amount": D(4000), "currency": "CNY", "dated_on": date(2026, 10, 31), "source": "人力成本"}
    return UnitCost(part=part, rule=rule, **({"seats": D(2)} if rule is CostRule.SEAT_MONTH else {}), **(told | more))


def cost(*rows: UnitCost, seats: str = "5", currency: str = "CNY") -> SupportCost | Blocker:
    return support_cost(CostTerms(currency="CNY", rows=rows), D(seats), months=15, currency=currency)


def test_more_seats_cost_a_seat_each_for_every_month_of_service() -> None:
    found = cost(row())
    assert isinstance(found, SupportCost)
    assert (found.more, found.cost) == (3, 180_000)


def test_fewer_seats_cost_less_than_nothing() -> None:
    found = cost(row(), seats="1")
    assert isinstance(found, SupportCost)
    assert found.cost == -60_000


def test_a_seat_in_another_currency_comes_over_at_the_models_own_rate() -> None:
    dollars = row(CostPart.EXCHANGE, CostRule.RATE, currency="USD", amount=D(8))
    found = cost(row(currency="USD", amount=D(500)), dollars)
    assert isinstance(found, SupportCost)
    assert found.cost == 180_000
    assert isinstance(cost(row(currency="USD")), Blocker)
    there = cost(row(), dollars, currency="USD")
    assert isinstance(there, SupportCost)
    assert there.cost == 22_500


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((), "%(part)s has no unit cost: ask finance."),
        ((row(amount=None),), "%(part)s by %(rule)s has no unit cost: ask finance."),
        (
            (row(rule=CostRule.MONTH),),
            BY_THE_MONTH,
        ),
    ],
)
def test_what_nobody_stated_is_a_sentence_and_never_an_amount(rows: tuple[UnitCost, ...], words: str) -> None:
    found = cost(*rows)
    assert isinstance(found, Blocker)
    assert found.message == words


@pytest.mark.parametrize(
    ("words", "seats"),
    [
        ("7×24，3 个坐席", 3),
        ("坐席 2 → 3，15 分钟响应", 3),
        ("坐席从 3 增至 5 个", 5),
        ("24x7 with 4 seats", 4),
        ("seats: 2.5", D("2.5")),
        ("7×24 专属工程师", None),
        ("15 分钟响应", None),
    ],
)
def test_words_name_the_seats_in_all(words: str, seats: Decimal | None) -> None:
    assert seats_named(words) == seats
