"""Money by month as a picture."""

from decimal import Decimal as D

from dealdesk.web.charts import EMPTY, PHONE, CashColumn, CashWords, cash, narrow_cash

WORDS = CashWords(earned="流入", spent="流出", standing="累计")


def columns(spent: D | None) -> list[CashColumn]:
    return [CashColumn(label=f"27-{i:02}", earned=D(10_000 * i), spent=spent, standing=D(-5_000)) for i in range(1, 13)]


def test_what_goes_out_stands_below_the_line_and_only_where_it_is_known() -> None:
    known, unknown = cash(columns(D(20_000)), WORDS), cash(columns(None), WORDS)
    assert [known.count("<rect"), unknown.count("<rect")] == [12 + 12 + 2, 12 + 1]
    assert ["流出" in known, "流出" in unknown] == [True, False]


def test_a_phone_names_every_month_that_has_room() -> None:
    wide, narrow = cash(columns(None), WORDS, label="逐月现金"), narrow_cash(columns(None), WORDS)
    assert [one.count("27-") for one in (wide, narrow)] == [12, 6]
    assert f'width="{PHONE}"' in narrow
    assert 'aria-label="逐月现金"' in wide


def test_nothing_is_drawn_of_no_months() -> None:
    assert cash([], WORDS) == EMPTY
