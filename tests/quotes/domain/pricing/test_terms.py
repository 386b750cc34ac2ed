from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dealdesk.kernel.refusals import Refusal
from quotes.domain.lifecycle import Form
from quotes.domain.pricing.terms import (
    LineTerms,
    PaymentPlan,
    PaymentTerms,
    RoundingMode,
    RoundingPolicy,
    RoundingScope,
    ServiceTerms,
    decimals,
)
from tests.quotes.domain.offers import line, offer, premium

GOOD_LINE = {"quantity": "10000", "list_price": "0.00700001", "discount": "12.34567891", "vat_rate": "6"}


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        (field, bad)
        for field in ("quantity", "list_price", "discount", "vat_rate", "floor_price")
        for bad in ("-0.01", "1000000000000.01", "NaN", "Infinity", "-Infinity")
    ]
    + [
        ("discount", "100.01"),
        ("vat_rate", "101"),
        ("quantity", "0.0000001"),
        ("list_price", "0.000000001"),
        ("discount", "1.123456789"),
        ("vat_rate", "6.123456789"),
        ("floor_price", "0.123456789"),
    ],
)
def test_a_line_refuses_a_bad_number_beside_its_field(field: str, bad: str) -> None:
    assert line(**GOOD_LINE).quantity == 10_000
    with pytest.raises(Refusal) as refused:
        line(7, **GOOD_LINE | {field: bad})
    assert (refused.value.field, refused.value.params["line"]) == (field, 7)
    assert str(refused.value).startswith("Line 7: ")


@pytest.mark.parametrize(
    ("field", "edge"),
    [("discount", "100"), ("discount", "0"), ("vat_rate", "0"), ("quantity", "0"), ("list_price", "1E+3")],
)
def test_the_edges_are_allowed(field: str, edge: str) -> None:
    assert getattr(line(**GOOD_LINE | {field: edge}), field) == Decimal(edge)


def test_trailing_zeros_are_not_decimals() -> None:
    texts = ("8.500", "8.5", "8", "8E+2", "0.000", "0.0001000")
    assert [decimals(Decimal(text)) for text in texts] == [1, 1, 0, 0, 0, 4]
    assert line(quantity="1.0000000000").quantity == 1


def test_a_line_says_what_is_offered() -> None:
    with pytest.raises(Refusal) as refused:
        line(description="  ")
    assert refused.value.field == "description"


def test_binary_fractions_are_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError):
        line(quantity=0.1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"currency": "yuan"}, "currency"),
        ({"term_months": 0}, "term_months"),
        ({"term_months": 121}, "term_months"),
        ({"free_months": 121}, "free_months"),
        ({"free_months": -1}, "free_months"),
        ({"form": Form.BUNDLE}, "bundle_price"),
        ({"form": Form.ITEMISED, "bundle_price": Decimal(1)}, "bundle_price"),
        ({"bundle_price": Decimal(-1)}, "bundle_price"),
        ({"bundle_price": Decimal("1.001")}, "bundle_price"),
        ({"bundle_price": Decimal("NaN")}, "bundle_price"),
        ({"lines": ()}, "lines"),
        ({"lines": (line(1), line(2), line(1))}, "lines"),
        ({"lines": tuple(line(i) for i in range(1, 1002))}, "lines"),
    ],
)
def test_an_offer_refuses_what_makes_no_offer(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        offer(**values)
    assert refused.value.field == field


def test_what_is_not_said_is_nothing() -> None:
    bare = offer(
        LineTerms(
            position=1, description="x", unit="月", quantity=Decimal(1), list_price=Decimal(1), vat_rate=Decimal(6)
        )
    )
    assert (bare.lines[0].discount, bare.lines[0].floor_price, bare.free_months, bare.bundle_price) == (
        0,
        None,
        0,
        None,
    )
    assert (bare.payment.prepay_percent, bare.payment.credit_days, bare.service) == (0, 0, ServiceTerms())
    assert RoundingPolicy() == RoundingPolicy(
        scope=RoundingScope.LINE, mode=RoundingMode.HALF_UP, places=2, unit_places=8
    )


@pytest.mark.parametrize(("term", "free"), [(1, 0), (120, 120)])
def test_the_shortest_and_the_longest_term(term: int, free: int) -> None:
    assert offer(term_months=term, free_months=free).term_months == term


def test_prepayment_is_as_fine_as_its_column() -> None:
    assert PaymentTerms(plan=PaymentPlan.MILESTONES, prepay_percent=Decimal("33.33333333")).credit_days == 0
    with pytest.raises(Refusal) as refused:
        PaymentTerms(plan=PaymentPlan.MILESTONES, prepay_percent=Decimal("33.333333333"))
    assert str(refused.value) == "Prepayment has at most 8 decimals."


def test_an_urgent_problem_may_wait_as_long_as_a_normal_one() -> None:
    assert ServiceTerms(urgent_minutes=60, normal_minutes=60).normal_minutes == 60


def test_an_offer_takes_a_thousand_lines() -> None:
    assert len(offer(*(line(i) for i in range(1, 1001))).lines) == 1000


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"prepay_percent": Decimal("100.1")}, "prepay_percent"),
        ({"prepay_percent": Decimal(-1)}, "prepay_percent"),
        ({"credit_days": -1}, "credit_days"),
        ({"credit_days": 731}, "credit_days"),
    ],
)
def test_payment_refuses_what_nobody_pays_by(values: dict[str, Any], field: str) -> None:
    assert PaymentTerms(plan=PaymentPlan.MILESTONES, prepay_percent=Decimal(30), credit_days=60).credit_days == 60
    with pytest.raises(Refusal) as refused:
        PaymentTerms(plan=PaymentPlan.ANNUAL_PREPAID, **values)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"sla_availability": Decimal("100.01")}, "sla_availability"),
        ({"sla_availability": Decimal("99.999999")}, "sla_availability"),
        ({"urgent_minutes": 0}, "urgent_minutes"),
        ({"normal_minutes": 100_001}, "normal_minutes"),
        ({"urgent_minutes": 240, "normal_minutes": 60}, "urgent_minutes"),
    ],
)
def test_service_refuses_what_nobody_can_promise(values: dict[str, Any], field: str) -> None:
    assert ServiceTerms(sla_availability=Decimal("99.9"), urgent_minutes=60, normal_minutes=240).urgent_minutes == 60
    with pytest.raises(Refusal) as refused:
        ServiceTerms(**values)
    assert refused.value.field == field


def test_terms_are_values() -> None:
    assert premium() == premium()
    assert replace(premium(), note="x") != premium()
