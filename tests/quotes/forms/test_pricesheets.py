"""A workbook of prices: all that is wrong with it is said by sheet, row and column, and what is right is read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dealdesk.kernel.percent import Percent
from dealdesk.sheets import Cell, Column, Sheet, write
from quotes.domain.pricebooks import Packaged, Priced
from quotes.domain.pricesheets import NewProduct, Told
from quotes.forms.pricesheets import Desk, UploadForm, Wrong
from quotes.models import Product
from tests.quotes.workbooks import AT, BUNDLES, ROWS, TITLES, by_hand, row, workbook

HD = Product(code="RTC-HD", name="720p 实时互动并发", family="实时互动", unit="路·年")
REC = Product(code="REC-MIX", name="云端合流录制", family="录制与转推", unit="千分钟")
SUP = Product(code="SUP-724", name="7×24 专属支持", family="服务", unit="月")
OLD = Product(code="OLD-1", name="旧产品", family="服务", unit="月", is_active=False)


def desk(**instead: Any) -> Desk:
    return Desk(
        **{
            "currency": "CNY",
            "tax_included": True,
            "products": {product.code: product for product in (HD, REC, SUP, OLD)},
            "present": frozenset({"RTC-HD", "REC-MIX", "SUP-724"}),
            "sees_floor": True,
        }
        | instead
    )


def form_of(file: bytes, *, add_products: bool = False, **about: Any) -> UploadForm:
    sent = {"add_products": "on"} if add_products else {}
    form = UploadForm(sent, {"file": SimpleUploadedFile("价目.xlsx", file)}, desk=desk(**about), is_draft=True)
    form.is_valid()
    return form


def teller(file: bytes, **options: Any) -> Told:
    form = form_of(file, **options)
    assert form.wrong == []
    assert form.errors == {}
    told: Told = form.cleaned_data["told"]
    return told


def wrong_with(file: bytes, **options: Any) -> list[Wrong]:
    form = form_of(file, **options)
    assert form.errors.keys() == {"file"}
    return form.wrong


def only(file: bytes, **options: Any) -> Wrong:
    (one,) = wrong_with(file, **options)
    return one


def priced(code: str, price: str, floor: str | None, vat: str = "6") -> Priced:
    known = {product.code: product for product in (HD, REC, SUP)}[code]
    return Priced(
        code=code,
        name=known.name,
        unit=known.unit,
        list_price=Decimal(price),
        floor_price=None if floor is None else Decimal(floor),
        vat_rate=Decimal(vat),
    )


class TestWhatIsRead:
    def test_codes_prices_floors_and_rates(self) -> None:
        assert teller(workbook()) == Told(
            prices=(priced("RTC-HD", "62", "46"), priced("REC-MIX", "11", "8"), priced("SUP-724", "9500", "7000")),
            floors=True,
        )

    @pytest.mark.parametrize(
        ("cell", "price"),
        [
            (Decimal("0.00000062"), "0.00000062"),
            ("1,234.50", "1234.5"),
            ("¥1,234.50", "1234.5"),
            ("￥ １，２３４．５０", "1234.5"),
            ("1234.50元", "1234.5"),
            ("RMB 62", "62"),
            ("62.000000000000", "62"),
            ("123456789012.12345678", "123456789012.12345678"),
            (Decimal(0), "0"),
        ],
    )
    def test_a_price_however_it_is_written(self, cell: Cell, price: str) -> None:
        assert teller(workbook([row(price=cell)])).prices[0].list_price == Decimal(price)

    @pytest.mark.parametrize(
        ("cell", "rate"),
        [
            (Percent(Decimal(6)), "6"),
            (Decimal(13), "13"),
            ("6%", "6"),
            ("６％", "6"),
            ("0.5%", "0.5"),
            (Decimal(0), "0"),
        ],
    )
    def test_a_rate_however_it_is_written(self, cell: Cell, rate: str) -> None:
        assert teller(workbook([row(vat=cell)])).prices[0].vat_rate == Decimal(rate)

    @pytest.mark.parametrize("code", ["RTC-HD", " RTC-HD ", "ＲＴＣ－ＨＤ"])
    def test_a_code_in_full_width_or_with_spaces(self, code: str) -> None:
        assert teller(workbook([row(code)])).prices[0].code == "RTC-HD"

    def test_a_code_of_digits_that_the_spreadsheet_took_for_a_number(self) -> None:
        product = Product(code="1001", name="x", family="x", unit="x")
        told = teller(workbook([row(Decimal(1001))]), products={"1001": product})  # type: ignore[arg-type]
        assert told.prices[0].code == "1001"

    def test_blank_rows_are_passed_over_and_counted(self) -> None:
        file = workbook([[], row("RTC-HD"), [None, "  "], [], row("REC-MIX", "x")])
        assert [one.row for one in wrong_with(file)] == [6]

    def test_titles_in_either_language_in_any_order_and_with_a_remark(self) -> None:
        titles = ("VAT rate", "LIST PRICE（CNY，含税）", "code")
        assert teller(workbook([[Decimal(6), Decimal(9), "RTC-HD"]], titles=titles)).prices == (
            priced("RTC-HD", "9", None),
        )

    def test_a_workbook_of_one_sheet_is_its_prices_whatever_it_is_called(self) -> None:
        file = write([Sheet("Sheet1", [Column(title) for title in TITLES], [row()])], at=AT)
        assert [one.code for one in teller(file).prices] == ["RTC-HD"]

    def test_without_the_column_floors_are_not_spoken_of(self) -> None:
        file = workbook([["RTC-HD", Decimal(60), Decimal(6)]], titles=("代码", "目录价", "税率"))
        assert teller(file).floors is False
        assert teller(workbook()).floors is True

    def test_bundles_with_their_price_in_the_first_row(self) -> None:
        rows = [
            ["高级版", "1,200,000", "全套", "RTC-HD", None, Decimal(10000)],
            ["高级版", None, None, "REC-MIX", None, "９，６００"],
            ["基础版", Decimal(800), None, "RTC-HD", None, Decimal("0.5")],
        ]
        assert teller(workbook(bundles=rows)).bundles == (
            Packaged(
                name="高级版",
                price=Decimal(1200000),
                note="全套",
                items=frozenset({("RTC-HD", Decimal(10000)), ("REC-MIX", Decimal(9600))}),
            ),
            Packaged(name="基础版", price=Decimal(800), items=frozenset({("RTC-HD", Decimal("0.5"))})),
        )
        assert teller(workbook()).bundles is None
        assert teller(workbook(bundles=[])).bundles == ()

    def test_a_formula_counts_as_its_last_value(self) -> None:
        def fill(book: Any, page: Any) -> None:
            page.write_row(1, 0, ["RTC-HD", "", "", ""])
            page.write_formula(1, 4, "=B9*1.03", value=63.86)
            page.write_number(1, 6, 6)

        assert teller(by_hand(fill)).prices[0].list_price == Decimal("63.86")

    def test_what_was_not_read_is_named(self) -> None:
        file = workbook([[*row(), "旧价"]], titles=(*TITLES, "去年价格"), about=[["币种", "CNY"]])
        assert form_of(file).unread == ["价目 · 去年价格"]

    def test_a_new_product_only_if_that_was_asked_for(self) -> None:
        new = ["RLY-CDN", "转推 CDN", "录制与转推", "GB", Decimal("0.5"), None, Decimal(6)]
        assert only(workbook([new])) == Wrong("价目", 2, "A 代码", "没有产品 RLY-CDN：请改正代码，或勾选新增产品。")
        assert teller(workbook([new]), add_products=True).products == (
            NewProduct(code="RLY-CDN", name="转推 CDN", family="录制与转推", unit="GB"),
        )


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("cells", "column", "why"),
        [
            (row(price="abc"), "E 目录价", "“abc”不是数字：请写成 1234.56 这样。"),
            (row(price="1.234,56"), "E 目录价", "“1.234,56”不是数字：请写成 1234.56 这样。"),
            (row(price="1,23"), "E 目录价", "“1,23”不是数字：请写成 1234.56 这样。"),
            (row(price="NaN"), "E 目录价", "“NaN”不是数字：请写成 1234.56 这样。"),
            (row(price="1e999999999"), "E 目录价", "1e999999999 太大，存不下：请核对。"),
            (row(price=None), "E 目录价", "这一格是空的：请填写。"),
            (row(price="  "), "E 目录价", "这一格是空的：请填写。"),
            (row(price=Decimal(-1)), "E 目录价", "-1 是负数：请填 0 或更大的数。"),
            (row(price="1.123456789"), "E 目录价", "1.123456789 的小数超过 8 位：请四舍五入。"),
            (row(price=Decimal(10**13)), "E 目录价", "10000000000000 太大，存不下：请核对。"),
            (row(price="US$ 5"), "E 目录价", "这里的金额以 CNY 计，请先换算。"),
            (row(price=Percent(Decimal(6))), "E 目录价", "这里应填价格，单元格却是百分比：请把格式改为数值。"),
            (row(price=True), "E 目录价", "这是逻辑值：请改填数值或文字。"),
            (row(floor=Decimal(63)), "F 底价", "底价高于目录价：请调低底价，或调高目录价。"),
            (row(floor="无"), "F 底价", "“无”不是数字：请写成 1234.56 这样。"),
            (row(vat=None), "G 增值税税率", "这一格是空的：请填写。"),
            (row(vat=Decimal(101)), "G 增值税税率", "101 超过了 100：请核对。"),
            (row(vat=Decimal("0.06")), "G 增值税税率", "0.06 可能是 6 %，也可能不足百分之一：请带百分号填写，如 6%。"),
            (row("XXX"), "A 代码", "没有产品 XXX：请改正代码，或勾选新增产品。"),
            (row("OLD-1"), "A 代码", "OLD-1 已停售：请删去这一行。"),
            (row(""), "A 代码", "这一行没有产品代码：请填写，或删去这一行。"),
            (
                ["RTC-HD", "别的", None, None, Decimal(62), None, Decimal(6)],
                "B 产品",
                "系统里 RTC-HD 的这一项是“720p 实时互动并发”：请核对代码，或改回来。",
            ),
            (
                ["RTC-HD", None, None, "路·月", Decimal(62), None, Decimal(6)],
                "D 单位",
                "系统里 RTC-HD 的这一项是“路·年”：请核对代码，或改回来。",
            ),
        ],
    )
    def test_one_cell(self, cells: list[Cell], column: str, why: str) -> None:
        assert only(workbook([cells])) == Wrong("价目", 2, column, why)

    def test_a_date_where_a_price_belongs(self) -> None:
        def fill(book: Any, page: Any) -> None:
            page.write_row(1, 0, ["RTC-HD", "", "", ""])
            page.write_datetime(1, 4, date(2026, 1, 2), book.add_format({"num_format": "yyyy-mm-dd"}))
            page.write_number(1, 6, 6)

        assert only(by_hand(fill)) == Wrong("价目", 2, "E 目录价", "这是日期或时间：请把单元格设为数值后重填。")

    @pytest.mark.parametrize(
        ("value", "why"),
        [("", "公式还没有算出结果：请打开文件重算并保存。"), ("#REF!", "这一格显示 #REF!：请把公式换成数值。")],
    )
    def test_a_formula_without_a_value(self, value: str, why: str) -> None:
        def fill(book: Any, page: Any) -> None:
            page.write_row(1, 0, ["RTC-HD", "", "", ""])
            page.write_formula(1, 4, "=Z9", value=value)
            page.write_number(1, 6, 6)

        assert only(by_hand(fill)) == Wrong("价目", 2, "E 目录价", why)

    def test_merged_cells(self) -> None:
        def fill(book: Any, page: Any) -> None:
            page.write_row(1, 0, ["RTC-HD", "", "", "", 62, "", 6])
            page.merge_range(2, 0, 3, 1, "")

        assert only(by_hand(fill)) == Wrong("价目", 3, "A", "A3:B4 是合并单元格：请取消合并并逐格填写。")

    def test_a_code_that_stands_there_twice(self) -> None:
        assert only(workbook([row("RTC-HD"), row("REC-MIX"), row("RTC-HD", Decimal(61))])) == Wrong(
            "价目", 4, "A 代码", "RTC-HD 在第 2 行已经有了：请只留一行。"
        )

    def test_a_missing_column_and_one_that_is_there_twice(self) -> None:
        titles = ("代码", "目录价", "目录价")
        assert wrong_with(workbook([["RTC-HD", Decimal(1), Decimal(1)]], titles=titles)) == [
            Wrong("价目", 1, "B 目录价", "这一列出现了两次：请删去一列。"),
            Wrong("价目", 1, "增值税税率", "缺少“增值税税率”列：请按这个列名补上。"),
        ]

    def test_no_sheet_of_prices_and_no_row(self) -> None:
        file = write([Sheet(name, [Column("代码")], []) for name in ("一", "二")], at=AT)
        assert only(file) == Wrong("", None, "", "没有名为“价目”的工作表：请把放价格的那张改成这个名字。")
        assert only(workbook([])) == Wrong("价目", None, "", "没有一行价格：请至少填一行。")

    def test_everything_at_once_is_listed_and_nothing_is_left_for_the_next_try(self) -> None:
        rows = [row("XXX", "x", "y", None), row("RTC-HD", Decimal(-1)), row("RTC-HD", None)]
        assert [(one.row, one.column) for one in wrong_with(workbook(rows))] == [
            (2, "E 目录价"),
            (2, "G 增值税税率"),
            (2, "F 底价"),
            (2, "A 代码"),
            (3, "E 目录价"),
            (4, "E 目录价"),
            (4, "A 代码"),
        ]

    def test_a_new_product_without_its_name(self) -> None:
        wrong = wrong_with(workbook([row("A-CODE-LONGER-THAN-TWENTY")]), add_products=True)
        assert [(one.column, one.why) for one in wrong] == [
            ("A 代码", "这里最多 20 个字符：请缩短。"),
            ("B 产品", "新产品必须填这一项：请填写。"),
            ("C 产品线", "新产品必须填这一项：请填写。"),
            ("D 单位", "新产品必须填这一项：请填写。"),
        ]

    def test_floors_from_somebody_to_whom_they_are_no_business(self) -> None:
        assert only(workbook(), sees_floor=False) == Wrong("价目", 1, "F 底价", "你无权填写底价：请删去这一列。")

    def test_a_file_of_another_currency_or_tax_basis(self) -> None:
        assert wrong_with(workbook(about=[["币种", "USD"], ["税基", "不含税"]])) == [
            Wrong("说明", 2, "B", "文件的币种是 USD，价目表是 CNY：请用本价目表导出的文件。"),
            Wrong("说明", 3, "B", "文件的税基与价目表不同：请用本价目表导出的文件。"),
        ]
        assert teller(workbook(about=[["Currency", "cny"], ["Tax basis", "含税"]])).prices

    @pytest.mark.parametrize(
        ("cells", "column", "why"),
        [
            (["", Decimal(1), None, "RTC-HD", None, Decimal(1)], "A 套餐", "这是哪个套餐？请在它的每一行写上名称。"),
            (["甲", None, None, "RTC-HD", None, Decimal(1)], "B 打包价", "这一格是空的：请填写。"),
            (["甲", "1.005", None, "RTC-HD", None, Decimal(1)], "B 打包价", "1.005 的小数超过 2 位：请四舍五入。"),
            (["甲", Decimal(1), None, "XXX", None, Decimal(1)], "D 代码", "价目里没有 XXX：套餐只能包含有价格的产品。"),
            (["甲", Decimal(1), None, "RTC-HD", None, Decimal(0)], "F 数量", "数量必须大于 0：请填写，或删去这一行。"),
            (["甲", Decimal(1), None, "RTC-HD", None, None], "F 数量", "这一格是空的：请填写。"),
        ],
    )
    def test_a_row_of_a_bundle(self, cells: list[Cell], column: str, why: str) -> None:
        assert only(workbook(bundles=[cells])) == Wrong("套餐", 2, column, why)

    def test_a_bundle_that_contradicts_itself(self) -> None:
        rows = [
            ["甲", Decimal(1), "一", "RTC-HD", None, Decimal(1)],
            ["甲", Decimal(2), "二", "RTC-HD", None, Decimal(1)],
        ]
        assert [(one.row, one.column, one.why) for one in wrong_with(workbook(bundles=rows))] == [
            (3, "B 打包价", "这个套餐上面已写了另一个价格：请只留一个。"),
            (3, "C 备注", "这个套餐上面已写了另一条备注：请只留一条。"),
            (3, "D 代码", "这个套餐里已有 RTC-HD：请把数量合并成一行。"),
        ]

    def test_a_bundle_sheet_without_its_columns(self) -> None:
        sheets = [
            Sheet("价目", [Column(title) for title in TITLES], ROWS),
            Sheet("套餐", [Column(title) for title in BUNDLES[:3]], [["甲", Decimal(1), None]]),
        ]
        assert [(one.sheet, one.row, one.column) for one in wrong_with(write(sheets, at=AT))] == [
            ("套餐", 1, "代码"),
            ("套餐", 1, "数量"),
        ]

    def test_a_file_that_is_no_workbook(self) -> None:
        form = form_of(b"code,price")
        assert form.errors == {"file": ["这不是 Excel 工作簿：请另存为 .xlsx 后再选。"]}
