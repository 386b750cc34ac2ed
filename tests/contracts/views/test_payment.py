"""How a deal is paid, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contracts.domain.payment import Buyer
from contracts.models import Declaration
from contracts.queries.payment import owed_on
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


def test_late_money_bears_the_interest_that_the_contract_names(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, fay: User, lin: User
) -> None:
    """100,000 due on 1 October, a holiday, and so on the 8th: 40,000 came three days late, 60,000 are 47 days late."""
    deal = agreed.quote.deal
    row = checklists.item(checklists.checklist(agreed, ada), "late_interest")
    checklists.noted(row, ada, figure=Decimal(4))
    payments.instalment(deal, ada)
    receipts = f"/deals/{deal.pk}/contract/payment/receipts/new/"
    told = {"amount": "40,000", "received_on": "2026-10-11", "source": "回单 1011"}
    assert client_of(ada).post(receipts, told).status_code == 403
    assert client_of(fay).post(receipts, told | {"received_on": "2027-01-01"}).status_code == 422
    assert client_of(fay).post(receipts, told).status_code == 303
    shown = page(client_of(lin), address(agreed, "received/"))
    # 13.15 and 309.04 by the contract, and nothing by the law beside it; 40 days from when the credit began.
    said = ("逾期 47 天", "322.19", "40 天", "回单 1011", "差", "年利率 4%", "没有录入 LPR")
    assert {words: words in shown for words in said} == dict.fromkeys(said, True)
    assert "1,470.00" not in shown
    payments.prime(fay, "4.1")
    assert "低于签约日的 LPR" in page(client_of(lin), address(agreed, "received/"))
    owed = owed_on(deal, date(2026, 11, 24))
    assert (owed.overdue, owed.by_law, owed.next_due and owed.next_due.days_late) == (60_000, None, 47)


def test_late_money_bears_the_interest_of_the_law_where_no_rate_is_agreed(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, fay: User
) -> None:
    """60 on what came three days late, and 1,410 on what is late still."""
    checklists.checklist(agreed, ada)
    payments.instalment(agreed.quote.deal, ada)
    payments.receipt(agreed.quote.deal, fay)
    shown = page(client_of(ada), address(agreed, "received/"))
    said = ("1,470.00", "没有约定利率，按法定计")
    assert {words: words in shown for words in said} == dict.fromkeys(said, True)


def test_instalments_come_from_the_offer_and_are_put_right(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, dov: User
) -> None:
    checklists.checklist(agreed, ada)
    deal, home = agreed.quote.deal, address(agreed, "received/")
    assert client_of(dov).post(f"{home}plan/", {"begins": "2026-12-01"}).status_code == 403
    assert client_of(ada).post(f"{home}plan/", {"begins": ""}).status_code == 422
    assert client_of(ada).post(f"{home}plan/", {"begins": "2026-12-01"}).status_code == 303
    first = deal.instalments.all()[0]
    told = {
        "title": "首付款",
        "amount": "209900",
        "runs_from": "acceptance",
        "from_day": "2026-11-01",
        "credit_days": "30",
    }
    edit = f"/instalments/{first.pk}/"
    assert client_of(ada).post(edit, told | {"edition": "1"}).status_code == 422
    accepted = told | {"window_days": "10", "accepted_on": "2026-11-05", "edition": "1"}
    assert client_of(ada).post(edit, accepted).status_code == 303
    answer = client_of(ada).post(edit, accepted | {"title": "另一个"})
    assert answer.status_code == 422
    # The 5th is a Saturday.
    assert "2026-12-07" in page(client_of(dov), home)
    assert client_of(ada).post(f"{edit}drop/").status_code == 303
    assert deal.instalments.count() == 3


def test_a_receipt_is_taken_back_in_sight(client_of: ClientOf, agreed: QuoteVersion, ada: User, fay: User) -> None:
    checklists.checklist(agreed, ada)
    row = payments.receipt(agreed.quote.deal, fay)
    withdraw = f"/receipts/{row.pk}/withdraw/"
    assert client_of(ada).post(withdraw, {"because": "记错"}).status_code == 403
    assert client_of(fay).post(withdraw, {"because": ""}).status_code == 422
    assert client_of(fay).post(withdraw, {"because": "记错账户"}).status_code == 303
    assert client_of(fay).get(withdraw).status_code == 404
    assert "fay 撤回：记错账户" in page(client_of(ada), address(agreed, "received/"))


def test_another_price_is_compared_as_its_buyer_pays_it(client_of: ClientOf, agreed: QuoteVersion, ada: User) -> None:
    """839,600 on a special invoice at 6 % against three points less on an ordinary one."""
    vat = address(agreed, "vat/")
    shown = page(client_of(ada), f"{vat}?gross=814412&rate=6&invoice=ordinary&credits=on")
    said = ("792,075.47", "814,412.00", "贵 2.82", "863,276.72", "第十三条", "不是法律意见")
    assert {words: words in shown for words in said} == dict.fromkeys(said, True)
    assert "便宜 3.00" in page(client_of(ada), f"{vat}?gross=814412&rate=6&invoice=ordinary")
    assert "USD" not in page(client_of(ada), f"{vat}?gross=x&rate=6")


def test_supplements_add_up_against_a_tenth_of_a_public_contract(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, dov: User
) -> None:
    deal, vat = agreed.quote.deal, address(agreed, "vat/")
    new = f"/deals/{deal.pk}/contract/payment/supplements/new/"
    told = {"what": "追加并发", "amount": "60,000", "agreed_on": "2026-11-20"}
    checklists.checklist(agreed, ada, buyer=None)
    assert client_of(dov).post(new, told).status_code == 403
    assert client_of(ada).post(new, told | {"amount": "0"}).status_code == 422
    assert client_of(ada).post(new, told).status_code == 303
    assert "先在核对表里填" in page(client_of(dov), vat)
    checklists.checklist(agreed, ada, buyer=Buyer.PUBLIC)
    shown = page(client_of(dov), vat)
    assert [words in shown for words in ("8.40", "2.40", "超出上限")] == [True, True, False]
    assert client_of(ada).post(new, told | {"what": "再追加"}).status_code == 303
    assert "超出上限 36,040.00" in page(client_of(dov), vat)
    row = deal.supplements.all()[0]
    assert client_of(dov).post(f"/supplements/{row.pk}/drop/").status_code == 403
    assert client_of(ada).post(f"/supplements/{row.pk}/drop/").status_code == 303
    assert deal.supplements.count() == 1


@pytest.mark.usefixtures("rate")
def test_what_instalments_are_worth_on_the_first_day_is_no_word_for_everybody(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, fay: User, lin: User, dov: User
) -> None:
    checklists.checklist(agreed, ada)
    payments.instalment(agreed.quote.deal, ada)
    home = address(agreed, "received/")
    told = {user: "折到首日" in page(client_of(user), home) for user in (ada, fay, lin, dov)}
    assert told == {ada: True, fay: True, lin: False, dov: False}


def test_what_the_checklist_denies_is_not_declared(client_of: ClientOf, agreed: QuoteVersion, ada: User) -> None:
    paper, new = address(agreed, "declaration/?size=small"), address(agreed, "declaration/new/")
    checklists.checklist(agreed, ada)
    assert client_of(ada).get(paper).status_code == 200
    assert 'value="small" selected' not in page(client_of(ada), new)
    checklists.checklist(agreed, ada, we_are_small=False)
    assert client_of(ada).get(paper).status_code != 200


def test_an_offer_in_another_currency_is_set_against_nothing(
    client_of: ClientOf, agreed: QuoteVersion, ada: User
) -> None:
    deal = agreed.quote.deal
    checklists.checklist(agreed, ada, buyer=Buyer.PUBLIC)
    payments.instalment(deal, ada)
    assert "739,600.00" in page(client_of(ada), address(agreed, "received/"))
    Deal.objects.filter(pk=deal.pk).update(currency="USD")
    shown = page(client_of(ada), address(agreed, "received/"))
    assert ["逐笔录入" in shown, "739,600.00" in shown] == [True, False]
    assert "无法对照上限" in page(client_of(ada), address(agreed, "vat/"))
