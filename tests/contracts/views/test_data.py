"""A contract's data, asked over HTTP."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
import time_machine
from django.test import Client

from contracts.domain.data.words import Category, Way
from contracts.models import DataAnswers, DataTransfer
from dealdesk.web.keyset import SIZE
from quotes.models import QuoteVersion
from stakeholders.domain.customers import Industry
from stakeholders.models import Deal, User
from tests.factories import checklists, clauses, data
from tests.factories import stakeholders as whom

ClientOf = Callable[[User], Client]
TYPED = {
    "part": "entrusted", "categories": ["ordinary", "medical"], "ways": ["telemetry"], "critical_operator": "False",
    "important_data": "False", "exemption": "none", "people": "120000", "sensitive": "0", "people_a_year": "150000",
    "sensitive_a_year": "0", "telemetry_path": "终端到新加坡日志集群", "nodes": "", "support_from": "",
    "subprocessors": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(db: None, now: datetime) -> Iterator[None]:
    clauses.write_as_it_comes()
    with time_machine.travel(now):
        yield


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_anybody_answered_it_says_what_is_asked(client_of: ClientOf, deal: Deal, ada: User) -> None:
    assert "还没有人作答" in page(client_of(ada), f"/deals/{deal.pk}/contract/data/")


def test_telemetry_abroad_is_a_route_and_says_why(client_of: ClientOf, deal: Deal, ada: User, pre: User) -> None:
    address = f"/deals/{deal.pk}/contract/data/"
    assert client_of(pre).post(f"{address}answers/", TYPED).status_code == 403
    assert client_of(ada).post(f"{address}answers/", TYPED).status_code == 303
    told = page(client_of(pre), address)
    said = (
        "标准合同或认证",
        "终端到新加坡日志集群",
        "日志里有境内人员的标识",
        "距下一道门槛还有 880,000 人",
        "第五、七、八条",
        "单独同意",
    )
    assert [words in told for words in said] == [True] * len(said)
    assert "重新作答" not in told


def test_a_way_without_its_words_is_refused_beside_the_field(client_of: ClientOf, deal: Deal, ada: User) -> None:
    answer = client_of(ada).post(f"/deals/{deal.pk}/contract/data/answers/", TYPED | {"telemetry_path": ""})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"telemetry_path"}
    assert not DataAnswers.objects.exists()


def test_who_answers_second_sees_both(client_of: ClientOf, deal: Deal, ada: User) -> None:
    data.answered(deal, ada)
    data.answered(deal, ada, critical_operator=True)
    answer = client_of(ada).post(f"/deals/{deal.pk}/contract/data/answers/", TYPED | {"edition": "1"})
    assert answer.status_code == 422
    assert "critical_operator" in answer.context["form"].errors


def test_an_older_edition_is_read_as_one(client_of: ClientOf, deal: Deal, ada: User) -> None:
    data.answered(deal, ada)
    data.answered(deal, ada, important_data=True)
    address = f"/deals/{deal.pk}/contract/data/"
    assert ["这是第 1 版" in page(client_of(ada), address + query) for query in ("", "?edition=1")] == [False, True]


def test_what_a_clinic_sends_to_a_node_abroad_is_forbidden(client_of: ClientOf, deal: Deal, ada: User) -> None:
    deal.customer.industry = Industry.HEALTHCARE
    deal.customer.save(update_fields=["industry"])
    data.answered(deal, ada, ways=frozenset({Way.NODES}), nodes="新加坡", categories=frozenset({Category.MEDICAL}))
    told = page(client_of(ada), f"/deals/{deal.pk}/contract/data/")
    assert [words in told for words in ("境外服务器", "GB/T 39725-2020", "原文还没读")] == [True] * 3


def test_what_follows_is_looked_for_on_the_checklist(
    client_of: ClientOf, version: QuoteVersion, ada: User, lin: User
) -> None:
    data.answered(version.quote.deal, ada)
    address = f"/deals/{version.quote.deal_id}/contract/data/"
    assert "合同还没有核对表" in page(client_of(ada), address)
    made = checklists.checklist(checklists.agreed(version, ada), ada)
    checklists.noted(checklists.item(made, "entrustment"), lin, level=1, evidence="附件三")
    told = page(client_of(ada), address)
    assert [words in told for words in ("合同还没有核对表", "附件三", "可接受", "核对表里没有")] == [
        False,
        True,
        True,
        True,
    ]


def test_transfers_of_all_deals_count_and_those_of_open_deals_are_shown(
    client_of: ClientOf, deal: Deal, ada: User, dee: User
) -> None:
    other = whom.deal(customer=deal.customer, owner=dee, name="别人的项目")
    data.sent(deal, ada, source="月报")
    theirs = data.sent(other, dee, source="别人的来源")
    told = page(client_of(ada), f"/deals/{deal.pk}/contract/data/")
    assert [words in told for words in ("160,000 人", "月报", "别人的来源", f"/transfers/{theirs.pk}/")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert "别人的来源" in page(client_of(dee), f"/deals/{other.pk}/contract/data/")


def test_transfers_come_page_by_page_the_latest_first(client_of: ClientOf, deal: Deal, ada: User) -> None:
    first = data.sent(deal, ada, on=date(2026, 1, 5), source="最早的一次")
    told = {field: getattr(first, field) for field in ("customer", "deal", "people", "sensitive", "entered_at")}
    DataTransfer.objects.bulk_create(
        DataTransfer(**told, entered_by=ada, on=date(2026, 3, 2), source="月报") for _ in range(SIZE)
    )
    address = f"/deals/{deal.pk}/contract/data/"
    shown = page(client_of(ada), address)
    assert ("最早的一次" in shown, "再显示一些" in shown) == (False, True)
    after = re.search(r"after=([\w-]+)", shown)
    assert after
    rest = client_of(ada).get(f"{address}?after={after[1]}", headers={"HX-Request": "true"}).content.decode()
    assert ("最早的一次" in rest, "<main" in rest, "再显示一些" in rest) == (True, False, False)


def test_transfers_are_entered_and_taken_back(client_of: ClientOf, deal: Deal, ada: User, pre: User, dee: User) -> None:
    address = f"/deals/{deal.pk}/contract/data/"
    typed = {"on": "2026-03-02", "people": "80000", "sensitive": "3", "source": "月报"}
    assert client_of(pre).post(f"{address}transfers/new/", typed).status_code == 403
    assert client_of(ada).post(f"{address}transfers/new/", typed).status_code == 303
    assert client_of(ada).post(f"{address}transfers/new/", typed | {"people": "-1"}).status_code == 422
    transfer = DataTransfer.objects.get()
    assert "2026 年至今：不含敏感信息 80,000 人，含敏感信息 3 人" in page(client_of(ada), address)
    assert client_of(pre).post(f"/transfers/{transfer.pk}/withdraw/").status_code == 403
    assert client_of(dee).post(f"/transfers/{transfer.pk}/withdraw/").status_code == 404
    assert client_of(ada).post(f"/transfers/{transfer.pk}/withdraw/").status_code == 303
    assert "撤回" in page(client_of(ada), address)
