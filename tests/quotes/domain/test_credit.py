"""What paying sooner is worth a year, and what waiting ties up."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from quotes.domain.credit import days_outstanding, effective_rate, receivables, simple_rate


def test_two_points_for_twenty_days_are_a_dear_loan() -> None:
    assert simple_rate(Percent(D(2)), sooner=20, base=360).rounded() == Percent(D("36.73"))
    assert effective_rate(Percent(D(2)), sooner=20).rounded() == Percent(D("44.59"))


@given(st.integers(1, 60), st.integers(1, 364))
def test_compounding_never_makes_a_loan_cheaper(points: int, sooner: int) -> None:
    discount = Percent(D(points))
    assert effective_rate(discount, sooner=sooner) >= simple_rate(discount, sooner=sooner)


def test_a_third_ahead_and_the_rest_after_sixty_days_waits_forty() -> None:
    assert days_outstanding([(D("0.25"), 0), (D("0.75"), 60)]) == 45
    assert receivables(D(365_000), D(45)) == 45_000


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"discount": Percent(D(100)), "sooner": 20}, "discount"),
        ({"discount": Percent(D(2)), "sooner": 0}, "credit_days"),
        ({"discount": Percent(D(2)), "sooner": 20, "base": 30}, "base"),
    ],
)
def test_what_is_no_early_payment_is_refused(asked: dict[str, object], field: str) -> None:
    for rate in (simple_rate, effective_rate):
        with pytest.raises(Refusal) as refused:
            rate(**asked)  # type: ignore[arg-type]
        assert refused.value.field == field


def test_shares_that_are_not_the_whole_are_refused() -> None:
    with pytest.raises(Refusal):
        days_outstanding([(D("0.4"), 10), (D("0.5"), 84)])
