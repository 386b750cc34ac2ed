"""Ways of paying beside each other."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.domain.payment.schemes import Compared, Early, Scheme, Table, compared, free_months_like, mean_days
from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.concessions import free_months_worth, instalments, payment_value
from quotes.domain.pricing.terms import PaymentPlan, PaymentTerms

SIX = Percent(D(6))
DATED = [plan for plan in PaymentPlan if plan is not PaymentPlan.MILESTONES]
TERMS = st.builds(
    PaymentTerms,
    plan=st.sampled_from(DATED),
    prepay_percent=st.sampled_from([D(0), D(30), D(100)]),
    credit_days=st.integers(0, 200),
)


def paying(plan: PaymentPlan, **more: object) -> Scheme:
    terms = {name: more.pop(name) for name in ("prepay_percent", "credit_days") if name in more}
    return Scheme(payment=PaymentTerms(plan=plan, **terms), **more)  # type: ignore[arg-type]


def against(scheme: Scheme, before: Scheme | None = None, rate: Percent | None = SIX) -> Compared:
    before = before or paying(PaymentPlan.QUARTERLY_PREPAID)
    return compared(Table(scheme=before, gross=D(1_000_000), months=12, rate=rate), scheme)


def test_five_points_for_a_year_in_advance_are_more_than_money_costs() -> None:
    """The article's first trade: 2.15 points are fair, and five cost 14.9 % a year."""
    found = against(paying(PaymentPlan.ANNUAL_PREPAID, off=Percent(D(5))))
    assert found.worth
    assert found.yearly
    assert found.lost
    assert (found.worth.rounded(4), found.yearly.rounded(4)) == (Percent(D("2.1484")), Percent(D("14.8881")))
    assert (found.price, found.value, found.lost.rounded(4)) == (D(950_000), D("950000.00"), Percent(D("2.8516")))


def test_three_free_months_on_twelve_are_a_fifth_of_the_price_of_a_month() -> None:
    found = against(paying(PaymentPlan.ANNUAL_PREPAID, free_months=3))
    assert found.given == Percent(D(20))
    assert found.yearly
    assert found.yearly > Percent(D(60))
    same = against(paying(PaymentPlan.QUARTERLY_PREPAID, free_months=3))
    assert same.lost
    assert same.free
    assert (same.lost.rounded(4), same.given, same.yearly) == (Percent(D("19.5703")), Percent(D(20)), None)
    assert same.free < 3


def test_half_a_year_of_credit_costs_two_point_eight_points() -> None:
    before = paying(PaymentPlan.ANNUAL_PREPAID)
    found = against(paying(PaymentPlan.ANNUAL_PREPAID, credit_days=180), before)
    assert found.lost
    assert found.lost.rounded(6) == Percent(D("2.832642"))
    assert (found.credit, found.days, found.value) == (D("28326.42"), 180, D("971673.58"))


def test_two_points_for_twenty_days_are_told_both_ways() -> None:
    found = against(paying(PaymentPlan.ANNUAL_PREPAID, credit_days=30, early=Early(discount=Percent(D(2)), days=10)))
    assert found.early
    assert found.early.simple.rounded(2) == Percent(D("37.24"))
    assert found.early.effective.rounded(2) == Percent(D("44.59"))
    # 980,000 ten days later.
    assert found.early.value == D("978436.77")


def test_early_is_before_it_is_due() -> None:
    with pytest.raises(Refusal):
        paying(PaymentPlan.ANNUAL_PREPAID, credit_days=10, early=Early(discount=Percent(D(2)), days=10))


def test_without_a_rate_nothing_of_it_is_said() -> None:
    found = against(paying(PaymentPlan.ANNUAL_PREPAID, off=Percent(D(5))), rate=None)
    assert (found.value, found.lost, found.worth, found.free, found.credit) == (None,) * 5
    assert (found.days, found.price) == (0, D(950_000))


def test_milestones_have_no_dates_of_their_own() -> None:
    found = against(paying(PaymentPlan.MILESTONES, credit_days=30))
    assert (found.wait, found.value, found.days) == (None, None, 30)


@given(TERMS, st.integers(1, 24))
def test_instalments_are_what_the_present_value_is_made_of(terms: PaymentTerms, months: int) -> None:
    parts = instalments(terms, months)
    assert abs(sum(part.share for part in parts) - 1) < D("1E-20")
    growth = D("1.06")
    found = sum(part.share * growth ** (-D(part.months) / 12) * growth ** (-D(part.days) / 365) for part in parts)
    assert abs(found - payment_value(terms, SIX, months)) < D("1E-20")


@given(TERMS, st.integers(1, 100))
def test_later_money_is_worth_less_and_days_outstanding_grow_in_a_line(terms: PaymentTerms, more: int) -> None:
    sooner = against(Scheme(payment=terms))
    days = PaymentTerms(plan=terms.plan, prepay_percent=terms.prepay_percent, credit_days=terms.credit_days + more)
    later = against(Scheme(payment=days))
    assert sooner.value is not None
    assert later.value is not None
    assert later.value <= sooner.value
    assert later.days - sooner.days == (1 - terms.prepay_percent / 100) * more
    waits = [mean_days(one, 12) for one in (terms, days)]
    assert waits[0] is not None
    assert waits[1] is not None
    assert abs(waits[1] - waits[0] - (later.days - sooner.days)) < D("1E-20")


@given(st.integers(1, 60), st.integers(0, 24))
def test_free_months_and_points_undo_each_other(paid: int, free: int) -> None:
    assert free_months_like(free_months_worth(paid, free), paid) == free
