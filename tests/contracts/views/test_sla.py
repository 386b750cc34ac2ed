"""One log, and what every contract makes of it."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contracts.models import IncidentLog, SlaWording
from stakeholders.models import User
from tests.factories import sla

ClientOf = Callable[[User], Client]
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
        {"method": "other"}, {"floor": "250"}, {"window": "0"}, {"source": ""},
    ],
)  # fmt: skip
def test_a_wording_that_contradicts_itself_is_refused_beside_its_field(
    client_of: ClientOf, lin: User, wrong: dict[str, str]
) -> None:
    assert client_of(lin).post("/sla/wordings/new/", WORDING | wrong).status_code == 422
    assert not SlaWording.objects.filter(name="客户合同").exists()
