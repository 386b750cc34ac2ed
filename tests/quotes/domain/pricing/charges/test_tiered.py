from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import Block, Bound, DiscountSchedule, Graduated, Schedule, Tier, Volume, joined
from tests.quotes.domain.pricing.charges.models import (
    LAGO,
    OPENMETER,
    ZUPLO,
    D,
    bounds,
    points,
    prices,
    quantities,
    table,
    tables,
)

FINEST = Decimal("0.000001")


def test_the_same_table_costs_four_times_as_much_bracket_by_bracket() -> None:
    assert Graduated(tiers=ZUPLO).of(D(15000)).amount == D(600)
    assert Volume(tiers=ZUPLO).of(D(15000)).amount == D(150)


def test_a_graduated_price_explains_itself_bracket_by_bracket() -> None:
    charged = Graduated(tiers=ZUPLO).of(D(15000))
    assert [(str(part), part.quantity, part.unit, part.amount) for part in charged.parts] == [
        ("Tier 1: 0 to 1,000", D(1000), D("0.10"), D(100)),
        ("Tier 2: 1,000 to 10,000", D(9000), D("0.05"), D(450)),
        ("Tier 3: above 10,000", D(5000), D("0.01"), D(50)),
    ]


def test_an_inclusive_bound_belongs_to_its_tier_and_the_least_more_does_not() -> None:
    graduated = Graduated(tiers=table(("5", "0", "100"), ("10", "0", "50"), (None, "5")))
    assert [graduated.of(D(units)).amount for units in ("5", "5.001", "10.000001")] == [
        D(100),
        D(150),
        D("150.000005"),
    ]


def test_an_exclusive_bound_belongs_to_the_next_tier() -> None:
    volume = Volume(tiers=table(("10", "10"), (None, "8")), upper=Bound.EXCLUSIVE)
    assert [volume.of(D(units)).amount for units in ("9", "9.5", "10")] == [D(90), D(95), D(80)]


def test_a_flat_fee_is_owed_when_its_bracket_is_reached() -> None:
    tiers = table(("10", "1", "5"), (None, "1", "7"))
    assert Graduated(tiers=tiers).of(D(10)).amount == D(15)
    assert Graduated(tiers=tiers, upper=Bound.EXCLUSIVE).of(D(10)).amount == D(22)


@pytest.mark.parametrize(("free", "owed"), [(False, 10), (True, 0)])
def test_nothing_used_owes_the_first_flat_fee_unless_it_is_free(free: bool, owed: int) -> None:
    assert Volume(tiers=LAGO, free_when_unused=free).of(D(0)).amount == owed
    assert Graduated(tiers=LAGO, free_when_unused=free).of(D(0)).amount == owed


def test_a_prorated_quantity_is_charged_at_the_tier_of_the_full_one() -> None:
    assert Volume(tiers=LAGO).prorated(D("198.6"), full=D(300)).amount == D("149.3")
    assert Volume(tiers=LAGO).of(D("198.6")).amount == D("198.6")


def test_percentages_of_an_amount_are_charged_bracket_by_bracket() -> None:
    tiers = joined([Tier(up_to=D(10), percent=D(1), flat=D(200)), Tier(percent=D(2), flat=D(300))])
    charged = Graduated(tiers=tiers, free_when_unused=True).of(D(12))
    assert charged.amount == D("500.14")
    assert [str(part) for part in charged.parts] == [
        "Tier 1: 1% of 10",
        "Tier 1: flat fee",
        "Tier 2: 2% of 2",
        "Tier 2: flat fee",
    ]


BLOCKS = table(("11", "0", "100"), ("21", "0", "180"), (None, "0", "250"))


def test_a_block_has_one_price_whatever_the_quantity() -> None:
    block = Block(tiers=BLOCKS)
    assert [block.of(D(units)).amount for units in (1, 10, 11, 20, 21, 500)] == [100, 100, 180, 180, 250, 250]


def test_beyond_the_start_of_the_last_block_every_unit_costs_overage() -> None:
    charged = Block(tiers=BLOCKS, overage=D("8")).of(D(25))
    assert [(str(part), part.amount) for part in charged.parts] == [("Tier 3: above 21", D(250)), ("Overage", D(32))]
    assert charged.amount == D(282)


def test_a_block_with_a_unit_price_is_refused() -> None:
    with pytest.raises(Refusal, match="leave unit price and percentage empty"):
        Block(tiers=OPENMETER)


DISCOUNTS = joined([Tier(up_to=D(10)), Tier(up_to=D(20), percent=D(5)), Tier(percent=D(10))])


@pytest.mark.parametrize(("schedule", "total"), [(Schedule.RANGE, 1045), (Schedule.SLAB, 1095)])
def test_a_discount_falls_on_every_unit_or_on_its_own_bracket(schedule: Schedule, total: int) -> None:
    charge = DiscountSchedule(list_price=D(100), schedule=schedule, tiers=DISCOUNTS)
    assert charge.of(D(11)).amount == total


def test_a_discount_schedule_has_percentages_only() -> None:
    with pytest.raises(Refusal, match="percentages only"):
        DiscountSchedule(list_price=D(100), schedule=Schedule.RANGE, tiers=LAGO)


@given(tables(unit=prices, flat=prices, percent=points), bounds, quantities, quantities)
def test_a_graduated_total_never_falls(tiers: tuple[Tier, ...], upper: Bound, one: Decimal, other: Decimal) -> None:
    charge = Graduated(tiers=tiers, upper=upper)
    fewer, more = sorted([one, other])
    assert charge.of(fewer).amount <= charge.of(more).amount


@given(tables(unit=prices, percent=points), bounds, st.data())
def test_without_flat_fees_a_graduated_total_does_not_jump(
    tiers: tuple[Tier, ...], upper: Bound, data: st.DataObject
) -> None:
    charge, i = Graduated(tiers=tiers, upper=upper), data.draw(st.integers(0, len(tiers) - 1))
    bound, steepest = tiers[i].start, max(tier.unit + tier.percent / 100 for tier in tiers)
    rise = charge.of(bound + FINEST).amount - charge.of(bound).amount
    assert 0 <= rise <= steepest * FINEST


@given(tables(unit=prices), quantities)
def test_a_graduated_total_is_that_of_whole_numbers_counted_bracket_by_bracket(
    tiers: tuple[Tier, ...], quantity: Decimal
) -> None:
    # Independent of Decimal: millionths of a unit at hundred-millionths of the currency.
    micro = [10**30 if tier.up_to is None else int(tier.up_to * 10**6) for tier in tiers]
    rates = [int(tier.unit * 10**8) for tier in tiers]
    used, total, below = int(quantity * 10**6), 0, 0
    for end, rate in zip(micro, rates, strict=True):
        total += max(0, min(used, end) - below) * rate
        below = end
    assert Fraction(Graduated(tiers=tiers).of(quantity).amount) == Fraction(total, 10**14)


@given(tables(unit=prices, flat=prices), quantities)
def test_a_volume_total_is_a_look_up_in_its_table(tiers: tuple[Tier, ...], quantity: Decimal) -> None:
    row = next(tier for tier in tiers if tier.up_to is None or quantity <= tier.up_to)
    assert Fraction(Volume(tiers=tiers).of(quantity).amount) == (
        Fraction(row.flat) + Fraction(quantity) * Fraction(row.unit)
    )


@given(tables(unit=prices, flat=prices), quantities)
def test_within_the_first_tier_both_readings_of_a_table_agree(tiers: tuple[Tier, ...], quantity: Decimal) -> None:
    end = tiers[0].up_to
    within = quantity if end is None else min(quantity, end)
    assert Graduated(tiers=tiers).of(within).amount == Volume(tiers=tiers).of(within).amount
