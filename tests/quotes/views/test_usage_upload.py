"""A customer's own curve in the browser: read, told what is wrong with it, drawn, and kept from those it is not for."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from quotes.domain.usage.series import MISSING
from quotes.models import UsageSeries
from stakeholders.domain.people import Role
from stakeholders.models import Deal, JournalEntry, User
from stakeholders.permissions import MAY, Act
from tests.factories import stakeholders as whom
from tests.factories import usage as used
from tests.quotes.domain.usage.scenarios import series
from tests.quotes.views.typing_in import HTMX, ClientOf

pytestmark = pytest.mark.usefixtures("today")

START = datetime.fromisoformat("2026-10-01T00:00:00")
GOOD = "时间,并发\n" + "\n".join(f"2026-10-01 00:{5 * n:02},{100 * n}" for n in range(12))


def upload(client: Client, deal: Deal, file: bytes | str, name: str = "十月.csv", **typed: str) -> HttpResponse:
    content = file.encode() if isinstance(file, str) else file
    plain = {"measure": "streams", "column": "2", "name": "十月日志", "source": "客户导出"}
    sent = {"file": SimpleUploadedFile(name, content), **plain, **typed}
    return client.post(f"/deals/{deal.pk}/usage/series/new/", sent)


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, moment = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        clock = book.add_format({"num_format": "hh:mm"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime | time):
                    sheet.write_datetime(number, column, cell, moment if isinstance(cell, datetime) else clock)
                else:
                    sheet.write(number, column, cell)
    return out.getvalue()


class TestFile:
    def test_a_text_is_read_and_kept_as_it_was_read(self, client_of: ClientOf, deal: Deal, pre: User) -> None:
        answer = upload(client_of(pre), deal, GOOD)
        made = UsageSeries.objects.get()
        assert (answer.status_code, answer["Location"]) == (303, f"/series/{made.pk}/")
        assert made.series().points.tolist() == [100_000 * n for n in range(12)]
        assert (made.file_name, made.sha256) == ("十月.csv", hashlib.sha256(GOOD.encode()).hexdigest())
        assert JournalEntry.objects.latest("id").act == "keep_series"

    @pytest.mark.parametrize(
        "content",
        [
            GOOD.encode("gb18030"),
            b"\xef\xbb\xbf" + GOOD.encode(),
            GOOD.replace(",", ";"),
            GOOD.replace(",", "\t"),
            GOOD.replace("\n", "\r\n") + "\r\n\r\n",
        ],
        ids=["GB 18030", "with a mark", "semicolons", "tabs", "Windows lines"],
    )
    def test_it_is_read_however_it_was_written(
        self, client_of: ClientOf, deal: Deal, pre: User, content: bytes | str
    ) -> None:
        assert upload(client_of(pre), deal, content).status_code == 303
        assert UsageSeries.objects.get().size == 12

    def test_day_and_time_of_day_may_have_a_column_each(self, client_of: ClientOf, deal: Deal, pre: User) -> None:
        parted = GOOD.replace("时间,", "日期,时间,").replace("-01 00", "-01,00")
        rows = [("日期", "时间", "并发")]
        rows += [(START + timedelta(days=n // 24), time(n % 24, 0), 100 * n) for n in range(48)]  # type: ignore[misc]

        for content, name in ((parted, "十月.csv"), (workbook(rows), "十月.xlsx")):
            assert upload(client_of(pre), deal, content, name).status_code == 303

        text, book = (made.series() for made in UsageSeries.objects.order_by("id"))
        assert text.points.tolist() == [100_000 * n for n in range(12)]
        assert (book.step, book.points.tolist()) == (60, [100_000 * n for n in range(48)])

    def test_a_workbook_is_read_in_the_column_that_was_named(self, client_of: ClientOf, deal: Deal, pre: User) -> None:
        rows = [("时间", "在线", "Mbps")]
        rows += [(START + timedelta(minutes=15 * n), "—", n + 0.5) for n in range(8)]  # type: ignore[misc]
        answer = upload(client_of(pre), deal, workbook(rows), "月.xlsx", column="3", measure="egress")
        assert answer.status_code == 303
        made = UsageSeries.objects.get()
        assert (made.step, made.measure, made.series().points.tolist()[:2]) == (15, "egress", [500, 1500])

    def test_what_is_wrong_is_teller_line_and_nothing_is_kept(self, client_of: ClientOf, deal: Deal, pre: User) -> None:
        broken = GOOD.replace("00:10,200", "00:10,N/A").replace("2026-10-01 00:20", "昨天")
        client = client_of(pre)
        answer = upload(client, deal, broken)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert [row.lines for row in answer.context["issues"]] == ["4", "6"]
        for words in ("读数不是数字", "N/A", "时间无法识别", "昨天", "没有保存", 'value="十月日志"'):
            assert words in page
        assert not UsageSeries.objects.exists()
        assert upload(client, deal, broken, leave_out="on").status_code == 303
        assert UsageSeries.objects.get().series().points.tolist()[:5] == [0, 100_000, MISSING, 300_000, MISSING]

    @pytest.mark.parametrize(
        ("file", "said"),
        [
            (b"", "空"),
            (b"\x00\x01\x02", "既不是文本也不是工作簿"),
            (b"PK\x03\x04 no package", "已损坏"),
            (b"%PDF-1.7", "时间无法识别"),
            ("2026-10-01 00:00,1\n2026-10-01 00:07,2\n2026-10-01 00:14,3", "相隔 7 分钟"),
            ('2026-10-01 00:00,"' + "x" * 200_000, "不是表格"),
        ],
        ids=["empty", "bytes", "no workbook", "paper", "seven minutes", "an open quote"],
    )
    def test_what_is_no_series_is_refused_in_words(
        self, client_of: ClientOf, deal: Deal, pre: User, file: bytes | str, said: str
    ) -> None:
        answer = upload(client_of(pre), deal, file)
        assert (answer.status_code, said in answer.content.decode()) == (422, True)

    def test_without_a_file_it_asks_for_one(self, client_of: ClientOf, deal: Deal, pre: User) -> None:
        answer = client_of(pre).post(f"/deals/{deal.pk}/usage/series/new/", {"name": "日志"})
        assert (answer.status_code, 'id="id_file_error"' in answer.content.decode()) == (422, True)

    def test_cells_are_shown_as_text(self, client_of: ClientOf, deal: Deal, pre: User) -> None:
        answer = upload(client_of(pre), deal, GOOD.replace("00:10,200", "00:10,<script>alert(1)</script>"))
        assert "<script>alert(1)" not in answer.content.decode()
        assert "&lt;script&gt;alert(1)" in answer.content.decode()


class TestWhoMay:
    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.MANAGER])
    def test_only_who_edits_the_use_uploads(self, client_of: ClientOf, deal: Deal, role: Role) -> None:
        """Everybody named is on the deal; the file is the same good one."""
        person = whom.user(name="who", role=role)
        whom.member(deal=deal, user=person)
        if role in {Role.LEGAL, Role.FINANCE, Role.DELIVERY}:
            whom.signer(deal=deal, role=role)
        answer = upload(client_of(person), deal, GOOD)
        may = role in MAY[Act.EDIT_USAGE]
        expected = 303 if may else (404 if role is Role.ADMIN else 403)
        assert (answer.status_code, UsageSeries.objects.count()) == (expected, int(may))

    def test_another_team_finds_neither_the_upload_nor_the_readings(
        self, client_of: ClientOf, deal: Deal, ada: User, bo: User, dee: User
    ) -> None:
        made = used.uploaded(deal=deal, by=ada)
        assert upload(client_of(dee), deal, GOOD).status_code == 404
        for address in (f"/series/{made.pk}/", f"/series/{made.pk}/remove/", f"/deals/{deal.pk}/usage/"):
            assert client_of(dee).get(address).status_code in {404, 405}
        assert client_of(bo).get(f"/series/{made.pk}/").status_code == 200
        assert UsageSeries.objects.count() == 1

    def test_a_deal_that_is_over_takes_no_file(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        Deal.objects.filter(pk=deal.pk).update(
            stage="lost", closed_at=deal.created_at, closed_by=ada, **vars(whom.LOST)
        )
        assert upload(client_of(ada), deal, GOOD).status_code == 422
        assert not UsageSeries.objects.exists()


class TestScreen:
    def test_a_month_is_drawn_with_its_lines(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        told = series([1_000_000] * 287 + [9_000_000] + [2_000_000] * 288, start="2026-10-31 00:00")
        made = used.uploaded(deal=deal, by=ada, told=told)
        client = client_of(ada)
        page = client.get(f"/series/{made.pk}/").content.decode()
        for words in ("峰值 9,000 路", "月 95 1,000 路", "增强 95", "均值", "2026-10", "2026-11", "1 / 31"):
            assert words in page
        other = client.get(f"/series/{made.pk}/?month=2026-11", **HTMX).content.decode()
        assert ("峰值 2,000 路" in other, "<html" in other) == (True, False)
        assert client.get(f"/series/{made.pk}/?month=nonsense").status_code == 200

    def test_what_was_odd_stays_with_it(self, client_of: ClientOf, deal: Deal, pre: User) -> None:
        client = client_of(pre)
        upload(client, deal, GOOD.replace("2026-10-01 00:30,600\n", ""))
        page = client.get(f"/series/{UsageSeries.objects.get().pk}/").content.decode()
        assert "从 2026-10-01 00:30 起缺 1 个点" in page

    def test_it_is_taken_off_the_list_and_not_forgotten(self, client_of: ClientOf, deal: Deal, ada: User) -> None:
        made = used.uploaded(deal=deal, by=ada)
        client = client_of(ada)
        assert client.post(f"/series/{made.pk}/remove/").status_code == 303
        assert f"/series/{made.pk}/" not in client.get(f"/deals/{deal.pk}/usage/").content.decode()
        assert client.get(f"/series/{made.pk}/").status_code == 200
