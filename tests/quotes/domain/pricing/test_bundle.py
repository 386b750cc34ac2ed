from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given

from dealdesk.kernel.refusals import Refusal
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.bundle import with_less, without
from quotes.domain.pricing.charges import MinimumSpend, PercentOf, Tier, Volume
from quotes.domain.pricing.discounts import Step
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import HeaderDiscount, OfferTerms, Role
from tests.quotes.domain.offers import full_offers, line, offer, premium, with_line


def test_without_a_line_the_bundle_goes_less_its_share_or_the_rest_goes_apart() -> None:
    dropped = without(price(premium(bundle_price=Decimal(880_000))), 2)
    assert (dropped.kept_total, dropped.line.saving) == (Decimal("774400.00"), Decimal("14400.00"))
    assert (dropped.apart.total, dropped.change_apart) == (880_000, 0)
    assert (dropped.is_cheaper_apart, dropped.costs_more) == (False, False)


def test_a_line_smaller_than_the_saving_makes_the_rest_dearer_apart_than_all_of_it() -> None:
    dropped = without(price(premium(bundle_price=Decimal(800_000))), 2)
    assert (dropped.apart.total, dropped.change_apart, dropped.costs_more) == (880_000, 80_000, True)


def test_a_line_larger_than_the_saving_leaves_what_is_not_cheaper_apart() -> None:
    dropped = without(price(premium(bundle_price=Decimal(900_000))), 1)
    assert (dropped.apart.total, dropped.is_cheaper_apart) == (300_000, False)


def test_a_bundle_that_saves_nothing_holds_nobody() -> None:
    dropped = without(price(premium(bundle_price=Decimal(1_100_000))), 1)
    assert (dropped.kept_total, dropped.apart.total, dropped.is_cheaper_apart) == (330_000, 300_000, True)


def test_a_discount_on_the_whole_is_kept_or_lost_in_the_same_way() -> None:
    dropped = without(price(premium(header=HeaderDiscount(amount=Decimal(100_000)))), 3)
    assert (dropped.kept_total, dropped.apart.total) == (738_000, 820_000)


def test_only_a_line_of_the_total_can_be_dropped_and_never_the_last() -> None:
    terms = with_line(premium(), 3, role=Role.OPTIONAL)
    assert without(price(terms), 1).kept_total == 120_000
    with pytest.raises(Refusal) as outside:
        without(price(terms), 3)
    assert outside.value.params == {"line": 3}
    with pytest.raises(Refusal):
        without(price(offer(line())), 1)


@given(full_offers())
def test_what_is_kept_and_what_leaves_add_up_to_the_whole(terms: OfferTerms) -> None:
    priced = price(terms)
    assume(len(priced.lines) > 1)
    for one in priced.lines:
        dropped = without(priced, one.position)
        assert dropped.kept_gross + one.gross == priced.gross + dropped.moved.gross
        apart = price(dropped.rest)
        assert (dropped.apart.total, dropped.apart.gross) == (apart.total, apart.gross)
        goes_on = terms.header is not None and terms.header.amount is None
        assert (goes_on or apart.saving == 0, len(apart.lines)) == (True, len(priced.lines) - 1)


def test_what_a_bundle_saves_against_list_is_shared_by_its_lines() -> None:
    bundle = price(with_line(premium(bundle_price=Decimal(800_000)), 1, discount=Decimal(10)))
    assert (bundle.list_total, bundle.itemised_total, bundle.below_list) == (1_000_000, 930_000, 200_000)
    shares = [(line.saving, line.below_list) for line in bundle.lines]
    assert shares == [
        (Decimal("88064.52"), Decimal("158064.52")),
        (Decimal("16774.19"), Decimal("16774.19")),
        (Decimal("25161.29"), Decimal("25161.29")),
    ]
    assert [sum(side) for side in zip(*shares, strict=True)] == [bundle.saving, bundle.below_list]


def test_a_minimum_is_kept_when_a_line_is_dropped() -> None:
    lines = line(1), line(2, list_price="400"), line(3, charge=MinimumSpend(minimum=Decimal(600)))
    dropped = without(price(offer(*lines, bundle_price=Decimal(570))), 2)
    assert (dropped.kept_total, dropped.change_kept) == (570, 0)
    assert (dropped.apart.total, dropped.is_cheaper_apart) == (600, False)


def test_a_percentage_of_the_others_falls_with_the_line_that_is_dropped_or_bought_less_of() -> None:
    lines = line(1), line(2, quantity="2", list_price="50"), line(3, charge=PercentOf(percent=Decimal(10)))
    whole = price(offer(*lines, bundle_price=Decimal(220)))
    assert (without(whole, 2).kept_total, without(whole, 2).apart.total) == (110, 110)
    assert with_less(whole, 2, Decimal(1)).kept_gross == 165


@given(full_offers())
def test_without_anything_off_the_whole_what_is_kept_is_what_the_rest_comes_to(terms: OfferTerms) -> None:
    """To the cents of lines and taxes that are rounded by themselves."""
    priced = price(replace(terms, form=Form.ITEMISED, bundle_price=None, header=None))
    assume(len(priced.lines) > 1)
    for one in priced.lines:
        dropped = without(priced, one.position)
        assert abs(dropped.kept_gross - dropped.apart.gross) <= Decimal("0.03") * len(priced.lines)


def test_a_percentage_on_the_whole_goes_on_for_the_rest() -> None:
    """Nothing is lost with a line: its part of the discount goes with it, and the rest keeps its own."""
    tenth = HeaderDiscount(steps=(Step(name="返利", percent=Decimal(10)),))
    dropped = without(price(premium(header=tenth)), 2)
    assert (dropped.apart.total, dropped.kept_total) == (792_000, 792_000)
    assert (dropped.is_cheaper_apart, dropped.whole.is_one_deal) == (False, False)
    amount = without(price(premium(header=HeaderDiscount(amount=Decimal(100_000)))), 2)
    assert (amount.whole.is_one_deal, amount.apart.total) == (True, 880_000)


def test_less_of_a_line_costs_less_in_proportion() -> None:
    less = with_less(price(premium()), 1, Decimal(8_000))
    assert (less.line.gross, less.change_apart, less.kept_gross, less.falls_a_tier) == (
        700_000,
        -140_000,
        860_000,
        False,
    )


def test_less_of_a_line_may_fall_a_tier() -> None:
    tiers = (Tier(up_to=Decimal(9_999), unit=Decimal(80)), Tier(start=Decimal(9_999), unit=Decimal(70)))
    whole = price(with_line(premium(), 1, charge=Volume(tiers=tiers)))
    less = with_less(whole, 1, Decimal(9_000))
    assert (less.change_apart, less.each_after, less.falls_a_tier) == (20_000, 80, True)


def test_of_a_bundle_the_lines_share_goes_down_with_it() -> None:
    less = with_less(price(premium(bundle_price=Decimal(800_000))), 1, Decimal(5_000))
    assert (less.change_kept, less.kept_gross, less.apart.gross) == (-280_000, 520_000, 650_000)


@pytest.mark.parametrize("quantity", ["0", "-1", "10000", "10001"])
def test_less_is_more_than_nothing_and_less_than_there_is(quantity: str) -> None:
    with pytest.raises(Refusal):
        with_less(price(premium()), 1, Decimal(quantity))
