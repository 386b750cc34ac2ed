"""A row of a sheet is written in one piece, and nothing typed into it gets out of its quotes."""

from dataclasses import dataclass, replace
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest

from dealdesk.web.templatetags.sheet import said, sheet_line, sheet_words, standing

EVIL = "\"><script>alert(1)</script>&'"


@dataclass(frozen=True)
class Cell:
    name: str
    value: str
    error: str = ""
    now: str = ""
    note: str = ""


@dataclass(frozen=True)
class Line:
    pk: int = 7
    key: str = "7"
    number: str = "1"
    description: str = "720p"
    code: str = "RTC-HD"
    unit: str = "路·年"
    tags: tuple[str, ...] = ()
    is_free: bool = False
    list_price: Decimal = Decimal(62)
    discount: Decimal = Decimal(15)
    unit_price: Decimal = Decimal("52.7")
    subtotal: Decimal = Decimal(527_000)
    total: Decimal = Decimal(500_000)
    itemised: Decimal = Decimal(527_000)


COLUMNS = ("description", "unit", "quantity", "list_price", "discount", "vat_rate", "total")


class Read(HTMLParser):
    """The elements and the words of a row, as a browser sees them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def inputs(self) -> dict[str, str | None]:
        return {str(at.get("id")): at.get("value") for tag, at in self.tags if tag == "input" and at.get("id")}


def row(line: Line, value: str = "15", **cell: str) -> dict[str, Any]:
    cells = {name: Cell(name=f"line-7-{name}", value=value, **cell) for name in COLUMNS}
    return {"line": line, "cells": cells, "origin": "discount=15", "mark": {}}


def read(line: Line, value: str = "15", *, chosen: int | str = "", bundle: bool = False, **cell: str) -> Read:
    return Read(sheet_line(row(line, value, **cell), sheet_words(), chosen, bundle=bundle))


def test_a_product_is_typed_into_where_it_may_change() -> None:
    found = read(Line())
    assert found.inputs() == {
        "from-7": "discount=15",
        "line-7-quantity": "15",
        "line-7-discount": "15",
        "line-7-total": "15",
    }
    assert "RTC-HD" in found.words
    assert "62.00" in found.words


def test_a_free_line_is_typed_in_all_its_columns_but_a_price_that_follows_from_a_model() -> None:
    assert set(read(Line(is_free=True)).inputs()) == {"from-7", *(f"line-7-{name}" for name in COLUMNS)}
    charged = row(Line(is_free=True, tags=("阶梯累进",)))
    del charged["cells"]["list_price"]
    found = Read(sheet_line(charged, sheet_words()))
    assert ("line-7-list_price" in found.inputs(), "阶梯累进" in found.words) == (False, True)


def test_of_one_price_a_share_is_read_and_not_wished_for() -> None:
    found = read(Line(), bundle=True)
    assert ("line-7-total" in found.inputs(), "500,000.00" in found.words) == (False, True)


@pytest.mark.parametrize(("chosen", "checked"), [(7, True), (8, False), ("", False)])
def test_the_chosen_line_is_marked(chosen: int | str, checked: bool) -> None:
    radio = next(at for tag, at in read(Line(), chosen=chosen).tags if at.get("type") == "radio")
    assert ("checked" in radio) is checked


def test_nothing_gets_out_of_its_quotes() -> None:
    line = replace(Line(is_free=True), description=EVIL, code=EVIL, unit=EVIL, tags=(EVIL,))
    for one in (line, replace(line, is_free=False)):
        found = read(one, EVIL, error=EVIL, note=EVIL, now=EVIL)
        assert "script" not in {tag for tag, _ in found.tags}
        assert found.inputs()["line-7-quantity"] == EVIL
        assert EVIL in found.words
    assert "script" not in {tag for tag, _ in Read(standing({"picture": "", "tone": "good", "word": EVIL})).tags}


def test_a_cell_without_words_says_nothing() -> None:
    assert (said(Cell(name="a", value="1")), standing({})) == ("", "")


def test_a_wrong_cell_is_told_to_those_who_do_not_see_it() -> None:
    wrong = [at for tag, at in read(Line(), error="0 到 100").tags if at.get("aria-invalid")]
    assert {at["aria-describedby"] for at in wrong} == {
        "line-7-quantity-said",
        "line-7-discount-said",
        "line-7-total-said",
    }
