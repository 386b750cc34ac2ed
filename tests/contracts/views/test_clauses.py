"""The library, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
import time_machine
from django.test import Client

from contracts.models import Clause
from stakeholders.models import User
from tests.factories import clauses

ClientOf = Callable[[User], Client]
TYPED = {
    "title_zh": "备份", "look_zh": "多久备份一次", "trap_zh": "没写恢复", "reason_zh": "恢复要花钱", "weight": "1",
    "preferred_zh": "每日备份", "acceptable_zh": "每【小时】小时备份", "acceptable_by": "delivery",
    "walk_away_zh": "保证不丢失任何数据", "source": "法务约定", "valid_from": "2026-12-01",
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


def test_everyone_looks_through_the_library_by_kind_industry_place_and_buyer(client_of: ClientOf, ada: User) -> None:
    client, tags = client_of(ada), ("数据出境", "医疗健康数据附加要求", "金融数据附加要求", "赔偿上限")
    asked = {
        "": [True, True, True, True],
        "?kind=data": [True, True, True, False],
        "?industry=healthcare": [True, True, False, True],
        "?industry=healthcare&region=mainland": [False, True, False, True],
        "?kind=nonsense": [True, True, True, True],
    }
    assert {query: [f">{tag}</a>" in page(client, f"/clauses/{query}") for tag in tags] for query in asked} == asked
    assert "新写条款" not in page(client, "/clauses/")


def test_a_clause_shows_every_position_who_accepts_it_and_the_law(client_of: ClientOf, ada: User) -> None:
    shown = page(client_of(ada), f"/clauses/{Clause.objects.get(key='credit_days').pk}/")
    told = ("接受半年账期", "首选", "财务可以同意", "出现即不能签", "账期超过 60 日", "第九条第二款", "系统自带")
    assert [words in shown for words in told] == [True] * 7
    assert "写下一版" not in shown


def test_an_english_reader_reads_the_english(client_of: ClientOf, ada: User) -> None:
    client = client_of(ada)
    client.cookies["django_language"] = "en"
    shown = page(client, f"/clauses/{Clause.objects.get(key='cap').pk}/")
    assert [words in shown for words in ("Cap on liability", "No cap in all", "Legal may accept it")] == [True] * 3


def test_legal_writes_the_next_version_and_what_changed_is_seen(client_of: ClientOf, lin: User, ada: User) -> None:
    made = clauses.clause(lin)
    typed = TYPED | {"trap_zh": "没写恢复多久", "after": "1", "why": "客户常问", "valid_from": "2027-01-01"}
    address = f"/clauses/{made.pk}/edit/"
    assert client_of(ada).post(address, typed).status_code == 403
    assert client_of(lin).post(address, typed).status_code == 303
    history = page(client_of(ada), f"/clauses/{made.pk}/history/")
    assert [words in history for words in ("没写恢复<ins>多久</ins>", "客户常问", "第一版")] == [True] * 3
    shown = page(client_of(ada), f"/clauses/{made.pk}/")
    assert [words in shown for words in ("没写恢复</p>", "待生效", "2026-12-31")] == [True] * 3
    assert "没写恢复多久</p>" in page(client_of(ada), f"/clauses/{made.pk}/?v=2")


def test_the_form_starts_with_the_newest_version(client_of: ClientOf, lin: User) -> None:
    form = client_of(lin).get(f"/clauses/{Clause.objects.get(key='health_data').pk}/edit/").context["form"]
    assert form.initial["industries"] == ["healthcare"]
    assert form.initial["after"] == 2
    assert form.initial["valid_from"] == date(2026, 11, 24)


def test_legal_puts_a_clause_of_their_own_into_the_library(client_of: ClientOf, lin: User, adm: User) -> None:
    typed = TYPED | {"kind": "data", "rules": ["entrustment"], "industries": ["finance"], "valid_from": "2026-11-24"}
    assert client_of(adm).post("/clauses/new/", typed).status_code == 403
    answer = client_of(lin).post("/clauses/new/", typed)
    assert answer.status_code == 303
    shown = page(client_of(adm), answer["Location"])
    assert [words in shown for words in ("每【小时】小时备份", "交付可以同意", "金融")] == [True] * 3


def test_who_comes_second_keeps_what_they_typed_and_may_enter_it_again(client_of: ClientOf, lin: User) -> None:
    made = clauses.clause(lin)
    clauses.changed(made, lin, date(2026, 12, 1))
    typed = TYPED | {"after": "1", "why": "客户常问", "valid_from": "2027-01-01"}
    answer = client_of(lin).post(f"/clauses/{made.pk}/edit/", typed)
    assert answer.status_code == 422
    told = ("期间有人录入了 V2", "客户常问", 'name="after" value="2"')
    assert [words in answer.content.decode() for words in told] == [True] * 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_zh": ""}, {"walk_away_zh": ""}, {"acceptable_by": ""}, {"weight": "6"}, {"valid_from": "2026-11-01"},
        {"valid_from": "1999-01-01"}, {"rules": "none"}, {"kind": ""}, {"acceptable_by": "sales"},
    ],
)  # fmt: skip
def test_a_clause_that_makes_no_sense_is_refused_beside_its_field(
    client_of: ClientOf, lin: User, wrong: dict[str, str]
) -> None:
    before = Clause.objects.count()
    answer = client_of(lin).post("/clauses/new/", TYPED | {"kind": "data"} | wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == list(wrong)
    assert Clause.objects.count() == before
