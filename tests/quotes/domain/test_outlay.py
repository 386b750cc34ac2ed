"""When an offer is paid, to the cent, and what years of it cost."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dealdesk.kernel.percent import Percent
from quotes.domain.outlay import Payment, payments, together, years
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms

START = date(2027, 1, 31)


def amounts(found: tuple[Payment, ...]) -> list[tuple[int, int, Decimal]]:
    return [(one.after, one.months, one.amount) for one in found]


def test_quarters_in_advance_begin_on_the_day_and_in_arrears_end_on_it() -> None:
    ahead = payments(Decimal(1200), PaymentTerms(plan=PaymentPlan.QUARTERLY_PREPAID), 12, START)
    behind = payments(Decimal(1200), PaymentTerms(plan=PaymentPlan.QUARTERLY_ARREARS, credit_days=30), 14, START)
    assert amounts(ahead) == [(after, 3, Decimal(300)) for after in (0, 3, 6, 9)]
    assert [one.due_on for one in ahead] == [START, date(2027, 4, 30), date(2027, 7, 31), date(2027, 10, 31)]
    assert [(one.after, one.months) for one in behind] == [(3, 3), (6, 3), (9, 3), (12, 3), (14, 2)]
    assert behind[0].due_on == date(2027, 5, 30)


def test_the_part_in_advance_comes_first_and_may_be_all_of_it() -> None:
    half = PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID, prepay_percent=Decimal(50))
    assert amounts(payments(Decimal("99.99"), half, 24)) == [
        (0, 0, Decimal("49.99")),
        (0, 12, Decimal("25.00")),
        (12, 12, Decimal("25.00")),
    ]
    whole = PaymentTerms(plan=PaymentPlan.MONTHLY_ARREARS, prepay_percent=Decimal(100))
    assert amounts(payments(Decimal(100), whole, 12)) == [(0, 0, Decimal(100))]


def test_by_milestone_only_the_part_in_advance_has_a_date() -> None:
    assert payments(Decimal(100), PaymentTerms(plan=PaymentPlan.MILESTONES), 12, START) == ()


@given(
    cents=some.integers(1, 10**12),
    plan=some.sampled_from([plan for plan in PaymentPlan if plan is not PaymentPlan.MILESTONES]),
    part=some.integers(0, 100),
    months=some.integers(1, 60),
)
def test_all_payments_are_together_the_total(cents: int, plan: PaymentPlan, part: int, months: int) -> None:
    gross = Decimal(cents).scaleb(-2)
    payment = PaymentTerms(plan=plan, prepay_percent=Decimal(part))
    assert sum(one.amount for one in payments(gross, payment, months)) == gross


def test_years_after_the_term_are_told_only_where_somebody_said_what_to_assume() -> None:
    told = years(Decimal("1800"), 18)
    assert [(year.months, year.amount, year.is_assumed) for year in told] == [
        (12, Decimal("1200.00"), False),
        (6, Decimal("600.00"), False),
        (6, None, False),
        (12, None, False),
    ]
    assert together(told) is None
    assumed = years(Decimal(1000), 12, Percent(Decimal(10)))
    assert [(year.amount, year.is_assumed) for year in assumed] == [
        (Decimal(1000), False),
        (Decimal("1100.00"), True),
        (Decimal("1210.00"), True),
    ]
    assert together(assumed) == Decimal("3310.00")


@pytest.mark.parametrize(("term", "count"), [(12, 3), (36, 3), (48, 4)])
def test_there_are_three_years_or_as_many_as_the_term_has(term: int, count: int) -> None:
    assert len(years(Decimal(1000), term)) == count


@pytest.mark.parametrize(
    ("term", "free", "months", "costs"),
    [
        (18, 0, [12, 6, 6, 12], [120_000, 60_000, 60_000, 120_000]),
        (6, 0, [6, 6, 12, 12], [180_000, 180_000, 360_000, 360_000]),
        (12, 2, [12, 2, 10, 12], [180_000, 0, 150_000, 180_000]),
        (42, 0, [12, 12, 12, 6], ["51428.57", "51428.57", "51428.57", "25714.29"]),
    ],
)
def test_a_broken_year_is_filled_up_before_further_years(
    term: int, free: int, months: list[int], costs: list[str]
) -> None:
    told = years(Decimal(180_000), term, Percent(Decimal(0)), free_months=free)
    assert [(year.months, year.amount) for year in told] == list(zip(months, map(Decimal, costs), strict=True))


def test_what_is_assumed_is_dearer_from_one_to_the_next() -> None:
    told = years(Decimal(1800), 18, Percent(Decimal(10)))
    assert [year.amount for year in told if year.is_assumed] == [Decimal("660.00"), Decimal("1452.00")]
