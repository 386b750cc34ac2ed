"""Importing a notice: read, shown, stored."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stakeholders.models import JournalEntry, NoticedDay, User, WorkdayNotice

ClientOf = Callable[[User], Client]
PAGE = "/workdays/import/"
NOTICE = {"year": "2027", "title": "关于 2027 年部分节假日安排的通知", "source": "中国政府网"}
ROWS = "日期,安排,名称\n2027-01-01,休,元旦\n2027/1/3，班，元旦\n"

pytestmark = pytest.mark.django_db


def stored() -> list[tuple[str, bool, str]]:
    return [(f"{day.day:%m-%d}", day.is_worked, day.name) for day in NoticedDay.objects.all()]


def test_a_notice_is_shown_before_it_is_stored(client_of: ClientOf, adm: User) -> None:
    client = client_of(adm)
    shown = client.post(PAGE, NOTICE | {"rows": ROWS})
    assert (shown.status_code, stored()) == (200, [])
    assert "放假 1 天，调休上班 1 天" in shown.content.decode()
    assert client.post(PAGE, NOTICE | {"rows": ROWS, "seen": "on"}).status_code == 303
    assert stored() == [("01-01", False, "元旦"), ("01-03", True, "元旦")]
    entry = JournalEntry.objects.get(act="import_workdays")
    assert (entry.facts["year"], entry.facts["days"], entry.stream) == (2027, 2, "desk")


def test_a_later_notice_takes_the_place_of_the_whole_year(client_of: ClientOf, adm: User) -> None:
    client = client_of(adm)
    for rows in (ROWS, "2027-10-01,休,国庆节"):
        client.post(PAGE, NOTICE | {"rows": rows, "seen": "on"})
    assert stored() == [("10-01", False, "国庆节")]
    assert WorkdayNotice.objects.count() == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_in_the_place_of_lines_and_comes_back_as_lines(
    client_of: ClientOf, adm: User, encoding: str
) -> None:
    file = SimpleUploadedFile("放假.csv", ROWS.encode(encoding))
    shown = client_of(adm).post(PAGE, NOTICE | {"file": file})
    assert (shown.status_code, shown.context["read"].worked) == (200, 1)
    assert "2027/1/3，班，元旦" in shown.content.decode()


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("2027-01-01,休,元旦\n2027-02-30,休,春节", [2]),
        ("2027-01-01,休,元旦\n2027-01-01,班,元旦", [2]),
        ("2027-01-01,放,元旦\n2028-01-01,休,元旦", [1, 2]),
        ("2027-01-04,班,元旦", [1]),
        ("2027-01-01,休\n2027-01-02", [1, 2]),
        ("\n".join(["2027-01-01,休,元旦"] * 130), [*range(2, 121), 120]),
    ],
)
def test_a_line_that_cannot_be_is_named_by_its_number_and_nothing_is_stored(
    client_of: ClientOf, adm: User, rows: str, lines: list[int]
) -> None:
    answer = client_of(adm).post(PAGE, NOTICE | {"rows": rows, "seen": "on"})
    assert (answer.status_code, [line for line, _ in answer.context["wrong"]], stored()) == (422, lines, [])


@pytest.mark.parametrize(
    ("content", "field"), [(b"\xff\xfe\x00\x01\x81", "file"), (b"x" * 20_001, "file"), (b"\n\n", "rows")]
)
def test_a_file_that_is_no_notice_is_refused(client_of: ClientOf, adm: User, content: bytes, field: str) -> None:
    answer = client_of(adm).post(PAGE, NOTICE | {"file": SimpleUploadedFile("x.csv", content)})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})


def test_everybody_reads_the_calendar_and_an_administrator_imports_it(
    client_of: ClientOf, ada: User, adm: User
) -> None:
    page = client_of(ada).get("/workdays/")
    assert (page.status_code, PAGE in page.content.decode()) == (200, False)
    assert client_of(ada).post(PAGE, NOTICE | {"rows": ROWS, "seen": "on"}).status_code == 403
    assert client_of(adm).post(PAGE, NOTICE | {"rows": ROWS, "seen": "on"}).status_code == 303
