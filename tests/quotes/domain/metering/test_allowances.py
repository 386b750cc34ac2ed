from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.metering.allowances import Allowance, over

ORDER = ("audio", "HD", "FHD")
units = st.integers(0, 50_000).map(Decimal)
used = st.fixed_dictionaries(dict.fromkeys(ORDER, units))


def left_to_pay(allowance: Allowance, **used: int) -> dict[str, Decimal]:
    return over(allowance, {name: Decimal(n) for name, n in used.items()})


def test_free_minutes_go_to_sound_first_and_then_up_the_tiers() -> None:
    free = Allowance(units=Decimal(10_000), order=ORDER)
    assert left_to_pay(free, HD=6_000, audio=7_000, FHD=500) == {"audio": 0, "HD": 3_000, "FHD": 500}


def test_what_the_order_leaves_out_is_not_covered() -> None:
    free = Allowance(units=Decimal(10_000), order=("audio",))
    assert left_to_pay(free, audio=100, HD=50) == {"audio": 0, "HD": 50}


@pytest.mark.parametrize(
    ("values", "field"),
    [({"units": Decimal(-1)}, "units"), ({"units": Decimal("NaN")}, "units"), ({"order": ("audio", "audio")}, "order")],
)
def test_an_allowance_that_cannot_be_is_refused(values: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        Allowance(**({"units": Decimal(1), "order": ORDER} | values))  # type: ignore[arg-type] # either of the two
    assert refused.value.field == field


@given(units, used)
def test_nothing_is_lost_between_what_is_free_and_what_is_paid(free: Decimal, spent: dict[str, Decimal]) -> None:
    paid = over(Allowance(units=free, order=ORDER), spent)
    assert sum(paid.values()) == max(Decimal(0), sum(spent.values()) - free)


@given(units, used)
def test_a_larger_allowance_never_leaves_more_to_pay(free: Decimal, spent: dict[str, Decimal]) -> None:
    less, more = (over(Allowance(units=n, order=ORDER), spent) for n in (free, free + 1))
    assert all(more[tier] <= less[tier] for tier in ORDER)
