from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.budgets.distributions import LogNormal, log_normal
from stakeholders.domain.budgets.pools import Weighted, conflict, linear_pool, log_pool, quantile_average, shares
from tests.stakeholders.domain.budgets.chance import fitted, pools, variance, weights

CLOSE = Decimal("1e-9")
THREE = [
    Weighted(log_normal(Decimal(60), Decimal(150)), Decimal(3)),
    Weighted(log_normal(Decimal(80), Decimal(200)), Decimal(3)),
    Weighted(log_normal(Decimal(90), Decimal(130)), Decimal(4)),
]


@given(pools)
def test_weights_are_parts_of_one_whatever_was_typed(signals: list[Weighted[LogNormal]]) -> None:
    assert abs(sum(shares(signals)) - 1) < CLOSE


@pytest.mark.parametrize("weight", [0, -1])
def test_a_signal_without_weight_is_refused(weight: int) -> None:
    with pytest.raises(Refusal, match="weight above zero"):
        shares([*THREE, Weighted(THREE[0].told, Decimal(weight))])
    with pytest.raises(Refusal, match="weight above zero"):
        linear_pool([])


@settings(max_examples=25)
@given(fitted(), st.lists(weights, min_size=1, max_size=5))
def test_signals_that_say_the_same_are_no_narrower_together(one: LogNormal, weighed: list[Decimal]) -> None:
    """A pool of copies is the copy: the trap is a log pool with a weight of one each, which shrinks."""
    copies = [Weighted(one, weight) for weight in weighed]
    for pool in (log_pool(copies), quantile_average(copies)):
        assert abs(pool.mu - one.mu) < CLOSE
        assert abs(pool.sigma - one.sigma) < CLOSE
    assert abs(linear_pool(copies).quantile(Decimal("0.9")) / one.quantile(Decimal("0.9")) - 1) < CLOSE


@settings(max_examples=25)
@given(pools)
def test_the_linear_pool_spreads_at_least_as_wide_as_each_form_that_supposes_agreement(
    signals: list[Weighted[LogNormal]],
) -> None:
    """By the variance of the logarithms. The stretch from P10 to P90 of an average of quantiles may be wider all the
    same: one signal that knows next to nothing stretches every quantile, and takes only its weight of a pool."""
    spread = variance(list(zip(shares(signals), (one.told for one in signals), strict=True)))
    for agreed in (log_pool(signals), quantile_average(signals)):
        assert spread - agreed.sigma**2 > -CLOSE


@settings(max_examples=25)
@given(pools)
def test_the_linear_pool_is_as_wide_from_p10_to_p90_as_the_log_pool(signals: list[Weighted[LogNormal]]) -> None:
    pool, agreed = linear_pool(signals).spread(), log_pool(signals).spread()
    assert pool.p90 / pool.p10 - agreed.p90 / agreed.p10 > -Decimal("0.0001")


def test_the_pool_lies_between_its_signals() -> None:
    found = linear_pool(THREE).spread()
    assert (round(found.p10, 3), round(found.p50, 3), round(found.p90, 3)) == (
        Decimal("74.940"),
        Decimal("108.656"),
        Decimal("159.795"),
    )


def test_signals_that_agree_are_no_conflict() -> None:
    found = conflict([signal.told for signal in THREE])
    assert found is not None
    assert (found.freedom, round(found.q, 4), found.tau2, found.is_one) == (2, Decimal("0.3257"), 0, False)


def test_signals_that_contradict_each_other_widen_what_supposes_agreement() -> None:
    """By hand: both deviations are 0.0743708, ln 2 lies between them, Q = (ln 2)² / (2·0.0743708²) = 43.4325, and
    τ² = (Q − 1)·0.0743708² = 0.2347."""
    apart = [log_normal(Decimal(100), Decimal(121)), log_normal(Decimal(200), Decimal(242))]
    found = conflict(apart)
    assert found is not None
    assert (round(found.q, 4), round(found.tau2, 4), found.is_one) == (Decimal("43.4325"), Decimal("0.2347"), True)
    signals = [Weighted(one) for one in apart]
    narrow, wide = log_pool(signals), log_pool(signals, found.tau2)
    assert abs(wide.sigma**2 - narrow.sigma**2 - found.tau2) < CLOSE


# Tables of χ²: Abramowitz & Stegun 26.8.
@pytest.mark.parametrize(
    ("freedom", "beyond"), [(1, "3.84146"), (2, "5.99146"), (3, "7.81473"), (4, "9.48773"), (9, "16.9190")]
)
def test_the_chance_of_lying_so_far_apart_is_that_of_the_tables(freedom: int, beyond: str) -> None:
    """One signal at −d and k at nought, all of deviation 1: Q = d²·k/(k + 1)."""
    away = (Decimal(beyond) * (freedom + 1) / freedom).sqrt()
    found = conflict([LogNormal(-away, Decimal(1)), *[LogNormal(Decimal(0), Decimal(1))] * freedom])
    assert found is not None
    assert round(found.p_value, 5) == Decimal("0.05")


def test_one_signal_has_nobody_to_contradict() -> None:
    assert conflict([THREE[0].told]) is None
    assert conflict([]) is None
