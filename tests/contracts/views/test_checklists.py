"""A deal's contract, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from contracts.models import Checklist
from quotes.actions.funding import add_funding_rate
from quotes.models import QuoteVersion
from stakeholders.domain.deals import Stage
from stakeholders.models import JournalEntry, User
from tests.factories import budgets, checklists, clauses

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


def test_what_money_costs_us_is_told_only_to_those_who_may_see_it(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, fay: User, lin: User, dov: User, now: datetime
) -> None:
    add_funding_rate(points=Decimal(6), currency="CNY", valid_from=date(2026, 1, 1), source="LPR", by=fay, at=now)
    row = checklists.item(checklists.checklist(agreed, ada), "credit_days")
    checklists.noted(row, ada, figure=Decimal(90))
    said = ("年化 6%", "可查看资金成本", "财务还没填")
    addresses = (f"/deals/{agreed.quote.deal_id}/contract/", f"/contract-items/{row.pk}/")
    told = {
        user: [[words in page(client_of(user), address) for words in said] for address in addresses]
        for user in (ada, fay, lin, dov)
    }
    seen, hidden = [[True, False, False]] * 2, [[False, True, False]] * 2
    assert told == {ada: seen, fay: seen, lin: hidden, dov: hidden}


def test_a_signed_deal_offers_no_form_that_is_always_refused(
    client_of: ClientOf, agreed: QuoteVersion, ada: User
) -> None:
    row = checklists.item(checklists.checklist(agreed, ada), "cap")
    deal = agreed.quote.deal
    links = (f"/deals/{deal.pk}/contract/new/", f"/contract-items/{row.pk}/")
    shown = page(client_of(ada), f"/deals/{deal.pk}/contract/")
    assert [link in shown for link in links] == [True, True]
    budgets.close(deal=deal, by=ada, stage=Stage.SIGNED)
    shown = page(client_of(ada), f"/deals/{deal.pk}/contract/")
    assert [link in shown for link in links] == [False, False]


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


def test_a_checklist_is_taken_along_as_a_file_and_its_reader_is_noted(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, pre: User, dee: User
) -> None:
    checklists.checklist(agreed, ada)
    address = f"/deals/{agreed.quote.deal_id}/contract/files/"
    assert address in page(client_of(pre), f"/deals/{agreed.quote.deal_id}/contract/")
    for kind, magic in (("docx", b"PK"), ("xlsx", b"PK")):
        answer = client_of(pre).post(address, {"kind": kind, "language": "en"})
        assert (answer.status_code, answer.content[:2]) == (200, magic)
        assert f"-en.{kind}" in answer["Content-Disposition"]
    told = JournalEntry.objects.filter(act="take_checklist").order_by("pk").values_list("by__name", "facts__format")
    assert list(told) == [("pre", "docx"), ("pre", "xlsx")]
    assert client_of(dee).post(address, {"kind": "docx", "language": "en"}).status_code == 404


def test_what_is_no_file_is_refused_beside_its_field(client_of: ClientOf, agreed: QuoteVersion, ada: User) -> None:
    checklists.checklist(agreed, ada)
    answer = client_of(ada).post(f"/deals/{agreed.quote.deal_id}/contract/files/", {"kind": "exe", "language": "zh"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"kind", "language"}
