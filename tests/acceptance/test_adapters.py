"""What a case may say in other words, or leave out, without its rule being another."""

from decimal import Decimal
from typing import Any

import pytest

from tests.acceptance.adapters import ADAPTERS
from tests.acceptance.adapters.pricing import billed_every

D = Decimal


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("every 24 months", 24),
        ("every 2 years", 24),
        ("Every two years, in advance", 24),
        ("every year", 12),
        ("every quarter", 3),
        ("every three months", 3),
        ("every half-year", 6),
        ("Yearly in advance", 12),
        ("semi-annually", 6),
        ("biannually", 6),
        ("biennially", 24),
        ("quarterly", 3),
        ("all upfront", 30),
        ("in full at the start", 30),
    ],
)
def test_how_often_is_billed_is_read(words: str, months: int) -> None:
    assert billed_every(words, 30) == months


def test_a_way_of_billing_that_nobody_knows_is_not_guessed_at() -> None:
    with pytest.raises(AssertionError, match="no rule for billing"):
        billed_every("when the moon is full", 12)


@pytest.mark.parametrize(
    ("step", "tax"), [("1.0", D(4311)), ("0.010", D("4310.91")), ("1", D(4311)), ("0.1", D("4310.9")), ("10", D(4310))]
)
def test_a_step_is_a_power_of_ten_however_it_is_written(step: str, tax: Decimal) -> None:
    given = {"price_excl": "22689", "tax_pct": 19, "round": step}
    assert ADAPTERS["tax_excluded_rounding"](given)["tax"] == tax


def test_steps_of_cash_are_refused() -> None:
    with pytest.raises(AssertionError, match="no rule for rounding"):
        ADAPTERS["tax_excluded_rounding"]({"price_excl": "22689", "tax_pct": 19, "round": "0.05"})


LINES = [{"qty": 3, "unit_price": D("0.335")}]
CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("vat_split", {"gross": "106", "rate": "0.06"}, {"net": D(100), "vat": D(6)}),
    ("meter:ali", {"previous_gb": 0, "new_gb": 9, "tiers": [[0, None, D("0.24")]], "lines": []}, {"total": D("2.16")}),
    ("meter:agora", {"minutes": 5, "tiers": [[1, None, D(0)]]}, {"split": [[D(5), D(0)]]}),
    (
        "meter:zego",
        {"pull_minutes": {"4K": 10}, "lines": [{"item": "4K", "unit_price": "252", "per": 1000}]},
        {"total": D("2.52")},
    ),
    ("rtc_minutes_mixed", {"video_360p_min": 20, "price_360p": "0.012"}, {"video_fee": D("0.24")}),
    (
        "rtc_subscription_matrix",
        {"minutes": 10, "A": ["360p", "audio"], "price": {"audio": "0.006", "360p": "0.012"}},
        {"A": D("0.18"), "total": D("0.18")},
    ),
    (
        "meter:vonage",
        {"publishers": 0, "subscribers": 4, "minutes": 5},
        {"participant_minutes": D(20), "subscribed_stream_minutes": D(0)},
    ),
    ("rtc_minutes", {"user_minutes": [], "price_per_minute": "0.007"}, {"fee": D(0)}),
    ("bill_lines", {"lines": LINES, "rounding": {"scope": "line"}}, {"total": D("1.01")}),
    ("bill_lines", {"lines": LINES, "rounding": {"scope": "total", "places": 1}}, {"total": D("1.0")}),
    (
        "average_discount_for_approval",
        {
            "lines": [{"list": "100", "rate": "90", "qty": 10}, {"list": "0", "rate": "10", "qty": 4}],
            "header_discount": "0",
        },
        {"average_discount_pct": D(6)},
    ),
]


@pytest.mark.parametrize(("kind", "given", "expected"), CASES, ids=[kind for kind, _, _ in CASES])
def test_a_case_at_the_edge_of_its_rule_is_read(kind: str, given: dict[str, Any], expected: dict[str, Any]) -> None:
    got = ADAPTERS[kind](given)
    assert {name: got[name] for name in expected} == expected


def test_what_does_not_end_agrees_to_the_digits_that_are_printed() -> None:
    given = {"base_lines_total": "1000", "percent": D("12.5"), "term_months": 7, "default_term_months": 12}
    assert abs(ADAPTERS["percent_of_total"](given)["price"] - D("72.92")) <= D("0.005")
