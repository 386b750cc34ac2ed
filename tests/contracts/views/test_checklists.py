"""A deal's contract, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from contracts.models import Checklist
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.factories import checklists, clauses

ClientOf = Callable[[User], Client]
TYPED = {"theirs": "", "state": "open", "edition": "1"}


@pytest.fixture(autouse=True)
def agreed(version: QuoteVersion, ada: User, now: datetime) -> Iterator[QuoteVersion]:
    clauses.write_as_it_comes()
    with time_machine.travel(now):
        yield checklists.agreed(version, ada)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_deal_without_a_checklist_says_how_one_is_made(client_of: ClientOf, agreed: QuoteVersion, ada: User) -> None:
    shown = page(client_of(ada), f"/deals/{agreed.quote.deal_id}/contract/")
    assert [words in shown for words in ("还没有核对表", "生成核对表")] == [True, True]


def test_sales_makes_one_and_everybody_on_the_deal_reads_it(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, pre: User, dee: User
) -> None:
    address = f"/deals/{agreed.quote.deal_id}/contract/"
    typed = {"version": agreed.pk, "regions": ["mainland"], "buyer": "large", "we_are_small": "yes"}
    assert client_of(pre).post(f"{address}new/", typed).status_code == 403
    assert client_of(dee).post(f"{address}new/", typed).status_code == 404
    assert client_of(ada).post(f"{address}new/", typed).status_code == 303
    made = Checklist.objects.get()
    assert (made.buyer, made.we_are_small, made.regions) == ("large", True, ["mainland"])
    shown = page(client_of(pre), address)
    assert [words in shown for words in ("大型企业", "还没看", "不测算", "还没填数")] == [True] * 4
    assert "重新生成" not in shown


def test_finance_judges_payment_and_the_money_stands_beside_it(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, fay: User
) -> None:
    row = checklists.item(checklists.checklist(agreed, ada), "credit_days")
    address = f"/contract-items/{row.pk}/"
    typed = {"theirs": "甲方在 90 日内付款", "figure": "90", "state": "talking", "edition": "1", "level": "3"}
    shown = page(client_of(ada), address)
    assert [words in shown for words in ("首选", 'name="level"')] == [True, False]
    assert client_of(fay).post(address, typed).status_code == 303
    shown = page(client_of(ada), f"/deals/{agreed.quote.deal_id}/contract/")
    told = ("90 日内付款", "法定 60 天", "财务还没填这个币种的资金成本", "不能签", 'tone--bad">1<')
    assert [words in shown for words in told] == [True] * 5
    shown = page(client_of(ada), address)
    assert [words in shown for words in ("和“不签”立场比", "<ins>", "fay判定")] == [True] * 3


def test_sales_cannot_type_the_deviation(client_of: ClientOf, agreed: QuoteVersion, ada: User) -> None:
    row = checklists.item(checklists.checklist(agreed, ada), "cap")
    typed = {"theirs": "不设上限", "state": "open", "edition": "1", "level": "0"}
    assert client_of(ada).post(f"/contract-items/{row.pk}/", typed).status_code == 303
    row.refresh_from_db()
    assert (row.theirs, row.level) == ("不设上限", None)


def test_who_comes_second_sees_both(client_of: ClientOf, agreed: QuoteVersion, ada: User) -> None:
    row = checklists.item(checklists.checklist(agreed, ada), "cap")
    checklists.noted(row, ada, theirs="不设上限")
    answer = client_of(ada).post(f"/contract-items/{row.pk}/", TYPED | {"theirs": "以一年费用为限"})
    assert answer.status_code == 422
    assert [words in answer.content.decode() for words in ("以一年费用为限", "不设上限")] == [True, True]


def test_an_item_that_contradicts_itself_is_refused_beside_its_field(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, lin: User
) -> None:
    row = checklists.item(checklists.checklist(agreed, ada), "cap")
    for wrong in ({"level": "3", "state": "settled"}, {"state": "gone"}, {"figure": "-1"}):
        answer = client_of(lin).post(f"/contract-items/{row.pk}/", TYPED | wrong)
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) <= set(wrong)
