from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.discounts import MarkupKind, Rung, waterfall
from quotes.domain.pricing.engine import price
from quotes.domain.pricing.terms import (
    HeaderDiscount,
    LineTerms,
    Markup,
    OfferTerms,
    RoundingPolicy,
    RoundingScope,
    Stacking,
    Step,
)
from tests.quotes.domain.offers import full_offers, line, offer, premium, steps

ADDED = Stacking.ADDITIVE
IN_TURN = Stacking.MULTIPLICATIVE


def step(points: str, name: str = "step") -> Step:
    return Step(name=name, percent=Decimal(points))


def off(*points: str) -> tuple[Step, ...]:
    return tuple(step(point) for point in points)


def total(one: LineTerms, **values: Any) -> Decimal:
    return price(offer(one, **values)).total


@pytest.mark.parametrize(
    ("stacking", "points", "left"),
    [
        (IN_TURN, ("50", "50", "50"), "75.00"),
        (IN_TURN, ("-10",), "660.00"),
        (IN_TURN, ("100", "-50"), "0.00"),
        (ADDED, ("10", "10", "10"), "420.00"),
        (ADDED, ("30", "70", "50"), "0.00"),
        (ADDED, ("30", "-10"), "480.00"),
        (ADDED, ("-10",), "600.00"),
    ],
)
def test_steps_multiply_or_are_added_up_within_0_and_100(
    stacking: Stacking, points: tuple[str, ...], left: str
) -> None:
    assert total(line(list_price="600", discounts=off(*points)), stacking=stacking) == Decimal(left)


def test_a_lines_own_discount_comes_first_in_the_stack() -> None:
    one = line(list_price="1000", discount="10", discounts=(step("20", "partner"),))
    assert (total(one), total(one, stacking=ADDED)) == (720, 700)
    assert waterfall(one.list_price, one.discount, one.discounts, IN_TURN) == (
        Rung(name="Discount", percent=Decimal(10), off=Decimal(100), after=Decimal(900)),
        Rung(name="partner", percent=Decimal(20), off=Decimal(180), after=Decimal(720)),
    )


def test_a_markup_comes_before_any_discount() -> None:
    one = line(list_price="1000", markup=Markup(percent=Decimal(10)), discount="10")
    marked, discounted = waterfall(one.list_price, one.discount, one.discounts, IN_TURN, one.markup)
    assert (marked.after, discounted.off, discounted.after) == (1100, 110, 990)
    priced = price(offer(one))
    assert (priced.list_total, priced.total, priced.discount_percent) == (1000, 990, 1)


def test_a_markup_is_on_the_price_below_or_of_the_price_above() -> None:
    assert Markup(percent=Decimal(25)).on(Decimal(120)) == 150
    assert Markup(percent=Decimal(25), kind=MarkupKind.MARGIN).on(Decimal(120)) == 160
    with pytest.raises(Refusal):
        Markup(percent=Decimal(100), kind=MarkupKind.MARGIN)


def test_a_surcharge_is_not_a_discount() -> None:
    assert price(offer(line(list_price="20", discounts=off("-10")))).discount_percent == -10


@pytest.mark.parametrize("points", ["100.01", "-1000.01", "NaN", "1.123456789"])
def test_a_step_beyond_reason_is_refused(points: str) -> None:
    assert step("100").percent == 100
    with pytest.raises(Refusal):
        step(points)


def test_a_step_without_a_name_or_an_eleventh_one_is_refused() -> None:
    with pytest.raises(Refusal):
        step("5", " ")
    assert line(discounts=off(*["5"] * 10)).discounts
    with pytest.raises(Refusal) as refused:
        line(7, discounts=off(*["5"] * 11))
    assert refused.value.params["line"] == 7


def test_a_header_discount_comes_after_the_lines_own_and_before_tax() -> None:
    lines = (line(1, list_price="500", discount="10"), line(2, list_price="1000", vat_rate="13"))
    priced = price(offer(*lines, tax_included=False, header=HeaderDiscount(steps=off("10"))))
    assert [one.total for one in priced.lines] == [405, 900]
    assert [one.tax for one in priced.lines] == [Decimal("24.30"), Decimal("117.00")]
    assert (priced.itemised_total, priced.header_discount, priced.bundle_saving, priced.total) == (1450, 145, 0, 1305)


def test_an_amount_off_the_whole_is_allocated_to_the_cent() -> None:
    lines = [line(i, list_price="33.33") for i in (1, 2, 3)]
    priced = price(offer(*lines, header=HeaderDiscount(amount=Decimal(10))))
    assert [one.saving for one in priced.lines] == [Decimal("3.34"), Decimal("3.33"), Decimal("3.33")]
    assert priced.total == Decimal("89.99")


def test_on_the_totals_a_percentage_off_the_whole_is_rounded_once() -> None:
    lines = [line(i, list_price="0.125", vat_rate="0") for i in range(1, 5)]
    half = HeaderDiscount(steps=off("50"))
    by_total = RoundingPolicy(scope=RoundingScope.DOCUMENT)
    assert price(offer(*lines, header=half, rounding=by_total)).total == Decimal("0.25")
    assert price(offer(*lines, header=half)).total == Decimal("0.26")


def test_rounded_on_the_total_with_tax_a_clean_gross_total_can_be_reached() -> None:
    # SuiteCRM issue 1776: a net price of 2314.815 at 8 % is 2500.0002, and its net and tax make 2500.01.
    one = line(list_price="2314.815", vat_rate="8")
    grosses = {
        scope: price(offer(one, tax_included=False, rounding=RoundingPolicy(scope=scope))).gross
        for scope in RoundingScope
    }
    assert grosses == {
        RoundingScope.LINE: Decimal("2500.01"),
        RoundingScope.DOCUMENT: Decimal("2500.01"),
        RoundingScope.GRAND: Decimal("2500.00"),
    }


@pytest.mark.parametrize(
    "bad",
    [
        {"header": HeaderDiscount(amount=Decimal(10)), "bundle_price": Decimal(900_000)},
        {"header": HeaderDiscount(amount=Decimal("0.01")), "rounding": RoundingPolicy(places=0)},
    ],
)
def test_a_header_discount_where_there_can_be_none_is_refused(bad: dict[str, Any]) -> None:
    assert premium(header=HeaderDiscount(amount=Decimal(10))).header
    with pytest.raises(Refusal) as refused:
        premium(**bad)
    assert refused.value.field == "header"


def test_more_off_than_there_is_is_refused_and_all_of_it_is_not() -> None:
    assert price(premium(header=HeaderDiscount(amount=Decimal(1_000_000)))).gross == 0
    with pytest.raises(Refusal) as refused:
        price(premium(header=HeaderDiscount(amount=Decimal("1000000.01"))))
    assert refused.value.field == "header"


def test_a_header_discount_is_percentages_or_an_amount() -> None:
    for values in ({}, {"steps": off("5"), "amount": Decimal(5)}):
        with pytest.raises(Refusal):
            HeaderDiscount(**values)


def test_two_taxes_on_one_line_are_rounded_each_by_itself() -> None:
    one = line(list_price="0.70", vat_rate="15", other_taxes=(Decimal(5),))
    priced = price(offer(one, tax_included=False))
    assert (priced.tax, priced.taxes[0].rate, priced.taxes[0].net) == (Decimal("0.15"), 20, Decimal("0.70"))


@given(steps, st.randoms())
def test_the_order_of_steps_that_multiply_does_not_matter(taken: tuple[Step, ...], random: Random) -> None:
    shuffled = list(taken)
    random.shuffle(shuffled)
    assert total(line(discounts=tuple(shuffled))) == total(line(discounts=taken))


@given(steps, st.sampled_from(list(Stacking)), st.decimals(min_value=0, max_value=100, places=2))
def test_a_waterfall_ends_at_the_unit_price(taken: tuple[Step, ...], stacking: Stacking, own: Decimal) -> None:
    one = line(discount=own, discounts=taken)
    rungs = waterfall(one.list_price, own, taken, stacking)
    assert one.list_price - sum(rung.off for rung in rungs) == (rungs[-1].after if rungs else one.list_price)
    unit = price(offer(one, stacking=stacking)).lines[0].unit_price
    assert abs(unit - (rungs[-1].after if rungs else one.list_price)) <= Decimal("0.5E-8")


@given(full_offers())
def test_whatever_there_is_lines_groups_and_rates_add_up(terms: OfferTerms) -> None:
    priced = price(terms)
    for name in ("list_total", "itemised_total", "saving", "total", "net", "tax", "gross"):
        assert sum(getattr(one, name) for one in priced.lines) == getattr(priced, name)
        assert sum(getattr(one, name) for one in priced.groups) == getattr(priced, name)
    assert sum(one.tax for one in priced.taxes) == priced.tax
    for part in (*priced.every_line, *priced.groups, *priced.taxes, priced):
        assert part.net + part.tax == part.gross
    assert priced.itemised_total - priced.saving == priced.total
    assert len(priced.every_line) == len(terms.lines)
