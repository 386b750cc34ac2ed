"""How long approvals hold, over HTTP."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from quotes.models import ApprovalDeadlines, QuoteVersion
from stakeholders.models import User
from tests.factories.haggling import asked, decided

ClientOf = Callable[[User], Client]
TOLD = {"holds_days": "1", "valid_from": "2026-11-24", "source": "审批制度 2026"}


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def test_an_administrator_sets_them_and_everybody_reads_them(client_of: ClientOf, adm: User, ada: User) -> None:
    assert "还没有设置审批时限" in client_of(ada).get("/deadlines/").content.decode()
    assert client_of(ada).post("/deadlines/new/", TOLD).status_code == 403
    assert client_of(adm).post("/deadlines/new/", TOLD).status_code == 303
    page = client_of(ada).get("/deadlines/").content.decode()
    assert [words in page for words in ("1 个工作日", "审批制度 2026", "生效中")] == [True] * 3


@pytest.mark.parametrize("wrong", [{"holds_days": "0"}, {"source": ""}, {"valid_from": "2026-11-01"}])
def test_what_cannot_be_is_said_beside_its_field(client_of: ClientOf, adm: User, wrong: dict[str, str]) -> None:
    answer = client_of(adm).post("/deadlines/new/", TOLD | wrong)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(wrong))
    assert ApprovalDeadlines.objects.count() == 0


def test_the_request_and_its_version_say_until_when_and_that_it_ran_out(
    client_of: ClientOf, adm: User, ada: User, bo: User, version: QuoteVersion, now: datetime
) -> None:
    client_of(adm).post("/deadlines/new/", TOLD)
    request = asked(version, by=ada)
    decided(request, by=bo)
    pages = [f"/approvals/{request.pk}/", f"/versions/{version.pk}/"]
    assert ["11-25" in client_of(ada).get(page).content.decode() for page in pages] == [True, True]
    with time_machine.travel(now + timedelta(days=2)):
        assert ["审批已到期" in client_of(ada).get(page).content.decode() for page in pages] == [True, True]
