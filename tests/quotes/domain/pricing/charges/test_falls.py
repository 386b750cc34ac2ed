from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dealdesk.kernel.money import EXACT
from quotes.domain.pricing.charges import (
    Block,
    Bound,
    CommittedSpend,
    Contracted,
    DiscountSchedule,
    Fall,
    Graduated,
    Measure,
    PerUnit,
    Prorated,
    Schedule,
    Tier,
    Volume,
    falls,
    joined,
    warnings,
)
from tests.quotes.domain.pricing.charges.models import LAGO, OPENMETER, ZUPLO, D, bounds, prices, table, tables


def said(charge: object) -> list[str]:
    return [str(warning) for warning in warnings(charge)]


def test_a_volume_table_that_charges_less_for_more_says_where_and_for_how_long() -> None:
    assert said(Volume(tiers=OPENMETER)) == [
        "More costs less: 10 cost 150.00, but 11 cost 110.00, and so on below 15.",
        "More costs less: 15 cost 150.00, but 16 cost 80.00, and so on below 30.",
    ]


def test_a_warning_stands_at_the_tier_that_is_cheaper() -> None:
    (first, second) = warnings(Volume(tiers=OPENMETER))
    assert (first.field, second.field) == ("tiers.2.start", "tiers.3.start")
    assert (second.value, second.limit) == (D(80), D(150))


def test_a_fall_lasts_into_later_tiers() -> None:
    assert said(Volume(tiers=LAGO)) == [
        "More costs less: 100 cost 210.00, but 101 cost 101.00, and so on below 320.",
        "More costs less: 200 cost 200.00, but 201 cost 150.50, and so on below 300.",
    ]


def test_a_fall_can_end_at_a_bound_that_is_itself_still_cheaper() -> None:
    tiers = table(("10", "10"), ("20", "1"), (None, "10"))
    (fall,) = falls(Volume(tiers=tiers))
    assert fall == Fall(tier=1, fewer=D(10), dearer=D(100), more=D(11), cheaper=D(11), until=D(20), until_reached=True)
    assert said(Volume(tiers=tiers)) == ["More costs less: 10 cost 100.00, but 11 cost 11.00, and so on up to 20."]


def test_with_an_exclusive_bound_the_bound_itself_is_dear_again() -> None:
    charge = Volume(tiers=table(("10", "10"), ("20", "1"), (None, "10")), upper=Bound.EXCLUSIVE)
    assert said(charge) == ["More costs less: 9 cost 90.00, but 10 cost 10.00, and so on below 20."]


def test_a_fall_can_last_for_ever() -> None:
    charge = Volume(tiers=table(("10", "10"), (None, "0", "50")))
    assert said(charge) == ["More costs less: 10 cost 100.00, but 11 cost 50.00, and so on without end."]


def test_a_fall_that_only_fractions_see_is_named_in_fractions() -> None:
    charge = Volume(tiers=table(("10", "10"), (None, "9.5")))
    assert said(charge) == ["More costs less: 10 cost 100.00, but 10.1 cost 95.95, and so on below 10.526316."]


def test_a_discount_for_all_units_can_make_more_cost_less() -> None:
    discounts = joined([Tier(up_to=D(10)), Tier(percent=D(20))])
    schedule = DiscountSchedule(list_price=D(100), schedule=Schedule.RANGE, tiers=discounts)
    assert said(schedule) == ["More costs less: 10 cost 1,000.00, but 11 cost 880.00, and so on below 12.5."]


def test_a_larger_block_can_cost_less() -> None:
    blocks = Block(tiers=table(("11", "0", "100"), (None, "0", "90")), overage=D("5"))
    assert said(blocks) == ["More costs less: 10 cost 100.00, but 11 cost 90.00, and so on below 13."]


def test_an_agreed_price_is_looked_at_and_its_list_is_not() -> None:
    volume, unit = Volume(tiers=OPENMETER), PerUnit(unit=D(1))
    assert len(said(Contracted(price=volume, list=unit))) == 2
    assert said(Contracted(price=unit, list=volume)) == []


def test_a_part_of_a_period_falls_where_the_whole_does_by_its_part_of_the_amounts() -> None:
    half = Prorated(charge=Volume(tiers=OPENMETER), part=6, whole=12, measure=Measure.MONTHS)
    assert said(half) == [
        "More costs less: 10 cost 75.00, but 11 cost 55.00, and so on below 15.",
        "More costs less: 15 cost 75.00, but 16 cost 40.00, and so on below 30.",
    ]
    assert said(Prorated(charge=Volume(tiers=OPENMETER), part=0, whole=12, measure=Measure.MONTHS)) == []


def test_a_commitment_hides_what_falls_below_it_and_nothing_else() -> None:
    volume = Volume(tiers=OPENMETER)
    assert said(CommittedSpend(commitment=D(100), usage=volume)) == [
        "More costs less: 10 cost 150.00, but 11 cost 110.00, and so on below 15.",
        "More costs less: 15 cost 150.00, but 16 cost 100.00, and so on below 30.",
    ]
    assert said(CommittedSpend(commitment=D(150), usage=volume)) == []


@given(tables(unit=prices, flat=prices), bounds, prices, st.integers(1, 24))
def test_inside_a_commitment_for_a_part_of_a_period_every_fall_is_one(
    tiers: tuple[Tier, ...], upper: Bound, least: Decimal, months: int
) -> None:
    usage = CommittedSpend(commitment=least, usage=Volume(tiers=tiers, upper=upper))
    charge = Prorated(charge=usage, part=months, whole=12, measure=Measure.MONTHS)
    for fall in falls(charge):
        assert charge.of(fall.fewer).amount == fall.dearer > fall.cheaper == charge.of(fall.more).amount
        if fall.until is not None:
            assert charge.of(EXACT.add(fall.until, Decimal("1e-30"))).amount >= fall.dearer


@pytest.mark.parametrize("schedule", list(Schedule))
def test_prices_that_only_rise_are_not_warned_of(schedule: Schedule) -> None:
    one = joined([Tier(percent=D(5))])
    assert said(DiscountSchedule(list_price=D(100), schedule=schedule, tiers=one)) == []
    assert said(Graduated(tiers=ZUPLO)) == []


@given(tables(unit=prices, flat=prices), bounds)
def test_every_fall_is_one(tiers: tuple[Tier, ...], upper: Bound) -> None:
    charge = Volume(tiers=tiers, upper=upper)
    for fall in falls(charge):
        assert fall.fewer < fall.more
        assert charge.of(fall.fewer).amount == fall.dearer > fall.cheaper == charge.of(fall.more).amount


@given(tables(unit=prices, flat=prices), bounds, st.data())
def test_until_it_ends_a_fall_is_cheaper_and_at_its_end_it_is_not(
    tiers: tuple[Tier, ...], upper: Bound, data: st.DataObject
) -> None:
    charge = Volume(tiers=tiers, upper=upper)
    found = falls(charge)
    assume(found)
    fall = data.draw(st.sampled_from(found))
    share = data.draw(st.decimals(0, Decimal("0.999"), places=3))
    end = fall.more * 3 if fall.until is None else fall.until
    inside = fall.more + (end - fall.more) * share
    assert charge.of(inside).amount < fall.dearer or inside == end
    if fall.until is not None:
        assert charge.of(EXACT.add(fall.until, Decimal("1e-30"))).amount >= fall.dearer


@given(tables(unit=prices, flat=prices), bounds)
def test_where_no_fall_is_named_the_total_rises_from_tier_to_tier(tiers: tuple[Tier, ...], upper: Bound) -> None:
    charge = Volume(tiers=tiers, upper=upper)
    named = {fall.tier for fall in falls(charge)}
    finest = Decimal("0.000001")
    for i in set(range(1, len(tiers))) - named:
        bound = tiers[i].start
        fewer, more = (bound, bound + finest) if upper is Bound.INCLUSIVE else (bound - finest, bound)
        assert charge.of(fewer).amount <= charge.of(more).amount
