"""What money costs us, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from quotes.models import FundingRate
from stakeholders.models import User

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def test_finance_enters_a_rate_and_the_table_reads_it(client_of: ClientOf, fay: User, ada: User) -> None:
    told = {"points": "6%", "currency": "USD", "valid_from": "2026-11-01", "source": "LPR 3.0 + 3 点"}
    assert "还没有资金成本" in client_of(ada).get("/funding/").content.decode()
    assert client_of(ada).post("/funding/new/", told).status_code == 403
    assert client_of(fay).post("/funding/new/", told).status_code == 303
    page = client_of(ada).get("/funding/").content.decode()
    assert [words in page for words in ("USD", "6 %", "LPR 3.0 + 3 点", "生效中")] == [True] * 4


def test_a_rate_that_is_none_is_refused_beside_its_field(client_of: ClientOf, fay: User) -> None:
    told = {"points": "101", "currency": "CNY", "valid_from": "2026-11-01", "source": "LPR"}
    for wrong in ({}, {"points": "6", "valid_from": "1999-01-01"}, {"points": "6", "source": ""}):
        assert client_of(fay).post("/funding/new/", told | wrong).status_code == 422
    assert FundingRate.objects.count() == 0
