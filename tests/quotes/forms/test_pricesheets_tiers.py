"""The sheet of tiers: rows become price models, and a table with holes is said where they are."""

from decimal import Decimal

import pytest

from dealdesk.sheets import Cell
from quotes.domain.pricesheets import Told
from quotes.domain.pricing.charges import Block, Bound, Graduated, Tier, Volume
from quotes.forms.pricesheets import Wrong
from tests.quotes.forms.test_pricesheets import only, teller
from tests.quotes.workbooks import workbook


def tier(code: str, mode: str | None, start: Cell, end: Cell, unit: Cell = None, **more: Cell) -> list[Cell]:
    return [code, None, mode, more.get("upper"), start, end, unit, more.get("flat"), more.get("percent")]


NOUGHT, NINE = Decimal(0), Decimal(9)
ONE_OF = "请填其中之一：阶梯累进、阶梯到达、区间一口价。"
UNSURE = "0.5 可能是 50 %，也可能不足百分之一：请带百分号填写，如 6%。"


class TestTiers:
    def test_rows_become_a_price_model(self) -> None:
        rows = [
            tier("RTC-HD", "累进", Decimal(0), "1,000", Decimal("0.05")),
            tier("RTC-HD", "累进", Decimal(1000), None, "￥0.04", flat=Decimal(10), percent="2%"),
            tier("REC-MIX", "Volume tiers", Decimal(0), None, Decimal(3), upper="不含"),
            tier("SUP-724", "block", Decimal(0), None, flat=Decimal(9000)),
        ]
        assert teller(workbook(tiers=rows)).tiers == {
            "RTC-HD": Graduated(
                tiers=(
                    Tier(start=Decimal(0), up_to=Decimal(1000), unit=Decimal("0.05")),
                    Tier(start=Decimal(1000), unit=Decimal("0.04"), flat=Decimal(10), percent=Decimal(2)),
                )
            ),
            "REC-MIX": Volume(tiers=(Tier(unit=Decimal(3)),), upper=Bound.EXCLUSIVE),
            "SUP-724": Block(tiers=(Tier(flat=Decimal(9000)),), upper=Bound.EXCLUSIVE),
        }
        assert teller(workbook()).tiers is None
        assert teller(workbook(tiers=[])).tiers == {}

    @pytest.mark.parametrize(
        ("rows", "row", "column", "why"),
        [
            ([tier("XXX", "累进", NOUGHT, None)], 2, "A 代码", "价目里没有 XXX：阶梯只能属于有价格的产品。"),
            ([tier("RTC-HD", "随便", NOUGHT, None)], 2, "C 计价方式", ONE_OF),
            ([tier("RTC-HD", None, NOUGHT, None)], 2, "C 计价方式", ONE_OF),
            ([tier("RTC-HD", "累进", NOUGHT, None, upper="?")], 2, "D 截止值", "请填其中之一：归本档、归下一档。"),
            ([tier("RTC-HD", "累进", None, None)], 2, "E 从", "这一格是空的：请填写。"),
            ([tier("RTC-HD", "累进", NOUGHT, "多")], 2, "F 到", "“多”不是数字：请写成 1234.56 这样。"),
            ([tier("RTC-HD", "累进", NOUGHT, None, "-1")], 2, "G 单价", "-1 是负数：请填 0 或更大的数。"),
            ([tier("RTC-HD", "累进", NOUGHT, None, percent=Decimal("0.5"))], 2, "I 百分比", UNSURE),
            (
                [tier("RTC-HD", "累进", NOUGHT, NINE), tier("RTC-HD", "到达", NINE, None)],
                3,
                "C 计价方式",
                "RTC-HD 上面是另一种计价方式：一个产品只有一种。",
            ),
            (
                [tier("RTC-HD", "累进", NOUGHT, NINE, upper="含"), tier("RTC-HD", "累进", NINE, None, upper="不含")],
                3,
                "D 截止值",
                "RTC-HD 上面写的不同：一张表的截止值归属要一致。",
            ),
        ],
    )
    def test_a_row_that_is_wrong(self, rows: list[list[Cell]], row: int, column: str, why: str) -> None:
        assert only(workbook(tiers=rows)) == Wrong("阶梯", row, column, why)

    @pytest.mark.parametrize(
        ("rows", "row", "column"),
        [
            ([(0, 10), (20, None)], 3, "E 从"),
            ([(0, 10), (5, None)], 3, "E 从"),
            ([(0, 10), (10, 20)], 3, "F 到"),
            ([(5, None)], 2, "E 从"),
            ([(0, None), (10, None)], 2, "F 到"),
            ([(0, 0), (0, None)], 2, "F 到"),
        ],
    )
    def test_a_table_with_holes_is_said_where_they_are(
        self, rows: list[tuple[int, int | None]], row: int, column: str
    ) -> None:
        sent = [
            tier("RTC-HD", "累进", Decimal(start), None if end is None else Decimal(end), Decimal(1))
            for start, end in rows
        ]
        wrong = only(workbook(tiers=sent))
        assert (wrong.sheet, wrong.row, wrong.column) == ("阶梯", row, column)


def test_what_was_read_survives_being_kept() -> None:
    bundles = [["甲", Decimal("1.5"), "注", "RTC-HD", None, Decimal("0.000001")]]
    told = teller(workbook(bundles=bundles, tiers=[tier("RTC-HD", "到达", Decimal(0), None, Decimal("0.00000001"))]))
    assert Told.from_json(told.to_json()) == told
