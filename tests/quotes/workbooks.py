"""Workbooks of prices as people fill them in."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from dealdesk.kernel.percent import Percent
from dealdesk.sheets import Cell, Column, Kind, Sheet, write

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TITLES = ("代码", "产品", "产品线", "单位", "目录价", "底价", "税率")
TIERS = ("代码", "产品", "计价方式", "截止值", "从", "到", "单价", "固定费", "百分比")
BUNDLES = ("套餐", "套餐价", "备注", "代码", "产品", "数量")
# What the price book of the cast says.
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("RTC-HD", "720p 实时互动并发", "实时互动", "路·年", Decimal(62), Decimal(46), Percent(Decimal(6))),
    ("REC-MIX", "云端合流录制", "录制与转推", "千分钟", Decimal(11), Decimal(8), Percent(Decimal(6))),
    ("SUP-724", "7×24 专属支持", "服务", "月", Decimal(9500), Decimal(7000), Percent(Decimal(6))),
)


def row(code: str = "RTC-HD", price: Cell = Decimal(62), floor: Cell = None, vat: Cell = Decimal(6)) -> list[Cell]:
    """A row under the titles; names may be left out."""
    return [code, None, None, None, price, floor, vat]


def sheet(name: str, titles: tuple[str, ...], rows: Any) -> Sheet:
    columns = [Column(title, Kind.NUMBER) for title in titles]
    return Sheet(name, columns, [[*cells, *[None] * (len(titles) - len(cells))] for cells in rows])


def workbook(
    rows: Any = ROWS,
    *,
    titles: tuple[str, ...] = TITLES,
    bundles: Any = None,
    about: Any = None,
    tiers: Any = None,
) -> bytes:
    sheets = [sheet("价目", titles, rows)]
    if bundles is not None:
        sheets.append(sheet("套餐", BUNDLES, bundles))
    if tiers is not None:
        sheets.append(sheet("阶梯", TIERS, tiers))
    if about is not None:
        sheets.append(sheet("说明", ("项目", "内容"), about))
    return write(sheets, at=AT)


def by_hand(fill: Any, titles: tuple[str, ...] = TITLES) -> bytes:
    """A sheet with its titles, and whatever `fill(book, page)` does to it."""
    out = BytesIO()
    with Workbook(out) as book:
        page = book.add_worksheet("价目")
        page.write_row(0, 0, titles)
        fill(book, page)
    return out.getvalue()
