"""How a deal is paid, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contracts.models import Declaration
from quotes.actions.funding import add_funding_rate
from quotes.models import QuoteVersion
from stakeholders.models import Customer, Deal, User
from tests.factories import checklists, clauses, payments
from tests.factories import stakeholders as whom
from tests.factories.law import enter_as_it_comes

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def agreed(version: QuoteVersion, ada: User, now: datetime) -> Iterator[QuoteVersion]:
    clauses.write_as_it_comes()
    enter_as_it_comes()
    with time_machine.travel(now):
        yield checklists.agreed(version, ada)


@pytest.fixture
def rate(fay: User, now: datetime) -> None:
    add_funding_rate(points=Decimal(6), currency="CNY", valid_from=date(2026, 1, 1), source="LPR", by=fay, at=now)


@pytest.fixture
def other(customer: Customer, ada: User) -> Deal:
    return whom.deal(customer=customer, owner=ada, name="另一单")


def address(agreed: QuoteVersion, query: str = "") -> str:
    return f"/deals/{agreed.quote.deal_id}/contract/payment/{query}"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.usefixtures("rate")
def test_what_the_money_is_worth_today_is_for_those_who_may_know_what_it_costs(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, fay: User, lin: User, dov: User
) -> None:
    checklists.checklist(agreed, ada)
    asked = address(agreed, "?A-credit_days=180&late=30")
    said = ("年化 6%", "折到今天", "平均占用", "账期 180 天")
    told = {user: [words in page(client_of(user), asked) for words in said] for user in (ada, fay, lin, dov)}
    seen, hidden = [True, True, True, True], [False, False, True, True]
    assert told == {ada: seen, fay: seen, lin: hidden, dov: hidden}


@pytest.mark.usefixtures("rate")
def test_the_trades_of_the_article_stand_beside_the_offer(client_of: ClientOf, agreed: QuoteVersion, ada: User) -> None:
    """The offer is paid quarterly in advance."""
    asked = "?A-payment_plan=annual_prepaid&A-off=5&B-free_months=3&C-credit_days=30&C-early=2&C-early_days=10"
    shown = page(client_of(ada), address(agreed, asked))
    told = ("14.89", "2.15", "20.00", "名义年化 37.24%", "复利 44.59%", "方案 C")
    assert {words: words in shown for words in told} == dict.fromkeys(told, True)


def test_a_way_that_cannot_be_says_so_beside_its_field(client_of: ClientOf, agreed: QuoteVersion, ada: User) -> None:
    wrong = {
        "A-early=2": "早付折扣要同时填点数和天数",
        "A-early=2&A-early_days=40&A-credit_days=30": "早付要早于到期",
        "B-credit_days=99999": "730",
        "begins=2099-01-01": "十年",
    }
    found = {query: words in page(client_of(ada), address(agreed, f"?{query}")) for query, words in wrong.items()}
    assert found == dict.fromkeys(wrong, True)


def test_what_being_late_costs_is_told_by_law_and_by_contract(
    client_of: ClientOf, agreed: QuoteVersion, ada: User
) -> None:
    """Of 839,600: 0.05 points a day for ninety days, or 4 a year."""
    assert "先在核对表里填买方类型" in page(client_of(ada), address(agreed, "?late=90"))
    row = checklists.item(checklists.checklist(agreed, ada), "late_interest")
    checklists.noted(row, ada, figure=Decimal(4))
    shown = page(client_of(ada), address(agreed, "?late=90"))
    assert [words in shown for words in ("37,782.00", "8,280.99", "晚付 90 天")] == [True] * 3


def test_a_deal_without_an_offer_says_what_is_missing(client_of: ClientOf, other: Deal, ada: User) -> None:
    assert "还没有报出去的版本" in page(client_of(ada), f"/deals/{other.pk}/contract/payment/")


def test_the_law_says_rule_by_rule_what_it_makes_of_the_contract(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, fay: User
) -> None:
    law = address(agreed, "law/")
    assert "还不知道" in page(client_of(ada), law)
    row = checklists.item(checklists.checklist(agreed, ada), "credit_days")
    checklists.noted(row, ada, figure=Decimal(180))
    shown = page(client_of(ada), law)
    told = ("约定 180 天，法定 60 天", "第十五条", "2025-06-01", "2025-04-19", "还没告知", "不是法律意见")
    assert {words: words in shown for words in told} == dict.fromkeys(told, True)
    payments.prime(fay)
    assert "3 %" in page(client_of(ada), law)


def test_the_signed_declaration_is_kept_and_the_checklist_stops_asking(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, fay: User, dee: User
) -> None:
    checklists.checklist(agreed, ada)
    contract = f"/deals/{agreed.quote.deal_id}/contract/"
    assert "还没有凭证说明已告知" in page(client_of(ada), contract)
    new = f"{contract}payment/declaration/new/"
    told = {"size": "small", "declared_on": "2026-11-20", "told": "随合同交采购部"}

    def signed() -> SimpleUploadedFile:
        return SimpleUploadedFile("声明.pdf", payments.SIGNED)

    assert client_of(fay).post(new, told | {"file": signed()}).status_code == 403
    assert client_of(ada).post(new, told).status_code == 422
    assert client_of(ada).post(new, told | {"file": signed()}).status_code == 303
    assert "还没有凭证说明已告知" not in page(client_of(ada), contract)
    kept = f"/declarations/{Declaration.objects.get().pk}/"
    assert client_of(fay).get(kept).content == payments.SIGNED
    assert client_of(dee).get(kept).status_code == 404
    assert "随合同交采购部" in page(client_of(fay), f"{contract}payment/law/")


def test_finance_enters_the_prime_rate_and_everybody_reads_it(client_of: ClientOf, ada: User, fay: User) -> None:
    told = {"points": "3.1", "valid_from": "2026-11-20", "source": "同业拆借中心"}
    assert client_of(ada).post("/law/lpr/new/", told).status_code == 403
    assert client_of(fay).post("/law/lpr/new/", told | {"points": "x"}).status_code == 422
    assert client_of(fay).post("/law/lpr/new/", told).status_code == 303
    assert "3.1 %" in page(client_of(ada), "/law/lpr/")
