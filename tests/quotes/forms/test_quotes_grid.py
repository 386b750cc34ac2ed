"""Cells of the grid: plain figures, sums, discounts as people say them, and prices that lead back to a discount."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import translation

from quotes.forms.quotes import Grid
from quotes.models import QuoteLine
from tests.quotes.domain import offers


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def line(pk: int, **fields: object) -> QuoteLine:
    values = {
        "position": pk,
        "group": "质量",
        "product_id": 1,
        "product_code": "RTC-QOS",
        "description": "质量洞察",
        "unit": "月",
        "quantity": Decimal(12),
        "list_price": Decimal(8000),
        "discount": Decimal(0),
        "vat_rate": Decimal(6),
    }
    return QuoteLine(pk=pk, **values | fields)


def grid(**typed: str) -> Grid:
    """A product's line 1 and a free line 2; `line_1_discount="15"` types into a cell."""
    lines = [line(1), line(2, product_id=None, product_code="", group="服务", description="驻场")]
    data = {name.replace("_", "-", 2 if name.startswith("line") else 1): value for name, value in typed.items()}
    return Grid(lines, data, currency="CNY", terms=lambda: offers.offer(*[line.terms() for line in lines]))


@pytest.mark.parametrize(
    ("typed", "discount"),
    [
        ("15", "15"),
        ("8.5折", "15"),
        ("85折", "15"),
        ("-15%", "15"),
        ("=6800", "15"),
        ("＝6,800", "15"),
        ("=13600/2", "15"),
    ],
)
def test_a_discount_is_typed_in_many_ways(typed: str, discount: str) -> None:
    assert grid(line_1_discount=typed).changes() == {1: {"discount": Decimal(discount)}}


def test_a_wanted_subtotal_leads_to_its_discount() -> None:
    assert grid(line_1_discount="0", line_1_total="81,600").changes() == {1: {"discount": Decimal(15)}}


def test_it_is_worked_back_from_the_quantity_and_the_price_typed_beside_it() -> None:
    found = grid(line_2_quantity="=2*5", line_2_list_price="1万", line_2_total="9万").changes()
    assert found == {2: {"quantity": Decimal(10), "list_price": Decimal(10_000), "discount": Decimal(10)}}


def test_a_price_that_no_discount_hits_says_what_it_gives() -> None:
    typed = grid(line_2_list_price="9500", line_2_discount="=9000")
    assert typed.changes()[2]["discount"] == Decimal("5.26315789")
    assert typed.cells(2)["discount"].note == "5.26315789 % comes nearest to 9,000.00: it gives 9,000.00000045."


@pytest.mark.parametrize(
    ("cell", "typed", "said"),
    [
        ("line_1_discount", "=8000.01", "This is above the list price: a discount only takes off."),
        ("line_1_discount", "=x", "Only numbers with + - * / and brackets are worked out here."),
        ("line_1_total", "96000.01", "This is above the list price: a discount only takes off."),
        ("line_1_total", "US$5", "Amounts here are in CNY: convert the amount first."),
    ],
)
def test_what_leads_to_no_discount_is_said_at_its_cell(cell: str, typed: str, said: str) -> None:
    found = grid(**{cell: typed})
    assert found.changes() == {}
    assert found.cells(1)[cell.rsplit("_", 1)[1]].error == said


def test_a_group_is_renamed_with_all_of_its_lines() -> None:
    assert grid(was_0="质量", group_0="质量与监控", was_1="服务", group_1="服务").changes() == {
        1: {"group": "质量与监控"}
    }


def test_a_group_that_nobody_typed_into_keeps_its_name() -> None:
    assert grid(line_1_quantity="12").changes() == {}
