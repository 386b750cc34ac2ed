from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.refusals import Refusal
from quotes.domain.pricing.charges import Invoice, Stretch, instalments
from tests.quotes.domain.pricing.charges.models import D


def test_a_last_invoice_is_for_what_is_left_of_the_term() -> None:
    plan = instalments([Stretch(months=18, price=D(100), per_months=12)], every=12)
    assert plan.invoices == (
        Invoice(first_month=1, last_month=12, amount=D(100)),
        Invoice(first_month=13, last_month=18, amount=D(50)),
    )
    assert (plan.tcv, plan.acv, plan.arr) == (D(150), D(100), D(100))


def test_invoices_can_be_for_longer_than_a_year() -> None:
    plan = instalments([Stretch(months=48, price=D(1000), per_months=1)], every=24, percent_off=D(10))
    assert [invoice.amount for invoice in plan.invoices] == [D(21600), D(21600)]
    assert (plan.tcv, plan.acv, plan.arr) == (D(43200), D(10800), D(10800))


def test_a_ramp_is_worth_its_average_and_runs_at_its_last_price() -> None:
    years = [Stretch(months=12, price=D(price), per_months=12) for price in (100, 200, 300)]
    plan = instalments(years, every=12, one_off=D(50))
    assert [invoice.amount for invoice in plan.invoices] == [D(150), D(200), D(300)]
    assert (plan.tcv, plan.acv, plan.arr) == (D(650), D(200), D(300))


def test_an_invoice_that_spans_a_change_of_price_is_for_both() -> None:
    years = [Stretch(months=12, price=D(12), per_months=12), Stretch(months=12, price=D(24), per_months=12)]
    assert [i.amount for i in instalments(years, every=9).invoices] == [D(9), D(15), D(12)]


def test_cents_that_do_not_divide_are_carried_to_the_next_invoice() -> None:
    plan = instalments([Stretch(months=3, price=D(100), per_months=3)], every=1)
    assert [invoice.amount for invoice in plan.invoices] == [D("33.33"), D("33.34"), D("33.33")]


@pytest.mark.parametrize(("stretches", "every"), [([], 12), ([Stretch(months=12, price=D(1), per_months=1)], 0)])
def test_a_contract_without_time_is_refused(stretches: list[Stretch], every: int) -> None:
    with pytest.raises(Refusal, match="how often it is billed"):
        instalments(stretches, every=every)


@pytest.mark.parametrize(("months", "per_months"), [(0, 1), (1, 0)])
def test_a_stretch_without_months_is_refused(months: int, per_months: int) -> None:
    with pytest.raises(Refusal, match="at least one month"):
        Stretch(months=months, price=D(1), per_months=per_months)


def test_a_discount_beyond_everything_is_refused() -> None:
    with pytest.raises(Refusal, match="from 0 to 100"):
        instalments([Stretch(months=1, price=D(1), per_months=1)], every=1, percent_off=D(101))


stretches = st.lists(
    st.builds(
        Stretch,
        months=st.integers(1, 36),
        price=st.decimals(0, 10**6, places=2),
        per_months=st.sampled_from([1, 3, 6, 12]),
    ),
    min_size=1,
    max_size=4,
)


@given(stretches, st.integers(1, 60), st.decimals(0, 100, places=2))
def test_invoices_add_up_to_the_contract_and_cover_every_month_once(
    years: list[Stretch], every: int, off: Decimal
) -> None:
    plan = instalments(years, every=every, percent_off=off)
    assert sum(invoice.amount for invoice in plan.invoices) == plan.tcv
    covered = [month for i in plan.invoices for month in range(i.first_month, i.last_month + 1)]
    assert covered == list(range(1, sum(stretch.months for stretch in years) + 1))
