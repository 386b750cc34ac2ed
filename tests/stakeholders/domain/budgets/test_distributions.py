from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.budgets.distributions import (
    Distribution,
    LogNormal,
    Spread,
    is_lopsided,
    log_normal,
)
from stakeholders.domain.budgets.pools import linear_pool
from tests.stakeholders.domain.budgets.chance import amounts, fitted, pools, shares


def test_an_interval_is_fitted_by_its_two_ends() -> None:
    found = log_normal(Decimal(60), Decimal(150))
    assert (round(found.mu, 6), round(found.sigma, 6)) == (Decimal("4.552490"), Decimal("0.357493"))
    assert found.spread() == Spread(p10=Decimal(60), p50=Decimal("94.868330"), p90=Decimal(150))


def test_a_median_that_is_given_moves_the_middle_and_not_the_width() -> None:
    told, middle = log_normal(Decimal(60), Decimal(150), Decimal(90)), log_normal(Decimal(60), Decimal(150))
    assert (told.median, told.sigma) == (Decimal(90), middle.sigma)


@pytest.mark.parametrize(("p50", "is_one"), [(95, False), (80, False), (79, True), (112, False), (114, True)])
def test_a_median_far_from_the_middle_is_told(p50: int, is_one: bool) -> None:
    """The middle is 94.87, and half a deviation away from it are 79.34 and 113.43."""
    assert is_lopsided(Decimal(60), Decimal(p50), Decimal(150)) is is_one


@pytest.mark.parametrize(
    ("told", "field"),
    [((0, 10, None), "p10"), ((-5, 10, None), "p10"), ((10, 10, None), "p90"), ((10, 9, None), "p90"),
     ((10, 20, 10), "p50"), ((10, 20, 21), "p50")],
)  # fmt: skip
def test_what_is_no_interval_is_refused_at_its_field(told: tuple[int, int, int | None], field: str) -> None:
    low, high, middle = told
    with pytest.raises(Refusal) as refused:
        log_normal(Decimal(low), Decimal(high), None if middle is None else Decimal(middle))
    assert refused.value.field == field


@settings(max_examples=25)
@given(pools.map(linear_pool) | fitted(), st.lists(amounts, min_size=2, max_size=6))
def test_what_lies_below_is_a_probability_and_never_falls(found: Distribution, prices: list[Decimal]) -> None:
    below = [found.cdf(price) for price in sorted(prices)]
    assert below == sorted(below)
    assert all(0 <= one <= 1 for one in below)
    assert [found.affords(price) for price in sorted(prices)] == [1 - one for one in below]


@settings(max_examples=25)
@given(pools.map(linear_pool) | fitted(), shares)
def test_a_quantile_has_its_own_share_below_it(found: Distribution, share: Decimal) -> None:
    assert abs(found.cdf(found.quantile(share)) - share) < Decimal("0.00001")


def test_nothing_is_less_than_nothing_and_a_share_lies_between_nought_and_one() -> None:
    found = LogNormal(Decimal(4), Decimal(1))
    assert (found.cdf(Decimal(0)), found.cdf(Decimal(-1)), found.affords(Decimal(0))) == (0, 0, 1)
    for share in ("0", "1", "-0.1", "1.1"):
        with pytest.raises(Refusal):
            found.quantile(Decimal(share))
