from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.advice import advice
from quotes.domain.pricing.charges import (
    Contracted,
    Flat,
    Graduated,
    MaximumSpend,
    MinimumSpend,
    PercentOf,
    PerUnit,
    Reach,
    Scope,
    Tier,
    Volume,
    joined,
)
from quotes.domain.pricing.engine import PricedOffer, price
from quotes.domain.pricing.seek import seek
from quotes.domain.pricing.terms import LineTerms, Role, RoundingPolicy, RoundingScope
from tests.quotes.domain.offers import line, offer

TIERS = joined([Tier(up_to=Decimal(100), unit=Decimal(2)), Tier(unit=Decimal(1))])
CALLS = Scope(reach=Reach.GROUPS, names=("通话",))


def priced(*lines: LineTerms, **values: Any) -> PricedOffer:
    return price(offer(*lines, **values))


def percent(points: str, scope: Scope | None = None) -> PercentOf:
    return PercentOf(percent=Decimal(points), scope=scope or Scope())


def totals(offer: PricedOffer) -> list[Decimal]:
    return [one.total for one in offer.lines]


def test_a_price_model_takes_the_place_of_quantity_times_list_price() -> None:
    one = line(quantity="150", list_price="1.66666667", charge=Graduated(tiers=TIERS))
    assert (priced(one).list_total, priced(one).total) == (250, 250)


def test_discounts_come_off_the_models_amount_and_the_unit_price_is_there_to_be_read() -> None:
    one = priced(line(quantity="150", discount="10", charge=Graduated(tiers=TIERS))).lines[0]
    assert (one.list_total, one.total, one.unit_price) == (250, 225, Decimal("1.5"))
    third = priced(line(quantity="3", charge=Flat(amount=Decimal(100)))).lines[0]
    assert (third.total, third.unit_price) == (100, Decimal("33.33333333"))


def test_a_contracted_price_is_measured_against_the_list() -> None:
    agreed = Contracted(price=PerUnit(unit=Decimal(8)), list=PerUnit(unit=Decimal(10)))
    found = priced(line(quantity="100", charge=agreed))
    assert (found.list_total, found.total, found.discount_percent) == (1_000, 800, 20)


def test_a_percentage_of_other_lines_sees_them_after_their_own_discounts() -> None:
    lines = (line(1, list_price="1000", discount="10", group="通话"), line(2, list_price="500"))
    assert totals(priced(*lines, line(3, charge=percent("15")))) == [900, 500, 210]
    assert totals(priced(*lines, line(3, charge=percent("15", CALLS)))) == [900, 500, 135]


def test_percentages_do_not_see_each_other_and_a_minimum_sees_both() -> None:
    lines = (line(1, list_price="1000"), line(2, charge=percent("10")), line(3, charge=percent("20")))
    least = line(4, charge=MinimumSpend(minimum=Decimal(1_500)))
    assert totals(priced(*lines, least)) == [1_000, 100, 200, 200]


def test_a_cap_comes_last_and_a_second_one_takes_nothing_off_twice() -> None:
    cap = MaximumSpend(maximum=Decimal(800))
    found = priced(line(1, list_price="1000"), line(2, charge=cap), line(3, charge=cap))
    assert (totals(found), found.gross) == ([1_000, -200, 0], 800)


def test_rounded_line_by_line_a_minimum_is_met_to_the_cent() -> None:
    lines = [line(i, list_price="33.333") for i in (1, 2)]
    least = line(3, charge=MinimumSpend(minimum=Decimal(100)))
    assert priced(*lines, least).total == 100
    assert priced(*lines, least, rounding=RoundingPolicy(scope=RoundingScope.DOCUMENT)).total == 100


def test_an_option_that_is_a_percentage_looks_at_the_lines_in_the_total() -> None:
    option = line(2, charge=percent("15"), role=Role.OPTIONAL)
    found = priced(line(1, list_price="1000"), option, line(3, list_price="70", role=Role.OPTIONAL))
    assert (found.total, [one.total for one in found.outside]) == (1_000, [150, 70])


def test_lines_that_follow_from_others_have_no_floor_to_miss() -> None:
    least = line(2, charge=MinimumSpend(minimum=Decimal(150)), floor_price=None)
    assert priced(line(1), least).floor_total == 60
    assert priced(line(1), replace(least, charge=percent("10"))).floor_total is None


def test_caps_that_contradict_each_other_leave_less_than_nothing_and_are_refused() -> None:
    cap = MaximumSpend(maximum=Decimal(0), scope=CALLS)
    calls = line(1, group="通话")
    assert priced(calls, line(2, charge=cap)).total == 0
    with pytest.raises(Refusal) as refused:
        priced(calls, line(2, charge=cap), line(3, charge=cap))
    assert refused.value.field == "lines"


def test_a_volume_table_that_runs_backwards_is_warned_of() -> None:
    warned = advice(priced(line(quantity="90", charge=Volume(tiers=TIERS))))
    assert len(warned) == 1
    assert advice(priced(line(quantity="90", charge=Graduated(tiers=TIERS)))) == ()


def test_goal_seek_moves_a_price_models_line_by_its_discount_and_lets_others_follow() -> None:
    lines = (line(1, quantity="5000", charge=Graduated(tiers=TIERS)), line(2, charge=percent("15")))
    found = seek(offer(*lines), gross=Decimal("4999.99")).exact
    assert found is not None
    assert price(found.terms).gross == Decimal("4999.99")
    assert (found.terms.lines[0].discount > 0, found.terms.lines[1]) == (True, lines[1])
