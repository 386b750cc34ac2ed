from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdesk.kernel.percent import Percent
from dealdesk.kernel.refusals import Refusal
from stakeholders.domain.budgets.bases import Basis, into
from stakeholders.domain.budgets.words import Span
from tests.stakeholders.domain.budgets.chance import amounts

SIX = Percent(Decimal(6))
YEARLY = Basis(currency="CNY", tax_included=True, span=Span.YEAR)


def basis(**changed: Any) -> Basis:
    return Basis(**{"currency": "CNY", "tax_included": True, "span": Span.YEAR} | changed)


def test_the_same_basis_changes_nothing() -> None:
    assert into([Decimal(60), Decimal(150)], YEARLY, YEARLY) == (60, 150)


def test_tax_comes_on_and_off_by_the_rate_that_is_given() -> None:
    net = basis(tax_included=False)
    assert into([Decimal(100)], net, YEARLY, SIX) == (106,)
    assert [round(one, 20) for one in into([Decimal(106)], YEARLY, net, SIX)] == [100]


def test_a_term_pays_the_same_every_month() -> None:
    two, three = (basis(span=Span.TERM, term_months=months) for months in (24, 36))
    assert into([Decimal(240)], two, YEARLY) == (120,)
    assert into([Decimal(120)], YEARLY, three) == (360,)
    assert into([Decimal(240)], two, three) == (360,)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (basis(tax_included=False), "vat_rate"),
        (basis(currency="USD"), "currency"),
        (basis(span=Span.FIRST_YEAR), "span"),
    ],
)
def test_what_nobody_stated_is_refused_at_its_field(told: Basis, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        into([Decimal(1)], told, YEARLY)
    assert refused.value.field == field


def test_first_years_go_together_and_a_term_says_its_months() -> None:
    first = basis(span=Span.FIRST_YEAR)
    assert into([Decimal(5)], first, first) == (5,)
    with pytest.raises(Refusal) as refused:
        basis(span=Span.TERM)
    assert refused.value.field == "term_months"


bases = st.builds(
    basis, tax_included=st.booleans(), span=st.sampled_from([Span.YEAR, Span.TERM]), term_months=st.integers(1, 60)
)


@given(amounts, bases, bases)
def test_there_and_back_is_where_it_began(amount: Decimal, one: Basis, other: Basis) -> None:
    (there,) = into([amount], one, other, SIX)
    (back,) = into([there], other, one, SIX)
    assert abs(back - amount) < Decimal("1e-20")
