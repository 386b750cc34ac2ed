"""How customers stand, over HTTP: for inside alone."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from contracts.domain.health import Part
from contracts.domain.obligations.words import Side
from contracts.models import HealthWeights
from contracts.queries.health import health_screen
from quotes.models import QuoteVersion
from stakeholders.models import Customer, User
from tests.factories import obligations as owed

ClientOf = Callable[[User], Client]
TYPED = {
    "delivered": "30", "theirs": "20", "ours": "10", "credits": "10", "touch": "10", "support": "10", "usage": "10",
    "quiet_days": "60", "valid_from": "2026-11-24", "source": "运营会约定",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_parts_are_shown_and_added_up_once_weights_are_set(
    client_of: ClientOf, version: QuoteVersion, customer: Customer, ada: User, adm: User, dee: User
) -> None:
    promise = owed.available(owed.signed(version, ada), ada)
    owed.delivered(promise, ada)
    address = f"/customers/{customer.pk}/health/"
    assert "还没有设置权重" in page(client_of(ada), address)
    owed.weights(adm)
    shown = page(client_of(ada), address)
    assert [words in shown for words in ("0 / 1 个月度指标达标", "由 adm 设置", "销售运营约定")] == [True] * 3
    assert f'hx-get="{address}"' in page(client_of(ada), f"/customers/{customer.pk}/")
    part = client_of(ada).get(address, headers={"HX-Request": "true"}).content.decode()
    assert ("客户健康度" in part, "<html" in part) == (True, False)
    assert client_of(dee).get(address).status_code == 404


def test_finance_and_delivery_never_see_the_opinion(
    client_of: ClientOf, version: QuoteVersion, customer: Customer, ada: User, fay: User, adm: User
) -> None:
    owed.weights(adm)
    owed.signed(version, ada, auto_renewal=30)
    assert client_of(fay).get(f"/customers/{customer.pk}/health/").status_code == 403
    assert ["健康度" in page(client_of(who), "/renewals/") for who in (ada, fay)] == [True, False]
    assert "健康度" not in page(client_of(fay), f"/customers/{customer.pk}/")


def test_what_is_late_counts_however_old_it_is(
    version: QuoteVersion, customer: Customer, ada: User, now: datetime
) -> None:
    life = owed.signed(version, ada)
    long_ago = now.date() - timedelta(days=400)
    [row] = life.deal.obligations.filter(side=Side.THEIRS)[:1]
    life.deal.obligations.filter(pk=row.pk).update(due_on=long_ago)
    part = {one.part: one for one in health_screen(ada, customer, now.date()).parts}[Part.THEIRS]
    assert part.score == 0
    life.deal.obligations.filter(pk=row.pk).update(
        state="done", outcome="已到账", settled_on=long_ago, settled_at=now, settled_by=ada
    )
    assert {one.part: one.score for one in health_screen(ada, customer, now.date()).parts}[Part.THEIRS] is None


def test_an_administrator_sets_weights_with_their_source(client_of: ClientOf, adm: User, ada: User) -> None:
    assert client_of(ada).post("/health-weights/new/", TYPED).status_code == 403
    for wrong in ({"source": ""}, {"delivered": "101"}, {"quiet_days": "0"}):
        assert client_of(adm).post("/health-weights/new/", TYPED | wrong).status_code == 422
    assert client_of(adm).post("/health-weights/new/", TYPED).status_code == 303
    assert client_of(adm).post("/health-weights/new/", TYPED).status_code == 422
    assert "运营会约定" in page(client_of(ada), "/health-weights/")
    assert HealthWeights.objects.get().parts["delivered"] == 30
