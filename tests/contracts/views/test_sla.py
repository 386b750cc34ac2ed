"""One log, and what every contract makes of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal as D

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contracts.domain.sla.clocks import Report, Severity
from contracts.domain.sla.exposure import seed_of
from contracts.domain.sla.replay import Incident
from contracts.models import IncidentLog, SlaWording
from contracts.queries.sla import replay_screen
from quotes.actions.usage import choose_usage
from quotes.domain.usage.series import SHANGHAI
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.factories import sla
from tests.factories.costs import cost_model
from tests.factories.haggling import approved
from tests.factories.usage import saved

ClientOf = Callable[[User], Client]
TODAY = date(2026, 11, 24)
NOTHING = {"log": None, "fee": None, "deal": None}
HOURS = {"opens": "09:00", "closes": "18:00"}
FILE = "开始,结束,失败比例\n2026-09-01 20:00,2026-09-01 20:05,\n2026-09-02 20:00,2026-09-02 20:45,100\n"
LOG = {"name": "近两月故障", "covers_from": "2026-09-01", "covers_to": "2026-10-31", "source": "值班系统"}
WORDING = {
    "name": "客户合同", "method": "outages", "limit": "100", "window": "300", "shortest": "60", "excluded": "not_down",
    "month": "calendar", "commitment": "99.95", "tiers": "99 – 99.95: 10\n0 – 99: 30", "cap": "30",
    "claim": "30 天内", "source": "客户合同 7.2",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(db: None, now: datetime) -> Iterator[None]:
    sla.word_as_it_comes()
    with time_machine.travel(now):
        yield


def uploaded(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("incidents.csv", text.encode())


def test_one_log_is_three_availabilities_under_three_wordings(client_of: ClientOf, ada: User, dov: User) -> None:
    sla.log(dov)
    page = client_of(ada).get("/sla/?fee=100000").content.decode()
    months = [f"2026-09-01 – 2026-09-30: {up} %" for up in ("99.8843", "99.4792", "99.8009")]
    assert [told in page for told in months] == [True] * 3
    # Tencent VOD's first tier: a tenth of the month's fee, once.
    assert "10,000.00" in page


def test_the_seed_is_told_and_the_same_whoever_asks(client_of: ClientOf, ada: User, dov: User) -> None:
    kept = sla.log(dov)
    seed = seed_of(kept.days, sla.three())
    assert [seed in client_of(reader).get("/sla/").content.decode() for reader in (ada, dov)] == [True, True]


def test_two_clocks_are_held_against_the_reports_by_each_wordings_hours(
    client_of: ClientOf, ada: User, dov: User, lin: User
) -> None:
    sla.log(dov, incidents=sla.reported())
    told = {"urgent_response": "30", "urgent_resolution": "60", "urgent_in_hours": "on"}
    assert client_of(lin).post("/sla/wordings/new/", WORDING | told | HOURS).status_code == 303
    assert "扣除等待客户的时间" not in client_of(ada).get("/sla/").text
    named = {"name": "另一合同", "pauses": "on"}
    assert client_of(lin).post("/sla/wordings/new/", WORDING | told | HOURS | named).status_code == 303
    assert "扣除等待客户的时间" in client_of(ada).get("/sla/").text
    rows = {(row.wording, row.severity.value): row for row in replay_screen(ada, TODAY, **NOTHING).clocks}
    zego, theirs = rows["即构 ZEGO RTC", "urgent"], rows["客户合同", "urgent"]
    # Answered after 20 minutes and restored after three hours, of which one fell into working hours.
    assert [(cell.kept, cell.missed, cell.slowest) for cell in (zego.response, zego.resolution) if cell] == [
        (1, 0, "20m"), (0, 1, "3h"),
    ]  # fmt: skip
    assert [(cell.kept, cell.missed, cell.slowest) for cell in (theirs.response, theirs.resolution) if cell] == [
        (1, 0, "20m"), (1, 0, "1h"),
    ]  # fmt: skip
    page = client_of(ada).get("/sla/").content.decode()
    assert [told in page for told in ("09:00 – 18:00", "全天候", "最慢 3h", "2026-09-03 17:00 · 3h")] == [True] * 4


def test_the_claim_window_and_the_right_to_leave_stand_under_each_wording(
    client_of: ClientOf, ada: User, dov: User, lin: User
) -> None:
    sla.log(dov)
    told = {"claim_days": "90", "leave_times": "1", "leave_months": "3"}
    assert client_of(lin).post("/sla/wordings/new/", WORDING | told).status_code == 303
    rows = {row.name: row.replayed for row in replay_screen(ada, TODAY, **NOTHING).rows}
    theirs, vod = rows["客户合同"], rows["腾讯云 点播"]
    assert theirs
    assert vod
    assert theirs.leave
    # September misses; its 90 days end on 29 December, and the 60 of Tencent's, on 29 November, a Sunday, on the 30th.
    assert (theirs.claim_until, theirs.claims_open, theirs.leave.since) == (date(2026, 12, 29), 1, date(2026, 9, 30))
    assert (vod.claim_until, vod.claims_open, vod.leave) == (date(2026, 11, 30), 1, None)
    page = client_of(ada).get("/sla/").content.decode()
    assert [told in page for told in ("2026-12-29", "2026-11-30", "2026-09-30 触发")] == [True] * 3


def test_a_deals_offer_brings_its_fee_and_its_margin_to_those_who_may_see_costs(
    client_of: ClientOf,
    version: QuoteVersion,
    ada: User,
    bo: User,
    fay: User,
    dov: User,
    pre: User,
    dee: User,
    now: datetime,
) -> None:
    sla.log(dov)
    cost_model(by=fay)
    choose_usage(version=version, scenario=saved(deal=version.quote.deal, by=pre), by=pre, at=now)
    approved(version, by=ada)
    deal = version.quote.deal_id
    found = {reader: replay_screen(reader, TODAY, log=None, fee=None, deal=deal) for reader in (bo, ada, dee)}
    assert [screen.fee for screen in found.values()] == [D("69966.67"), D("69966.67"), None]
    rows = {row.name: row.replayed for row in found[bo].rows}
    vod = rows["腾讯云 点播"]
    assert vod
    assert vod.left
    # A month earns 66,006.29 before tax and costs 163,100; the worst month gives back a quarter.
    assert (vod.worst, vod.left.worst) == (D("25.00"), D("-113595.28"))
    assert [row.replayed and row.replayed.left for row in found[ada].rows] == [None] * len(rows)
    pages = [client_of(reader).get(f"/sla/?deal={deal}").content.decode() for reader in (bo, ada)]
    assert ["113,595.28" in page for page in pages] == [True, False]
    assert ["毛利" in page for page in pages] == [True, False]


def test_a_wording_that_needs_requests_says_so_where_the_log_has_none(
    client_of: ClientOf, ada: User, dov: User
) -> None:
    sla.log(dov)
    assert "日志没有请求数" in client_of(ada).get("/sla/").content.decode()


def test_without_a_log_the_promises_stand_alone(client_of: ClientOf, ada: User, adm: User) -> None:
    page = client_of(ada).get("/sla/?fee=abc&log=x").content.decode()
    assert [told in page for told in ("还没有故障日志", "腾讯云 点播", "43m12s")] == [True] * 3
    assert client_of(adm).get("/sla/").status_code == 403


def test_delivery_uploads_a_log_and_it_is_replayed(client_of: ClientOf, dov: User, ada: User) -> None:
    assert client_of(ada).post("/sla/logs/new/", LOG | {"file": uploaded(FILE)}).status_code == 403
    assert client_of(dov).post("/sla/logs/new/", LOG | {"file": uploaded(FILE)}).status_code == 303
    assert IncidentLog.objects.get().incidents.count() == 2
    assert "近两月故障" in client_of(ada).get("/sla/").content.decode()


def test_a_file_with_a_wrong_line_is_told_by_line_and_nothing_of_it_kept(client_of: ClientOf, dov: User) -> None:
    wrong = FILE + "2026-09-03 20:00,2026-09-03 19:00,\n"
    answer = client_of(dov).post("/sla/logs/new/", LOG | {"file": uploaded(wrong)})
    assert answer.status_code == 422
    assert [told in answer.content.decode() for told in ("结束早于开始", "2026-09-03 19:00")] == [True, True]
    for told in (LOG | {"covers_to": "2026-12-01"}, LOG | {"covers_from": "2026-11-01"}):
        assert client_of(dov).post("/sla/logs/new/", told | {"file": uploaded(FILE)}).status_code == 422
    assert IncidentLog.objects.count() == 0


def test_legal_enters_a_wording_and_retires_it(client_of: ClientOf, lin: User, ada: User) -> None:
    assert client_of(ada).post("/sla/wordings/new/", WORDING).status_code == 403
    assert client_of(lin).post("/sla/wordings/new/", WORDING).status_code == 303
    made = SlaWording.objects.get(name="客户合同")
    assert made.tiers == [["99", "99.95", "10"], ["0", "99", "30"]]
    assert client_of(ada).post(f"/sla/wordings/{made.pk}/retire/").status_code == 403
    assert client_of(lin).post(f"/sla/wordings/{made.pk}/retire/").status_code == 303
    assert "客户合同" not in client_of(lin).get("/sla/").content.decode().replace("“客户合同”", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"tiers": "两成"}, {"tiers": "99 – 99.9: 10\n0 – 98: 30"}, {"tiers": "0 – 99.99: 10"}, {"commitment": "101"},
        {"leave_times": "2"}, {"leave_times": "3", "leave_months": "2"}, {"urgent_in_hours": "on"},
        {"opens": "09:00"}, HOURS | {"opens": "19:00"}, {"urgent_response": "0"},
        {"method": "other"}, {"floor": "250"}, {"window": "0"}, {"source": ""},
    ],
)  # fmt: skip
def test_a_wording_that_contradicts_itself_is_refused_beside_its_field(
    client_of: ClientOf, lin: User, wrong: dict[str, str]
) -> None:
    assert client_of(lin).post("/sla/wordings/new/", WORDING | wrong).status_code == 422
    assert not SlaWording.objects.filter(name="客户合同").exists()


def test_a_month_that_is_cut_short_or_not_over_is_shown_and_not_judged(
    client_of: ClientOf, ada: User, dov: User, lin: User
) -> None:
    """Half an hour on 1 November misses two days of November, and would keep all thirty of it."""
    begins = datetime(2026, 11, 1, 9, tzinfo=SHANGHAI)
    down = [Incident(begins=begins, ends=begins + timedelta(minutes=30))]
    told = {
        "tiers": "0 – 99.95: 30",
        "claim_days": "90",
        "leave_times": "1",
        "leave_months": "3",
        "commitment": "99.95",
    }
    assert client_of(lin).post("/sla/wordings/new/", WORDING | told).status_code == 303

    def judged(first: date, last: date, today: date) -> tuple[object, ...]:
        log = sla.log(dov, incidents=down, covers_from=first, covers_to=last)
        screen = replay_screen(ada, today, log=log.pk, fee=D(100_000), deal=None)
        found = next(row.replayed for row in screen.rows if row.name == "客户合同")
        assert found
        assert found.leave
        cells = [(cell.availability, cell.is_judged) for cell in found.cells][-1:]
        return found.judged, found.missed, found.owed, found.claims_open, found.leave.since, *cells

    november = date(2026, 11, 1), date(2026, 11, 30)
    # From October on until the second, looked at on the third; and all of November, on its last day and after it.
    assert judged(date(2026, 10, 1), date(2026, 11, 2), date(2026, 11, 3)) == (
        1, 0, D("0.00"), 0, None, (D("98.9583"), False),
    )  # fmt: skip
    assert judged(*november, today=november[1]) == (0, 0, D("0.00"), 0, None, (D("99.9306"), False))
    assert judged(*november, today=date(2026, 12, 1)) == (
        1, 1, D("30000.00"), 1, november[1], (D("99.9306"), True),
    )  # fmt: skip
    page = client_of(ada).get("/sla/").content.decode()
    assert [said in page for said in ("% · 未判定", "无法判断：没有完整覆盖的月份")] == [True, True]


def test_a_report_that_cannot_be_timed_says_so_in_its_row_alone(
    client_of: ClientOf, ada: User, dov: User, lin: User
) -> None:
    told = {"urgent_response": "30", "urgent_in_hours": "on"}
    assert client_of(lin).post("/sla/wordings/new/", WORDING | told | HOURS).status_code == 303
    wrong = Report(severity=Severity.URGENT, reported=sla.START.replace(year=2006))
    sla.log(dov, incidents=[*sla.reported(), replace(sla.three()[0], report=wrong)])
    rows = {(row.wording, row.severity.value): row.refused for row in replay_screen(ada, TODAY, **NOTHING).clocks}
    assert [rows["客户合同", "urgent"] != "", rows["即构 ZEGO RTC", "urgent"]] == [True, ""]
    assert rows["客户合同", "urgent"] in client_of(ada).get("/sla/").content.decode()
