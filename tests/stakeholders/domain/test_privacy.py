from datetime import date

import pytest

from stakeholders.domain.privacy import due_on, is_due


@pytest.mark.parametrize(
    ("closed_on", "months", "due"),
    [
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_what_is_kept_ends_on_the_same_day_so_many_months_later(closed_on: date, months: int, due: date) -> None:
    assert due_on(closed_on, months) == due


def test_it_is_due_on_the_day_itself_and_not_the_day_before() -> None:
    assert [is_due(date(2026, 11, 24), 12, date(2027, 11, day)) for day in (23, 24, 25)] == [False, True, True]
