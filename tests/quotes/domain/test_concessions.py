from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.concessions import (
    Pattern,
    credit_cost,
    extra_service,
    free_months_worth,
    implied_rate,
    mean_wait,
    pattern,
    payment_value,
    plan_value,
    prepayment_worth,
    worth_of_a_month,
)
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms

SIX = Percent(Decimal(6))
steps_of = st.lists(st.decimals(min_value=0, max_value=1000, places=2), min_size=2, max_size=8)


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def test_three_free_months_on_twelve_are_a_price_cut_of_a_fifth() -> None:
    assert (free_months_worth(12, 3), extra_service(12, 3)) == (Percent(Decimal(20)), Percent(Decimal(25)))
    assert free_months_worth(12, 0) == extra_service(1, 0) == Percent(Decimal(0))
    assert (free_months_worth(1, 1), extra_service(1, 1)) == (Percent(Decimal(50)), Percent(Decimal(100)))


def test_three_free_months_make_each_month_cheaper() -> None:
    assert round(worth_of_a_month(Decimal(100), 12, 3), 4) == Decimal("6.6667")
    assert round(worth_of_a_month(Decimal(100), 12, 0), 4) == Decimal("8.3333")


@pytest.mark.parametrize(("paid", "free"), [(0, 3), (12, -1)])
def test_free_months_need_paid_ones(paid: int, free: int) -> None:
    for worth in (free_months_worth, extra_service):
        with pytest.raises(Refusal) as refused:
            worth(paid, free)
        assert refused.value.field == "free_months"


@given(st.integers(1, 120), st.integers(0, 120))
def test_free_months_leave_the_paid_share_of_the_price(paid: int, free: int) -> None:
    left = 1 - free_months_worth(paid, free).ratio
    assert round(left * (paid + free), 20) == paid


@pytest.mark.parametrize(
    ("before", "worth"),
    [
        (PaymentPlan.QUARTERLY_PREPAID, "2.1484"),
        (PaymentPlan.QUARTERLY_ARREARS, "3.5635"),
        (PaymentPlan.MONTHLY_PREPAID, "2.6216"),
        (PaymentPlan.MONTHLY_ARREARS, "3.0933"),
        (PaymentPlan.ANNUAL_PREPAID, "0.0000"),
    ],
)
def test_yearly_prepayment_at_six_per_cent_is_worth_two_to_four_points(before: PaymentPlan, worth: str) -> None:
    assert prepayment_worth(before, PaymentPlan.ANNUAL_PREPAID, SIX, 12).rounded(4) == Percent(Decimal(worth))


def test_the_present_value_of_quarters_in_advance() -> None:
    # 120 a year in four instalments of 30, at 6 %: 117.4219.
    assert round(plan_value(PaymentPlan.QUARTERLY_PREPAID, SIX, 12) * 120, 4) == Decimal("117.4219")


@pytest.mark.parametrize(
    ("plan", "months", "paid"),
    [
        (PaymentPlan.ANNUAL_PREPAID, 36, [(12, 0), (12, 12), (12, 24)]),
        (PaymentPlan.ANNUAL_PREPAID, 6, [(6, 0)]),
        (PaymentPlan.QUARTERLY_PREPAID, 6, [(3, 0), (3, 3)]),
        (PaymentPlan.QUARTERLY_ARREARS, 14, [(3, 3), (3, 6), (3, 9), (3, 12), (2, 14)]),
        (PaymentPlan.QUARTERLY_ARREARS, 1, [(1, 1)]),
        (PaymentPlan.MONTHLY_ARREARS, 2, [(1, 1), (1, 2)]),
    ],
)
def test_a_fee_is_worth_what_its_payments_are_at_their_dates(
    plan: PaymentPlan, months: int, paid: list[tuple[int, int]]
) -> None:
    """Each as the months it is for and the month it comes at."""
    parts = [part * Decimal("1.06") ** (-Decimal(when) / 12) for part, when in paid]
    assert round(plan_value(plan, SIX, months), 20) == round(sum(parts) / months, 20)


def test_three_years_ahead_are_worth_more_than_a_year_ahead_three_times() -> None:
    """(1 + 1.06^-1 + 1.06^-2) / 3: 5.55 points of the price at 6 %."""
    whole = PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID, prepay_percent=Decimal(100))
    by_year = PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID)
    assert round(payment_value(whole, SIX, 36) - payment_value(by_year, SIX, 36), 4) == Decimal("0.0555")


@pytest.mark.parametrize(
    ("plan", "months", "wait"),
    [
        (PaymentPlan.ANNUAL_PREPAID, 12, "0"),
        (PaymentPlan.QUARTERLY_PREPAID, 12, "4.5"),
        (PaymentPlan.QUARTERLY_ARREARS, 12, "7.5"),
        (PaymentPlan.MONTHLY_ARREARS, 12, "6.5"),
        (PaymentPlan.ANNUAL_PREPAID, 36, "12"),
        (PaymentPlan.QUARTERLY_PREPAID, 3, "0"),
        (PaymentPlan.MILESTONES, 12, None),
    ],
)
def test_how_long_a_fee_waits_follows_from_its_term(plan: PaymentPlan, months: int, wait: str | None) -> None:
    assert mean_wait(plan, months) == (None if wait is None else Decimal(wait))


def test_a_term_without_months_has_no_payments() -> None:
    with pytest.raises(Refusal) as refused:
        plan_value(PaymentPlan.ANNUAL_PREPAID, SIX, 0)
    assert refused.value.field == "term_months"


def test_paying_later_is_worth_less_than_nothing() -> None:
    assert prepayment_worth(PaymentPlan.ANNUAL_PREPAID, PaymentPlan.MONTHLY_ARREARS, SIX, 12).points < 0


def test_five_points_for_paying_a_year_ahead_cost_fifteen_per_cent_a_year() -> None:
    quarterly, yearly = PaymentPlan.QUARTERLY_PREPAID, PaymentPlan.ANNUAL_PREPAID
    assert implied_rate(quarterly, yearly, Percent(Decimal(5)), 12).rounded(4) == Percent(Decimal("14.8881"))
    assert implied_rate(quarterly, yearly, Percent(Decimal(0)), 12).rounded(4) == Percent(Decimal(0))


@pytest.mark.parametrize("given", ["-1", "90"])
def test_what_no_rate_explains_is_refused(given: str) -> None:
    with pytest.raises(Refusal) as refused:
        implied_rate(PaymentPlan.QUARTERLY_PREPAID, PaymentPlan.ANNUAL_PREPAID, Percent(Decimal(given)), 12)
    assert refused.value.field == "discount"


@given(st.decimals(min_value=0, max_value=60, places=3))
def test_the_implied_rate_undoes_the_worth(points: Decimal) -> None:
    quarterly, yearly, rate = PaymentPlan.QUARTERLY_ARREARS, PaymentPlan.ANNUAL_PREPAID, Percent(points)
    assert implied_rate(quarterly, yearly, prepayment_worth(quarterly, yearly, rate, 12), 12).rounded(8) == rate


def test_milestones_have_no_dates_to_reckon_with() -> None:
    with pytest.raises(Refusal) as refused:
        plan_value(PaymentPlan.MILESTONES, SIX, 12)
    assert refused.value.field == "payment_plan"


def test_a_rate_that_burns_all_money_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        plan_value(PaymentPlan.ANNUAL_PREPAID, Percent(Decimal(-100)), 12)
    assert str(refused.value) == "A yearly rate is more than -100 %."


def test_half_a_year_of_credit_costs_almost_three_points() -> None:
    assert credit_cost(180, SIX).rounded(4) == Percent(Decimal("2.8326"))
    assert round(credit_cost(180, SIX).of(Decimal(1_000_000)), 2) == Decimal("28326.42")
    assert credit_cost(0, SIX) == Percent(Decimal(0))
    with pytest.raises(Refusal):
        credit_cost(-1, SIX)


@given(st.decimals(min_value=0, max_value=50, places=4), st.decimals(min_value="0.01", max_value=50, places=4))
def test_money_is_worth_more_where_it_costs_more(rate: Decimal, more: Decimal) -> None:
    quarterly, yearly = PaymentPlan.QUARTERLY_ARREARS, PaymentPlan.ANNUAL_PREPAID
    cheap, dear = (prepayment_worth(quarterly, yearly, Percent(points), 12) for points in (rate, rate + more))
    assert cheap < dear


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (["5", "2", "1"], Pattern.SHRINKING),
        (["275", "20", "5"], Pattern.SHRINKING),
        (["10", "10"], Pattern.FLAT),
        (["5", "2", "2"], Pattern.FLAT),
        (["5", "2", "3"], Pattern.GROWING),
        (["1", "2"], Pattern.GROWING),
        (["5"], None),
        ([], None),
    ],
)
def test_how_concessions_run(steps: list[str], expected: Pattern | None) -> None:
    assert pattern(decimals(*steps)) is expected


@given(steps_of)
def test_concessions_shrink_exactly_if_each_is_below_the_last(steps: list[Decimal]) -> None:
    assert (pattern(steps) is Pattern.SHRINKING) == (steps == sorted(set(steps), reverse=True))
    assert (pattern(steps) is Pattern.GROWING) == (steps != sorted(steps, reverse=True))
