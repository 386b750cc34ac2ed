from datetime import date

import pytest

from stakeholders.domain.privacy import cross_out, due_on, is_due


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


@pytest.mark.parametrize(
    ("text", "name", "known", "left"),
    [
        ("王敏说太贵", "王敏", [], "#7说太贵"),
        ("王敏之说太贵", "王敏", ["王敏之"], "王敏之说太贵"),
        ("王敏之与王敏", "王敏", ["王敏之"], "王敏之与#7"),
        ("老王敏、王敏华和王敏", "王敏", ["王敏华", "老王敏"], "老王敏、王敏华和#7"),
        # Nobody of a longer name is known: what stands there is taken for the person.
        ("王敏之说太贵", "王敏", ["王敏", "敏之"], "#7之说太贵"),
        ("请Li确认，Lisa和Eli抄送", "Li", [], "请#7确认，Lisa和Eli抄送"),
        ("Li Na 与 Li", "Li", ["Li Na"], "Li Na 与 #7"),
        ("José. Josés", "José", [], "#7. Josés"),
        ("a.b 与 axb", "a.b", [], "#7 与 axb"),
    ],
)
def test_a_name_is_crossed_out_where_it_stands_as_a_whole(text: str, name: str, known: list[str], left: str) -> None:
    assert cross_out(text, name, "#7", known=known) == left
