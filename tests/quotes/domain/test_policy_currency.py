"""A policy counts in yuan, and an offer in another currency is weighed at its own rate or not at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from quotes.domain.policy import Approver, Figure, Operator, blockers, figures_of, needs, seen
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import Exchange, OfferTerms
from tests.quotes.domain.offers import line, offer
from tests.quotes.domain.test_policy import FLOOR, policy

LARGE = policy(
    (Figure.GROSS_TOTAL, Operator.GT, "300000", Approver.FINANCE), (FLOOR, Operator.GT, "0", Approver.FINANCE)
)


def in_dollars(rate: str = "0.14", **values: str) -> OfferTerms:
    """50,000 US dollars, at so many of them for a yuan."""
    exchange = Exchange(
        source_currency="CNY", target_currency="USD", rate=Decimal(rate), on=date(2026, 11, 24), source="中间价"
    )
    return offer(line(list_price="50000", **values), currency="USD", exchange=exchange)


def weighed(terms: OfferTerms) -> tuple[list[str], list[str]]:
    """What is asked, and what is missing to ask it."""
    told = seen(price(terms), terms)
    asked = needs(LARGE, told)
    return [str(one) for one in asked], [str(one) for one in blockers(LARGE, told)]


def test_an_amount_is_weighed_in_yuan_at_the_rate_of_the_offer() -> None:
    assert weighed(in_dollars()) == (
        ["Total with tax is ¥357,142.86, more than ¥300,000.00: Finance must agree."],
        [],
    )
    assert weighed(in_dollars("0.2")) == ([], [])


def test_without_a_rate_to_yuan_it_is_not_weighed_but_refused() -> None:
    told = [
        "Total with tax is held against an amount in yuan, and this offer in USD has no exchange rate to it: make the "
        "quote from a price book in yuan, at a rate."
    ]
    no_rate = replace(in_dollars(), exchange=None)
    elsewhere = replace(in_dollars().exchange, source_currency="HKD")
    assert weighed(no_rate) == ([], told)
    assert weighed(replace(no_rate, exchange=elsewhere)) == ([], told)


def test_a_threshold_of_nothing_holds_in_every_currency() -> None:
    below = replace(in_dollars(floor_price="60000"), exchange=None)
    assert weighed(below)[0] == ["Amount below the floor is US$10,000.00, more than US$0.00: Finance must agree."]


def test_a_small_coin_of_a_weak_currency_is_not_rounded_to_nothing() -> None:
    exchange = Exchange(
        source_currency="CNY", target_currency="VND", rate=Decimal(3500), on=date(2026, 11, 24), source="中间价"
    )
    terms = replace(offer(line(list_price="999", floor_price="1000")), currency="VND", exchange=exchange)
    assert figures_of(price(terms), terms)[FLOOR] == Decimal("0.0003")
