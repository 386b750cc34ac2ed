"""What follows a signature, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
import time_machine
from django.test import Client

from contracts.domain.obligations.words import ObligationKind
from contracts.models import ContractLife, Obligation
from contracts.tasks import tell_of_obligations
from quotes.models import QuoteVersion
from stakeholders.models import Notice, User
from tests.factories import budgets, checklists
from tests.factories import obligations as owed
from tests.factories.stakeholders import Stage

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def life(version: QuoteVersion, ada: User) -> ContractLife:
    return owed.signed(version, ada, auto_renewal=30)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_a_signature_nothing_follows(client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
    shown = page(client_of(ada), f"/deals/{version.quote.deal_id}/after/")
    assert [words in shown for words in ("签约之前没有履约事项", "登记事项")] == [True, False]


def test_what_follows_is_taken_over_once_the_offer_is_accepted(
    client_of: ClientOf, version: QuoteVersion, ada: User, pre: User
) -> None:
    agreed = checklists.agreed(version, ada)
    deal = agreed.quote.deal
    budgets.close(deal=deal, by=ada, stage=Stage.SIGNED)
    address = f"/deals/{deal.pk}/after/"
    assert "没有已接受的报价" in page(client_of(ada), address)
    assert client_of(ada).post(f"{address}begin/").status_code == 409
    owed.accepted(agreed, ada)
    assert client_of(pre).post(f"{address}begin/").status_code == 403
    assert client_of(ada).post(f"{address}begin/").status_code == 303
    shown = page(client_of(pre), address)
    assert [words in shown for words in ("付款 1", "按签约日推算", "登记合同日期")] == [True, True, False]
    assert Obligation.objects.exists()


def test_the_page_groups_what_is_late_near_and_far_and_the_tab_counts_it(
    client_of: ClientOf, life: ContractLife, ada: User, adm: User, dee: User
) -> None:
    owed.lookout(adm, workdays=8)
    late = Obligation.objects.filter(kind=ObligationKind.PAYMENT)[0]
    Obligation.objects.filter(pk=late.pk).update(due_on=date(2026, 11, 20))
    Obligation.objects.filter(kind=ObligationKind.DECLARATION).update(due_on=date(2026, 12, 1))
    address = f"/deals/{life.deal_id}/after/"
    shown = page(client_of(ada), address)
    told = ("逾期 2 个工作日", "近期", "还有 5 个工作日", "通知截止日", "2027-10-22")
    assert [words in shown for words in told] == [True] * 5
    assert f'<small class="tone--bad">{Obligation.objects.open().count()}</small>' in shown
    assert client_of(dee).get(address).status_code == 404


def test_what_the_contract_says_is_typed_and_moves_the_rest(client_of: ClientOf, life: ContractLife, ada: User) -> None:
    address = f"/contract-lives/{life.pk}/"
    typed = {"begins_on": "2027-01-01", "renews": "yes", "notice_days": "60", "source": "第 11 条", "edition": "1"}
    assert client_of(ada).post(address, typed | {"source": ""}).status_code == 422
    assert client_of(ada).post(address, typed).status_code == 303
    life.refresh_from_db()
    assert (life.notice_on, life.renews) == (date(2027, 11, 1), True)
    assert client_of(ada).post(address, typed).status_code == 422


def test_one_is_settled_with_its_evidence_by_those_who_may(
    client_of: ClientOf, life: ContractLife, ada: User, pre: User
) -> None:
    row = Obligation.objects.filter(kind=ObligationKind.PAYMENT)[0]
    address = f"/obligations/{row.pk}/"
    typed = {"to": "done", "settled_on": "2026-11-24", "outcome": "回单 1124", "edition": "1"}
    assert client_of(pre).post(f"{address}settle/", typed).status_code == 403
    assert client_of(ada).post(f"{address}settle/", typed | {"outcome": ""}).status_code == 422
    assert client_of(ada).post(f"{address}settle/", typed).status_code == 303
    assert [words in page(client_of(pre), address) for words in ("回单 1124", "结清")] == [True, False]
    assert client_of(ada).post(f"{address}reopen/").status_code == 303
    assert "结清" in page(client_of(ada), address)


def test_an_obligation_is_entered_and_given_another_day(client_of: ClientOf, life: ContractLife, ada: User) -> None:
    typed = {
        "kind": "other", "side": "ours", "note": "季度回访", "due_on": "2026-12-01", "owner": ada.pk,
        "source": "附件二",
    }  # fmt: skip
    assert client_of(ada).post(f"/deals/{life.deal_id}/after/new/", typed | {"note": ""}).status_code == 422
    assert client_of(ada).post(f"/deals/{life.deal_id}/after/new/", typed).status_code == 303
    made = Obligation.objects.get(kind=ObligationKind.OTHER)
    moved = typed | {"due_on": "2026-12-08", "edition": "1"}
    assert client_of(ada).post(f"/obligations/{made.pk}/edit/", moved).status_code == 303
    assert "2026-12-08" in page(client_of(ada), f"/obligations/{made.pk}/")


def test_the_list_and_the_desk_show_mine_and_the_clock_tells_me(
    client_of: ClientOf, life: ContractLife, ada: User, adm: User, dee: User, now: datetime
) -> None:
    owed.lookout(adm)
    first = Obligation.objects.filter(kind=ObligationKind.PAYMENT)[0]
    tell_of_obligations(int(now.timestamp()))
    tell_of_obligations(int(now.timestamp()))
    assert set(Notice.objects.values_list("to", "target")) == {(ada.pk, one.pk) for one in near(now)}
    assert f"/obligations/{first.pk}/" in page(client_of(ada), "/obligations/?mine=1")
    assert f"/obligations/{first.pk}/" in page(client_of(ada), "/")
    assert "没有未结事项" in page(client_of(dee), "/obligations/")
    assert "没有符合条件" in page(client_of(ada), "/obligations/?when=overdue&side=ours")


def near(now: datetime) -> list[Obligation]:
    return [one for one in Obligation.objects.open() if (one.due_on - now.date()).days <= 14]
