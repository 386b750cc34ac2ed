from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.money import round_to, without_remnant
from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.allocate import allocate, settle

CENT = Decimal("0.01")
totals = st.integers(-(10**12), 10**12).map(lambda cents: Decimal(cents).scaleb(-2))
weights = st.lists(st.decimals(min_value=0, max_value=10**9, places=4), min_size=1, max_size=12)


def split(total: str, *parts: str) -> list[Decimal]:
    return list(allocate(Decimal(total), [Decimal(part) for part in parts]))


def test_a_header_discount_falls_on_the_lines_in_proportion() -> None:
    assert split("100", "500", "1000") == [Decimal("33.33"), Decimal("66.67")]


def test_cents_left_over_go_to_the_largest_remainders() -> None:
    assert split("0.05", "1", "1", "1") == [Decimal("0.02"), Decimal("0.02"), Decimal("0.01")]
    assert split("10", "1", "2", "3.5") == [Decimal("1.54"), Decimal("3.08"), Decimal("5.38")]


def test_equal_remainders_go_to_the_larger_weight() -> None:
    assert split("0.02", "1", "3") == [Decimal("0.00"), Decimal("0.02")]


def test_a_negative_total_is_split_like_its_mirror_image() -> None:
    assert split("-100", "500", "1000") == [Decimal("-33.33"), Decimal("-66.67")]


def test_without_weights_to_go_by_the_parts_are_equal() -> None:
    assert split("1", "0", "0", "0") == [Decimal("0.34"), Decimal("0.33"), Decimal("0.33")]


def test_a_line_of_the_other_sign_takes_its_share_too() -> None:
    assert split("100", "300", "-100") == [Decimal(150), Decimal(-50)]


def test_beside_a_line_of_the_other_sign_each_amount_keeps_its_own_cents() -> None:
    amounts = [Decimal(1_000_000), Decimal("0.006"), Decimal(-1_000_000)]
    assert settle(Decimal("0.01"), amounts) == (Decimal(1_000_000), Decimal("0.01"), Decimal(-1_000_000))
    assert settle(Decimal("0.00"), [Decimal(100), Decimal(-100)]) == (Decimal(100), Decimal(-100))


def test_a_total_further_off_than_its_amounts_is_borne_alike() -> None:
    assert settle(Decimal("0.05"), [Decimal("0.01"), Decimal("-0.01")]) == (Decimal("0.04"), Decimal("0.01"))
    assert settle(Decimal("-0.01"), [Decimal(2), Decimal(-2)]) == (Decimal("2.00"), Decimal("-2.01"))


def test_nothing_among_nobody_is_nothing() -> None:
    assert allocate(Decimal(0), []) == ()


@pytest.mark.parametrize(("total", "parts"), [("1", []), ("0.001", ["1"]), ("1", ["5", "-5"])])
def test_what_cannot_be_split_is_refused(total: str, parts: list[str]) -> None:
    with pytest.raises(Refusal):
        split(total, *parts)


@given(totals, weights)
def test_parts_add_up_exactly(total: Decimal, parts: list[Decimal]) -> None:
    assert sum(allocate(total, parts), Decimal(0)) == total


@given(totals, weights)
def test_each_part_is_within_a_cent_of_its_exact_share(total: Decimal, parts: list[Decimal]) -> None:
    even = not any(parts)
    whole = Fraction(len(parts)) if even else sum(map(Fraction, parts), Fraction(0))
    shares = [Fraction(total) * (1 if even else Fraction(part)) / whole for part in parts]
    both = zip(allocate(total, parts), shares, strict=True)
    assert all(abs(Fraction(got) - share) < Fraction(CENT) for got, share in both)


@given(totals, weights)
def test_fifty_decimals_change_no_part_but_where_remainders_are_equal(total: Decimal, parts: list[Decimal]) -> None:
    if allocate(total, parts) != allocate(total, parts, 2, without_remnant):
        shares = [abs(Fraction(total)) * 100 * Fraction(part) / sum(map(Fraction, parts)) for part in parts]
        assert len({share % 1 for share in shares}) < len(shares)


def test_equal_remainders_are_equal_to_fifty_decimals() -> None:
    parts = [Decimal(1), Decimal(10), Decimal(1)]
    assert allocate(Decimal("0.16"), parts) == (Decimal("0.02"), Decimal("0.13"), Decimal("0.01"))
    assert allocate(Decimal("0.16"), parts, 2, without_remnant) == (Decimal("0.01"), Decimal("0.14"), Decimal("0.01"))


@given(st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=6), min_size=1, max_size=12))
def test_settled_amounts_add_up_and_stay_within_a_cent_of_their_own(amounts: list[Decimal]) -> None:
    total = round_to(sum(amounts, Decimal(0)), 2)
    parts = settle(total, amounts)
    assert sum(parts, Decimal(0)) == total
    assert all(abs(part - amount) < CENT for part, amount in zip(parts, amounts, strict=True))


@given(totals, weights)
def test_every_part_is_whole_cents(total: Decimal, parts: list[Decimal]) -> None:
    assert all(part == part.quantize(CENT, ROUND_FLOOR) for part in allocate(total, parts))


@given(totals.map(abs), weights)
def test_a_larger_weight_never_gets_less(total: Decimal, parts: list[Decimal]) -> None:
    got = sorted(zip(parts, allocate(total, parts), strict=True))
    assert [part for _, part in got] == sorted(part for _, part in got)


@given(totals, weights, st.integers(2, 7))
def test_only_proportions_matter(total: Decimal, parts: list[Decimal], factor: int) -> None:
    assert allocate(total, [part * factor for part in parts]) == allocate(total, parts)
