from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import Over, Pack, Ratio, RatioPackage, deduct
from tests.quotes.domain.pricing.charges.models import D, quantities

# ZEGO 通用套餐包: 1 : 1.7 : 3.6 : 14, deducted in this order.
ZEGO = tuple(Ratio(name=name, weight=D(w)) for name, w in {"audio": "1", "SD": "1.7", "HD": "3.6", "HD+": "14"}.items())
USED = {"audio": D(20_000), "SD": D(20_000), "HD": D(20_000), "HD+": D(10_000)}
TODAY = date(2026, 3, 12)


def pack(left: int, last_day: str = "2026-12-31", discount: str = "0") -> Pack:
    return Pack(left=D(left), last_day=date.fromisoformat(last_day), discount=D(discount))


def test_a_use_is_weighed_in_standard_units() -> None:
    package = RatioPackage(
        size=D(25_000),
        price=D(24),
        ratios=tuple(Ratio(name=str(w), weight=D(w)) for w in (1, 4, 9, 16, 36)),
    )
    standard = package.standard({"1": D(1000), "4": D(1000), "36": D(600)})
    assert standard == D(26_600)
    assert package.of(standard).amount == D(48)
    assert str(package.of(standard).parts[0]) == "Packages of 25,000 standard units (1 : 4 : 9 : 16 : 36)"


def test_what_has_no_weight_is_refused() -> None:
    with pytest.raises(Refusal, match="no weight for 8K"):
        RatioPackage(size=D(1), price=D(1), ratios=ZEGO).standard({"8K": D(1)})


def test_the_published_bundle_leaves_sixteen_thousand_short() -> None:
    deduction = deduct(ZEGO, USED, [pack(250_000)], on=TODAY)
    assert deduction.packs == (pack(0),)
    (over,) = deduction.over
    assert (over.name, over.standard) == ("HD+", D(16_000))
    # The page prints 1,142 minutes: the caller drops what is no whole minute.
    assert int(over.units) == 1142


def test_the_pack_that_ends_first_gives_first() -> None:
    packs = [pack(100, "2026-12-31"), pack(100, "2026-06-30")]
    assert deduct(ZEGO, {"audio": D(150)}, packs, on=TODAY).packs == (pack(50, "2026-12-31"), pack(0, "2026-06-30"))


def test_among_packs_that_end_together_the_dearer_one_gives_first() -> None:
    packs = [pack(100, discount="10"), pack(100, discount="5")]
    assert deduct(ZEGO, {"audio": D(60)}, packs, on=TODAY).packs == (pack(100, discount="10"), pack(40, discount="5"))


@pytest.mark.parametrize(("last_day", "left"), [("2026-03-12", 40), ("2026-03-11", 100)])
def test_a_pack_can_be_used_on_its_last_day_and_not_after(last_day: str, left: int) -> None:
    assert deduct(ZEGO, {"audio": D(60)}, [pack(100, last_day)], on=TODAY).packs == (pack(left, last_day),)


def test_what_no_pack_covers_is_told_by_kind() -> None:
    deduction = deduct(ZEGO, {"audio": D(100), "HD": D(10)}, [pack(90)], on=TODAY)
    assert deduction.over == (
        Over(name="audio", standard=D(10), units=D(10)),
        Over(name="HD", standard=D(36), units=D(10)),
    )


@pytest.mark.parametrize("ratios", [(), (Ratio(name="HD", weight=D(4)), Ratio(name="HD", weight=D(9)))])
def test_a_package_without_clear_weights_is_refused(ratios: tuple[Ratio, ...]) -> None:
    with pytest.raises(Refusal):
        RatioPackage(size=D(1), price=D(1), ratios=ratios)


uses = st.fixed_dictionaries({}, optional={ratio.name: quantities for ratio in ZEGO})
packs = st.lists(
    st.builds(
        Pack,
        left=quantities,
        last_day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        discount=st.sampled_from([D(0), D(5), D(10)]),
    ),
    max_size=4,
)


@given(uses, packs)
def test_what_is_used_was_taken_from_packs_or_is_over(usage: Mapping[str, Decimal], bought: list[Pack]) -> None:
    deduction = deduct(ZEGO, usage, bought, on=TODAY)
    weights = {ratio.name: ratio.weight for ratio in ZEGO}
    used = sum((units * weights[name] for name, units in usage.items()), Decimal(0))
    taken = sum((old.left - new.left for old, new in zip(bought, deduction.packs, strict=True)), Decimal(0))
    assert taken + sum((over.standard for over in deduction.over), Decimal(0)) == used


@given(uses, packs)
def test_nothing_is_over_while_a_valid_pack_has_anything_left(usage: Mapping[str, Decimal], bought: list[Pack]) -> None:
    deduction = deduct(ZEGO, usage, bought, on=TODAY)
    valid = sum((pack.left for pack in deduction.packs if pack.last_day >= TODAY), Decimal(0))
    assert not deduction.over or not valid
    assert all(new.left >= 0 for new in deduction.packs)


def test_a_use_without_a_ratio_and_a_pack_below_nothing_are_refused() -> None:
    with pytest.raises(Refusal, match="no weight for 4K"):
        deduct(ZEGO, {"4K": D(1)}, [pack(100)], on=TODAY)
    with pytest.raises(Refusal, match="holds nothing or more"):
        pack(-1)


def test_a_package_says_how_many_units_its_packs_hold_and_for_how_long() -> None:
    package = RatioPackage(size=D(250), price=D(1700), ratios=ZEGO, months=12)
    assert (package.holds(D(0)), package.holds(D(251))) == (0, 500)
    for months in (0, 121):
        with pytest.raises(Refusal, match="1 to 120 months"):
            RatioPackage(size=D(250), price=D(1700), ratios=ZEGO, months=months)
