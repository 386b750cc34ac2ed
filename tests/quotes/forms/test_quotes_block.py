"""A block from a spreadsheet: put down at a cell, read as a whole, refused as a whole."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import translation

from quotes.forms.quotes import BlockForm
from quotes.forms.quotes.block import table
from quotes.models import PriceBookVersion, QuoteVersion
from quotes.queries.quotes import items_of, lines_of


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def block(version: QuoteVersion, rows: str, *, at: int = 0, column: str = "quantity") -> BlockForm:
    lines = lines_of(version)
    return BlockForm(
        {"line": str(lines[at].pk), "column": column, "rows": rows},
        lines=lines,
        items=items_of(version.price_book),
        terms=version.terms(),
    )


def wrong(form: BlockForm) -> list[tuple[int, str]]:
    assert not form.is_valid()
    return [(one.row, one.why) for one in form.wrong]


class TestTable:
    def test_a_cell_in_quotes_keeps_its_tabs_and_line_breaks_together(self) -> None:
        assert table('a\t"b\r\nc"\t"d\te""f"\r\ng\r\n\r\n') == [(1, ["a", "b c", 'd e"f']), (2, ["g"])]

    def test_the_head_is_left_out_and_rows_keep_their_numbers(self) -> None:
        assert table("品名\t数量\nx\t1") == [(2, ["x", "1"])]


class TestCells:
    def test_a_block_fills_down_and_right(self, version: QuoteVersion) -> None:
        form = block(version, "8,000\t￥62.00\t15%\n\t\t9折\n", column="quantity")

        assert form.is_valid(), form.wrong
        first, second, _ = (line.pk for line in lines_of(version))
        assert form.changes == {
            first: {"quantity": Decimal(8000), "discount": Decimal(15)},
            second: {"discount": Decimal(10)},
        }

    def test_a_wanted_subtotal_in_a_block_leads_to_the_discount(self, version: QuoteVersion) -> None:
        form = block(version, "102,600", at=2, column="total")
        assert form.is_valid()
        assert list(form.changes.values()) == [{"discount": Decimal(10)}]

    def test_every_wrong_cell_is_named_by_row_and_column_and_nothing_is_kept(self, version: QuoteVersion) -> None:
        form = block(version, "x\t61\t15\n100\t\t180\n1\t\t1\t\t9")
        assert wrong(form) == [
            (1, "List price：The price book says what RTC-HD is."),
            (1, "Quantity：Type a number here, such as 1200 or 12.5."),
            (2, "Discount %：A discount is from 0 to 100."),
            (3, "The block is wider than the table."),
        ]

    def test_a_line_that_is_gone_takes_nothing(self, version: QuoteVersion) -> None:
        form = BlockForm(
            {"line": "1", "column": "quantity", "rows": "1"},
            lines=lines_of(version),
            items=[],
            terms=version.terms(),
        )
        assert not form.is_valid()


class TestWhatHangsOver:
    def test_a_product_by_code_or_name_and_a_free_line_are_new(
        self, version: QuoteVersion, price_book: PriceBookVersion
    ) -> None:
        rows = "7×24 专属支持\t月\t12\nrtc-hd\t\t200\t\t5\n驻场联调\t人日\t1.5万\t3500\n"
        form = block(version, rows, at=2, column="description")

        assert form.is_valid(), form.wrong
        assert [(line.product_code, line.quantity, line.discount, line.vat_rate) for line in form.lines] == [
            ("RTC-HD", Decimal(200), Decimal(5), Decimal(6)),
            ("", Decimal(15_000), Decimal(0), Decimal(6)),
        ]
        assert form.lines[1].group == "服务"

    def test_figures_without_a_name_are_nobodys(self, version: QuoteVersion) -> None:
        assert wrong(block(version, "1\n2\n", at=2)) == [
            (2, "There is no line here: a new one begins with a product or a description.")
        ]

    def test_no_rate_is_guessed_where_there_are_several(self, version: QuoteVersion) -> None:
        version.lines.filter(product_code="SUP-724").update(vat_rate=Decimal(13))
        form = block(version, "SUP-724\n驻场\t人日\t1\t3500", at=2, column="description")
        assert wrong(form) == [(2, "VAT %：This offer has several VAT rates: add the free line by hand.")]

    def test_a_free_line_says_all_it_needs(self, version: QuoteVersion) -> None:
        form = block(version, "SUP-724\n驻场\t\tx", at=2, column="description")
        assert [row for row, _ in wrong(form)] == [2, 2, 2]


@pytest.mark.parametrize("rows", ["\0", '"', "\t\t\t", "=1/0", "a" * 199_999, "\n" * 500])
def test_nonsense_is_answered_with_words(version: QuoteVersion, rows: str) -> None:
    form = block(version, rows)
    assert form.is_valid() == (not form.errors)
