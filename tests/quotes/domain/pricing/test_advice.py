from decimal import Decimal

from quotes.domain.pricing.advice import advice
from quotes.domain.pricing.charges import PercentOf, Reach, Scope
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import OfferTerms, RoundingPolicy
from tests.quotes.domain.offers import line, offer, premium


def said(terms: OfferTerms) -> list[str]:
    return [str(one) for one in advice(price(terms))]


def test_a_plain_offer_needs_no_second_look() -> None:
    assert said(premium()) == []
    assert said(premium(bundle_price=Decimal(900_000))) == []


def test_a_bundle_that_saves_nothing_is_pointed_out() -> None:
    warned = advice(price(premium(bundle_price=Decimal(1_000_000))))
    assert [(one.field, one.value, one.limit) for one in warned] == [("bundle_price", 1_000_000, 1_000_000)]


def test_a_bundle_over_two_vat_rates_is_a_tax_question() -> None:
    lines = (line(1, vat_rate="6"), line(2, vat_rate="13"))
    warned = advice(price(offer(*lines, bundle_price=Decimal(150))))
    assert [(one.field, one.value) for one in warned] == [("bundle_price", 13)]
    assert said(offer(*lines)) == []


def test_lines_that_are_empty_or_free_are_named() -> None:
    terms = offer(line(1), line(4, quantity="0"), line(2, discount="100"), line(3, list_price="0"))
    assert said(terms) == [
        "Line 2 costs the customer nothing.",
        "Line 3 costs the customer nothing.",
        "Line 4 has a quantity of zero.",
    ]


def test_a_line_above_its_list_price_is_named() -> None:
    # A list price finer than the printed unit price can round up.
    dearer = offer(line(1, quantity="1000", list_price="0.006"), rounding=RoundingPolicy(unit_places=2))
    assert said(dearer) == ["Line 1 costs more than its list price."]


def test_a_line_that_counts_other_months_than_the_term_is_named() -> None:
    def months(quantity: str, unit: str = "月", term: int = 24) -> list[str]:
        return said(offer(line(1, quantity=quantity, unit=unit), term_months=term))

    assert months("12") == ["Line 1 is for 12 months, and the term has 24."]
    assert [months("24"), months("48"), months("12", unit="路·年"), months("12", unit="TB·月")] == [[], [], [], []]


def test_a_percentage_of_a_group_that_is_not_there_is_named() -> None:
    def over(reach: Reach, *names: str) -> list[str]:
        scope = Scope(reach=reach, names=names)
        return said(offer(line(1, group="通话"), line(2, charge=PercentOf(percent=Decimal(10), scope=scope))))

    assert over(Reach.GROUPS, "通话") == []
    assert "Line 2 looks at the group “通活”, and no other line is in it." in over(Reach.GROUPS, "通话", "通活")
    assert "Line 2 looks at the product “RTC”, and no other line is of it." in over(Reach.PRODUCTS, "RTC")
