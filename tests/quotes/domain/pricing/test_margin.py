from decimal import Decimal

from dealdesk.kernel.percent import Percent
from quotes.domain.pricing.margin import Margin, NoMargin, Sale, margin


def sale(quantity: str, price: str, cost: str) -> Sale:
    return Sale(quantity=Decimal(quantity), price=Decimal(price), cost=Decimal(cost))


def test_a_credit_lowers_both_revenue_and_margin() -> None:
    found = margin([sale("3", "100", "50"), sale("1", "-50", "0")])
    assert (found.amount, found.percent, found.reason) == (100, Percent(Decimal(40)), None)


def test_a_loss_has_a_percentage_below_zero() -> None:
    assert margin([sale("1", "20", "40")]).percent == Percent(Decimal(-100))


def test_a_loss_on_negative_revenue_never_shows_as_a_gain() -> None:
    found = margin([sale("1", "20", "40"), sale("1", "-100", "0")])
    assert (found.amount, found.percent, found.reason) == (-120, None, NoMargin.NEGATIVE_REVENUE)
    assert found.quotient == Decimal("1.5")


def test_without_revenue_there_is_no_percentage() -> None:
    found = Margin(revenue=Decimal(0), cost=Decimal(5))
    assert (found.amount, found.percent, found.quotient, found.reason) == (-5, None, None, NoMargin.NO_REVENUE)
