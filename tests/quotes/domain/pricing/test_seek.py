from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.seek import (
    ALL_TOO_COARSE,
    BY_CENT,
    BY_LINE,
    BY_LINE_NOT_ON_THE_WHOLE,
    LEAST,
    MOST,
    TOO_COARSE,
    Sought,
    seek,
)
from quotes.domain.pricing.terms import HeaderDiscount, OfferTerms, RoundingPolicy, RoundingScope, Stacking, Step
from tests.quotes.domain.offers import full_offers, line, offer, premium, with_line

GRAND = RoundingPolicy(scope=RoundingScope.GRAND)
TOTALS = RoundingPolicy(scope=RoundingScope.DOCUMENT)


def clean(rounding: RoundingPolicy, **values: Any) -> Sought:
    """SuiteCRM issue 1776: 2500.00 with tax at 8 %, from a net price in cents."""
    one = line(list_price="2314.82", vat_rate="8", **values)
    return seek(offer(one, tax_included=False, rounding=rounding), gross=Decimal(2_500))


@pytest.mark.parametrize("rounding", [GRAND, TOTALS])
def test_a_clean_total_is_reached_by_a_finer_price(rounding: RoundingPolicy) -> None:
    found = clean(rounding).exact
    assert found is not None
    assert price(found.terms).gross == Decimal("2500.00")
    assert abs(found.terms.lines[0].list_price - Decimal("2314.8148")) < Decimal("0.005")


def test_line_by_line_one_net_price_steps_over_it_and_both_neighbours_are_named() -> None:
    sought = clean(RoundingPolicy())
    assert (sought.exact, sought.why) == (None, BY_LINE_NOT_ON_THE_WHOLE)
    assert sought.below is not None
    assert sought.above is not None
    assert (sought.below.gross, sought.above.gross) == (Decimal("2499.99"), Decimal("2500.01"))
    assert price(sought.above.terms).gross == Decimal("2500.01")


def test_a_way_out_is_named_only_where_it_leads_there() -> None:
    """A unit price has 8 decimals: 999,999,999 units of it move by nearly ten yuan at a time under any rounding."""
    many = line(list_price="10", quantity="999999999", vat_rate="8")
    sought = seek(offer(many, tax_included=False), gross=Decimal("5000000000.01"))
    assert (sought.exact, sought.why) == (None, BY_LINE)
    both = (many, line(2, list_price="10", quantity="888888888", vat_rate="8"))
    coarse = seek(offer(*both, tax_included=False, rounding=GRAND), gross=Decimal("9000000000.01"))
    assert (coarse.exact, coarse.why) == (None, ALL_TOO_COARSE)
    one_of = seek(offer(*both, tax_included=False, rounding=GRAND), gross=Decimal("9700000000.01"), positions=[1])
    assert (one_of.exact, one_of.why) == (None, TOO_COARSE)


def test_beside_an_amount_off_the_whole_a_clean_total_is_reached() -> None:
    header = HeaderDiscount(amount=Decimal(100))
    one = line(list_price="2414.82", vat_rate="8")
    found = seek(offer(one, tax_included=False, rounding=GRAND, header=header), gross=Decimal(2_500)).exact
    assert found is not None
    assert price(found.terms).gross == Decimal("2500.00")


def test_a_second_line_settles_what_one_alone_cannot() -> None:
    lines = (line(1, list_price="2000", vat_rate="8"), line(2, list_price="314.82", vat_rate="8"))
    found = seek(offer(*lines, tax_included=False), gross=Decimal(2_500)).exact
    assert found is not None
    assert price(found.terms).gross == Decimal("2500.00")


def test_products_move_by_their_discount_and_keep_their_proportions() -> None:
    lines = [line(i, list_price=price, product_code="RTC") for i, price in ((1, "1000"), (2, "3000"), (3, "6000"))]
    found = seek(offer(*lines), gross=Decimal("8888.88")).exact
    assert found is not None
    discounts = [one.discount for one in found.terms.lines]
    assert [one.list_price for one in found.terms.lines] == [1000, 3000, 6000]
    assert max(discounts) - min(discounts) < Decimal("0.01")


def test_only_the_chosen_lines_move() -> None:
    found = seek(premium(), gross=Decimal(950_000), positions=[3]).exact
    assert found is not None
    assert found.terms.lines[:2] == premium().lines[:2]
    assert found.terms.lines[2].list_price == Decimal("10833.33333333")


def test_a_goal_beyond_what_the_chosen_lines_can_do_names_how_far_they_go() -> None:
    terms = offer(line(1, product_code="RTC"), line(2, product_code="REC", list_price="50"))
    least, most = seek(terms, gross=Decimal(7), positions=[1]), seek(terms, gross=Decimal(151))
    assert (least.why, least.params["nearest"], least.exact) == (LEAST, 50, None)
    assert (most.why, most.params["nearest"], most.exact) == (MOST, 150, None)


@pytest.mark.parametrize("vast", [Decimal(999_999_999_998), Decimal(999_999_999_999)])
def test_a_vast_goal_names_the_nearest_totals_there_are(vast: Decimal) -> None:
    products = offer(line(1, product_code="RTC", list_price="0.01"), line(2, product_code="REC", list_price="50"))
    sought = seek(products, gross=vast)
    assert (sought.exact, sought.why, sought.params["nearest"]) == (None, MOST, Decimal("50.01"))
    for scope in RoundingScope:
        tiny = line(list_price="0.00000001", quantity="1000000", vat_rate="13")
        free = seek(offer(tiny, tax_included=False, rounding=RoundingPolicy(scope=scope)), gross=vast)
        assert free.exact or (free.below and free.above and free.below.gross < vast < free.above.gross)


def test_a_bundle_moves_by_its_one_price() -> None:
    found = seek(premium(bundle_price=Decimal(900_000)), gross=Decimal("876543.21")).exact
    assert found is not None
    assert found.terms.bundle_price == Decimal("876543.21")
    before_tax = seek(offer(line(vat_rate="8"), tax_included=False, bundle_price=Decimal(90)), gross=Decimal("2500"))
    assert (before_tax.exact, before_tax.why) == (None, BY_CENT)
    assert before_tax.below is not None
    assert before_tax.below.gross == Decimal("2499.99")


def test_steps_stacking_and_a_discount_on_the_whole_are_reckoned_with() -> None:
    taken = (Step(name="partner", percent=Decimal(20)),)
    terms = offer(
        line(1, product_code="RTC", list_price="1000", discounts=taken),
        line(2, product_code="REC", list_price="500", discount="10"),
        stacking=Stacking.ADDITIVE,
        header=HeaderDiscount(steps=(Step(name="季度返利", percent=Decimal(3)),)),
    )
    found = seek(terms, gross=Decimal(1_000)).exact
    assert found is not None
    assert price(found.terms).gross == 1_000
    assert found.terms.lines[0].discounts == taken


def test_an_offer_that_is_there_already_is_not_changed() -> None:
    found = seek(premium(), gross=Decimal(1_000_000)).exact
    assert found is not None
    assert found.terms == premium()


@pytest.mark.parametrize("goal", ["-1", "0.001", "NaN", "1000000000000"])
def test_a_goal_that_is_no_amount_is_refused(goal: str) -> None:
    with pytest.raises(Refusal) as refused:
        seek(premium(), gross=Decimal(goal))
    assert refused.value.field == "gross"


def test_lines_that_are_not_in_the_total_or_have_no_price_are_refused() -> None:
    with pytest.raises(Refusal) as missing:
        seek(premium(), gross=Decimal(1), positions=[9])
    assert missing.value.params == {"line": 9}
    with pytest.raises(Refusal):
        seek(with_line(premium(), 1, quantity=Decimal(0)), gross=Decimal(1), positions=[1])


@given(full_offers(), st.integers(30, 100))
def test_what_is_found_is_what_is_priced_and_neighbours_lie_on_either_side(terms: OfferTerms, percent: int) -> None:
    goal = (price(terms).gross * percent / 100).quantize(Decimal("0.01"))
    # A cap taxed higher than what it takes off can lead below nothing, and nobody wants to see that.
    assume(goal >= 0)
    sought = seek(terms, gross=goal)
    for found in filter(None, (sought.exact, sought.below, sought.above)):
        assert price(found.terms).gross == found.gross
        assert [one.description for one in found.terms.lines] == [one.description for one in terms.lines]
    if sought.exact:
        assert sought.exact.gross == goal
    else:
        assert sought.why
        assert sought.below is None or sought.below.gross < goal
        assert sought.above is None or sought.above.gross > goal


@given(st.integers(1, 10_000_000), st.lists(st.integers(1, 5_000), min_size=2, max_size=6), st.sampled_from([6, 8, 13]))
def test_with_two_lines_to_move_any_total_is_reached(goal: int, prices: list[int], rate: int) -> None:
    lines = [line(i, list_price=Decimal(one), vat_rate=Decimal(rate)) for i, one in enumerate(prices, 1)]
    wanted = Decimal(goal).scaleb(-2)
    found = seek(offer(*lines, tax_included=False), gross=wanted).exact
    assert found is not None
    assert price(found.terms).gross == wanted
