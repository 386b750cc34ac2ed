"""Promises of experience, asked over HTTP; and what they make of the checklist."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from contracts.models import ExperiencePromise
from quotes.models import QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import checklists, clauses, experience

ClientOf = Callable[[User], Client]
TYPED = {
    "metric": "delay", "value": "200", "pause": "", "platform": "", "denominator": "", "percentile": "",
    "source": "附件二",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(db: None, now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_a_promise_leaves_open_is_told_at_once(client_of: ClientOf, deal: Deal, ada: User, pre: User) -> None:
    address = f"/deals/{deal.pk}/contract/experience/"
    assert client_of(pre).post(f"{address}new/", TYPED).status_code == 403
    assert client_of(ada).post(f"{address}new/", TYPED | {"percentile": "0"}).status_code == 422
    assert client_of(ada).post(f"{address}new/", TYPED).status_code == 303
    told = page(client_of(pre), address)
    assert [words in told for words in ("没写平台", "没写分母", "没写百分位", "删去")] == [True, True, True, False]


def test_it_is_a_trap_on_the_checklist_too_until_it_is_struck_out(
    client_of: ClientOf, version: QuoteVersion, ada: User
) -> None:
    clauses.write_as_it_comes()
    checklists.checklist(checklists.agreed(version, ada), ada)
    promise = experience.promised(version.quote.deal, ada, percentile=None)
    address = f"/deals/{version.quote.deal_id}/contract/"
    assert "没写百分位" in page(client_of(ada), address)
    assert client_of(ada).post(f"/promises/{promise.pk}/strike/").status_code == 303
    assert "没写百分位" not in page(client_of(ada), address)
    assert ExperiencePromise.objects.get().struck_by == ada


def test_parts_make_a_whole_in_a_calendar_that_is_named(client_of: ClientOf, ada: User, adm: User) -> None:
    assert client_of(adm).get("/sla/parts/").status_code == 403
    asked = {"parts": "网关 99.95%\n媒体 99.9 / 99.9", "year": "365_30", "promise": "99.99"}
    told = client_of(ada).get("/sla/parts/", asked).content.decode()
    assert [words in told for words in ("99.9499 %", "4h23m", "21m38s", "低于承诺", "最弱")] == [True] * 5
    wrong = client_of(ada).get("/sla/parts/", asked | {"parts": "网关"}).content.decode()
    assert "不是可用性" in wrong
