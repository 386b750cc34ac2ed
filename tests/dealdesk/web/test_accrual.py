"""A sum a day until it meets its cap."""

from decimal import Decimal as D

from dealdesk.web.charts import EMPTY, Passed, accrual

MET = Passed(amount=D(200_000), day=25, words="第 25 天触顶", kind="floor")


def test_the_day_on_which_the_cap_is_met_is_named() -> None:
    drawn = accrual(D(8_000), D(200_000), [MET], label="每日 8,000", width=640)
    assert ["第 25 天触顶" in drawn, 'aria-label="每日 8,000"' in drawn, drawn.count("<circle")] == [True, True, 1]


def test_without_a_cap_the_line_goes_on_and_names_no_day() -> None:
    assert accrual(D(8_000), None, [], label="每日 8,000", width=640).count("<circle") == 0


def test_nothing_is_drawn_of_a_sum_that_grows_by_nothing() -> None:
    assert accrual(D(0), D(1), [], label="", width=640) == EMPTY
