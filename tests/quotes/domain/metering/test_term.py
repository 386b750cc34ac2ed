"""A month's usage on a line that stands for a term."""

from decimal import Decimal

import pytest

from quotes.domain.metering.term import grows_with_term, over_term, times_in


@pytest.mark.parametrize(
    ("unit", "term", "times"),
    [
        ("千分钟", 12, 12),
        ("TB", 3, 3),
        ("Mbps·月", 24, 24),
        ("路·年", 12, 1),
        ("路·年", 36, 3),
        ("路·年", 6, 1),
        ("channel-year", 24, 2),
    ],
)
def test_what_is_paid_by_the_month_is_paid_every_month_and_by_the_year_every_year(
    unit: str, term: int, times: int
) -> None:
    assert times_in(term, unit) == times


def test_a_months_quantity_is_multiplied_exactly() -> None:
    assert over_term(Decimal("39.600001"), 12) == Decimal("475.200012")


@pytest.mark.parametrize(
    ("unit", "grows"),
    [("路·年", True), ("月", True), ("千分钟", True), ("TB", True), ("Mbps·天", True), ("minute", True),
     ("路", False), ("实时路", False), ("Mbps", False), ("head", False)],
)  # fmt: skip
def test_a_quantity_is_for_the_term_where_its_unit_has_a_time(unit: str, grows: bool) -> None:
    assert grows_with_term(unit) is grows
