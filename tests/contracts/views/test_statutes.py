"""The law, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from contracts.models import Statute
from stakeholders.models import User
from tests.factories.law import enter_as_it_comes

ClientOf = Callable[[User], Client]
TOLD = {
    "instrument": "新条例", "article": "第九条", "says": "大型企业四十五日内付款。", "source": "国务院公报",
    "in_force_from": "2027-01-01", "days": "45",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(db: None, now: datetime) -> Iterator[None]:
    enter_as_it_comes()
    with time_machine.travel(now):
        yield


def test_everyone_reads_the_law_with_its_article_and_its_days(client_of: ClientOf, ada: User) -> None:
    page = client_of(ada).get("/law/").content.decode()
    told = ("保障中小企业款项支付条例（国务院令第802号） 第十七条", "0.05", "2025-06-01", "2025-04-19", "不是法律意见")
    assert [words in page for words in told] == [True] * 5
    assert "录入新文本" not in page


def test_legal_enters_a_text_and_the_one_before_it_ends(client_of: ClientOf, lin: User, ada: User) -> None:
    address = "/law/payment_by_large/new/"
    assert client_of(ada).post(address, TOLD).status_code == 403
    assert client_of(lin).post(address, TOLD).status_code == 303
    page = client_of(ada).get("/law/").content.decode()
    assert [words in page for words in ("新条例 第九条", "2026-12-31", "待生效")] == [True] * 3


def test_a_text_that_is_none_is_refused_beside_its_field(client_of: ClientOf, lin: User) -> None:
    for wrong in ({"days": ""}, {"days": "-1"}, {"in_force_from": "2025-06-01"}, {"in_force_from": "1999-01-01"}):
        assert client_of(lin).post("/law/payment_by_large/new/", TOLD | wrong).status_code == 422
    assert client_of(lin).get("/law/none/new/").status_code == 404


def test_legal_says_that_a_text_was_looked_up_today(client_of: ClientOf, lin: User, ada: User) -> None:
    row = Statute.objects.get(rule="damages")
    assert client_of(ada).post(f"/law/{row.pk}/checked/").status_code == 403
    assert client_of(lin).post(f"/law/{row.pk}/checked/").status_code == 303
    row.refresh_from_db()
    assert row.checked_on.isoformat() == "2026-11-24"
