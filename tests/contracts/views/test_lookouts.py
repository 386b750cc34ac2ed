"""How far ahead we look, over HTTP."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from contracts.models import LookoutSetting
from stakeholders.models import User

ClientOf = Callable[[User], Client]
LOOKOUT = {"remind_workdays": "5", "renewal_days": "90", "valid_from": "2026-11-24", "source": "运营约定"}


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_administrator_says_how_far_ahead_we_look(client_of: ClientOf, adm: User, ada: User) -> None:
    assert "还没有设置" in page(client_of(ada), "/obligations/lookouts/")
    assert client_of(ada).post("/obligations/lookouts/new/", LOOKOUT).status_code == 403
    assert client_of(adm).post("/obligations/lookouts/new/", LOOKOUT | {"source": ""}).status_code == 422
    assert client_of(adm).post("/obligations/lookouts/new/", LOOKOUT).status_code == 303
    assert client_of(adm).post("/obligations/lookouts/new/", LOOKOUT).status_code == 422
    assert "运营约定" in page(client_of(ada), "/obligations/lookouts/")
    assert LookoutSetting.objects.count() == 1
