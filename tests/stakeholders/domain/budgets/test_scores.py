from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.budgets.intervals import Interval
from stakeholders.domain.budgets.scores import (
    Told,
    brier,
    calibration,
    quantile_score,
    record,
    widening,
    wilson,
    winkler,
)
from tests.stakeholders.domain.budgets.chance import amounts

TOLD = Interval(Decimal(80), Decimal(130))


def told(actual: str, low: int = 100, high: int = 400, p50: Decimal | None = None) -> Told:
    return Told(p10=Decimal(low), p90=Decimal(high), actual=Decimal(actual), p50=p50)


@pytest.mark.parametrize(("actual", "score"), [(100, 50), (80, 50), (140, 150), (70, 150)])
def test_an_interval_pays_for_its_width_and_ten_times_for_a_miss(actual: int, score: int) -> None:
    assert winkler(TOLD, Decimal(actual)) == score


@given(amounts, amounts, amounts)
def test_an_interval_scores_its_width_and_what_it_missed(low: Decimal, high: Decimal, actual: Decimal) -> None:
    one = Interval(min(low, high), max(low, high))
    missed = max(one.lower - actual, actual - one.upper, Decimal(0))
    assert winkler(one, actual) == one.upper - one.lower + 10 * missed


def test_a_forecast_is_scored_by_how_far_it_lay_on_the_wrong_side() -> None:
    scores = [quantile_score(Decimal("0.1"), Decimal(80), Decimal(actual)) for actual in (70, 80, 100)]
    assert scores == [18, 0, 4]


def test_what_was_said_stands_beside_what_came_by_thirds() -> None:
    said = [Decimal(one) for one in ("0.1", "0.3", "0.9", "1", "0.8")]
    low, high = calibration(said, [False, True, True, True, False])
    assert (low.forecasts, low.said, low.came) == (2, Decimal("0.2"), Decimal("0.5"))
    assert (high.forecasts, high.said, high.came) == (3, Decimal("0.9"), Decimal("0.666666667"))
    assert calibration([], []) == ()


def test_an_interval_that_falls_and_a_chance_without_outcome_are_refused() -> None:
    with pytest.raises(Refusal):
        winkler(Interval(Decimal(2), Decimal(1)), Decimal(1))
    with pytest.raises(Refusal):
        brier([Decimal("0.5")], [])
    with pytest.raises(Refusal):
        wilson(0, 0)


def test_a_chance_is_scored_by_its_square() -> None:
    assert brier([Decimal(1), Decimal("0.5")], [True, True]) == Decimal("0.125")
    assert brier([Decimal(0), Decimal("0.5")], [False, False]) == Decimal("0.125")


# Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 29 of 29.
@pytest.mark.parametrize(
    ("hits", "outcomes", "low", "high"),
    [
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (29, 29, "0.8830", "1.0000"),
    ],
)
def test_what_a_share_may_be_agrees_with_the_published_table(hits: int, outcomes: int, low: str, high: str) -> None:
    found = wilson(hits, outcomes)
    assert (f"{found.lower:.4f}", f"{found.upper:.4f}") == (low, high)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_what_a_share_may_be_holds_the_share(seen: tuple[int, int]) -> None:
    found = wilson(*seen)
    assert 0 <= found.lower <= Decimal(seen[0]) / seen[1] + Decimal("1e-9")
    assert Decimal(seen[0]) / seen[1] - Decimal("1e-9") <= found.upper <= 1


def test_intervals_that_hold_eight_in_ten_need_no_widening_and_nine_say_nothing() -> None:
    """From 100 to 400 the middle is 200, and twice or half of it are the ends: an outcome of 800 is two halves away."""
    ten = [told("200")] * 7 + [told("400")] * 2 + [told("800")]
    assert widening(ten) == 1
    assert widening(ten[:9]) is None


def test_intervals_that_miss_should_be_wider_by_what_they_missed() -> None:
    assert widening([told("200")] * 5 + [told("800")] * 5) == 2


def test_a_median_that_was_given_is_the_middle() -> None:
    assert widening([told("300", p50=Decimal(300))] * 10) == 0


def test_a_record_counts_hits_and_scores_on_the_scale_of_logarithms() -> None:
    small, large = record([told("800")]), record([told("8000", 1000, 4000)])
    assert small is not None
    assert small == large
    assert (small.outcomes, small.hits, small.hit_rate, small.factor) == (1, 0, 0, None)
    # ln 4 + 10·ln 2
    assert small.winkler == Decimal("8.317766167")
    assert record([]) is None
