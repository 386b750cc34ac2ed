"""A contract's liability, asked over HTTP."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal as D

import pytest
import time_machine
from django.test import Client

from contracts.domain.liability.words import Basis, Harm
from contracts.models import ChecklistItem, LiabilityTerms
from quotes.models import QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import checklists, clauses, liability
from tests.triggers import resting

ClientOf = Callable[[User], Client]
LINES = {
    f"{harm}_{part}": value for harm in Harm for part, value in (("bucket", "general"), ("loss", ""), ("source", ""))
}
TYPED = {"basis": "amount", "increased_times": "", "increased_amount": "", **LINES}


@pytest.fixture(autouse=True)
def agreed(version: QuoteVersion, ada: User, now: datetime) -> Iterator[QuoteVersion]:
    clauses.write_as_it_comes()
    with time_machine.travel(now):
        yield checklists.agreed(version, ada)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_checklist_it_says_to_make_one(client_of: ClientOf, agreed: QuoteVersion, ada: User) -> None:
    assert "请先生成核对表" in page(client_of(ada), f"/deals/{agreed.quote.deal_id}/contract/liability/")


def test_figures_of_the_checklist_are_read_and_not_typed(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, pre: User
) -> None:
    made = checklists.checklist(agreed, ada)
    for key, figure in (("cap", 500_000), ("damages", 10_000)):
        checklists.noted(checklists.item(made, key), ada, figure=D(figure))
    address = f"/deals/{agreed.quote.deal_id}/contract/liability/"
    typed = TYPED | {
        "service_loss": "300000", "service_source": "去年索赔", "damages_cap": "200000", "delay_loss": "100000",
        "delay_source": "客户估算", "turnover": "2000000000", "turnover_source": "审计报告",
    }  # fmt: skip
    assert client_of(pre).post(f"{address}terms/", typed).status_code == 403
    assert client_of(ada).post(f"{address}terms/", typed).status_code == 303
    told = page(client_of(pre), address)
    said = (
        "50.00",
        "第 20 天触顶",
        "第 14 天起过高",
        "154 %",
        "100,000,000.00",
        "第六十五条",
        "第六十六条",
        "不论怎么写",
    )
    assert [words in told for words in said] == [True] * len(said)
    assert "重新登记" not in told


def test_no_cap_is_told_and_stands_on_the_checklist(client_of: ClientOf, agreed: QuoteVersion, ada: User) -> None:
    made = checklists.checklist(agreed, ada)
    address = f"/deals/{agreed.quote.deal_id}/contract/liability/"
    assert client_of(ada).post(f"{address}terms/", TYPED | {"basis": "none"}).status_code == 303
    told = page(client_of(ada), address)
    assert [words in told for words in ("没有边界", "没有累计赔偿上限", "照这样不能签")] == [True] * 3
    assert ChecklistItem.objects.get(checklist=made, clause__clause__key="cap").level == 3


def test_an_amount_that_nobody_entered_is_asked_for_and_not_called_boundless(
    client_of: ClientOf, agreed: QuoteVersion, ada: User
) -> None:
    made = checklists.checklist(agreed, ada)
    address = f"/deals/{agreed.quote.deal_id}/contract/liability/"
    assert client_of(ada).post(f"{address}terms/", TYPED).status_code == 303
    told = page(client_of(ada), address)
    asked = f'<a href="/contract-items/{checklists.item(made, "cap").pk}/">未填</a>'
    assert [words in told for words in ("上限金额未填", asked, "没有边界")] == [True, True, False]


def test_what_the_law_forbids_to_cap_waits_for_its_loss_and_is_not_called_boundless(
    client_of: ClientOf, agreed: QuoteVersion, ada: User
) -> None:
    checklists.checklist(agreed, ada)
    address = f"/deals/{agreed.quote.deal_id}/contract/liability/"
    typed = TYPED | {"basis": "contract", "injury_bucket": "unlimited", "gross_bucket": "unlimited"}
    assert client_of(ada).post(f"{address}terms/", typed).status_code == 303
    told = page(client_of(ada), address)
    assert ["损失未填" in told, "没有边界" in told] == [True, False]


def test_a_fine_is_compared_with_a_cap_in_its_own_currency_alone(
    client_of: ClientOf, agreed: QuoteVersion, ada: User
) -> None:
    deal = checklists.checklist(agreed, ada).deal
    address = f"/deals/{deal.pk}/contract/liability/"
    typed = TYPED | {"basis": "contract", "data_bucket": "increased", "increased_amount": "10000000"}
    assert client_of(ada).post(f"{address}terms/", typed).status_code == 303
    assert ["低于罚款" in page(client_of(ada), address), "未作比较" in page(client_of(ada), address)] == [True, False]
    Deal.objects.filter(pk=deal.pk).update(currency="USD")
    told = page(client_of(ada), address)
    assert ["报价用 CNY" in told, "罚款上限" in told, "最坏情况" in told] == [True, False, False]
    with resting("quotes.QuoteVersion:offer_is_never_edited"):
        QuoteVersion.objects.filter(pk=agreed.pk).update(currency="USD")
    told = page(client_of(ada), address)
    assert ["低于罚款" in told, "未作比较" in told, "报价用" in told] == [False, True, False]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"data_loss": "1"}, "data_source"),
        ({"data_bucket": "increased"}, "increased_times"),
        ({"delay_loss": "1"}, "delay_source"),
        ({"turnover": "x"}, "turnover"),
        ({"basis": "else"}, "basis"),
    ],
)
def test_what_contradicts_itself_is_refused_beside_its_field(
    client_of: ClientOf, agreed: QuoteVersion, ada: User, wrong: dict[str, str], field: str
) -> None:
    checklists.checklist(agreed, ada)
    answer = client_of(ada).post(f"/deals/{agreed.quote.deal_id}/contract/liability/terms/", TYPED | wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not LiabilityTerms.objects.exists()


def test_who_comes_second_sees_both_and_an_older_edition_is_read_as_one(
    client_of: ClientOf, agreed: QuoteVersion, ada: User
) -> None:
    checklists.checklist(agreed, ada)
    liability.noted(agreed.quote.deal, ada)
    liability.noted(agreed.quote.deal, ada, basis=Basis.CONTRACT)
    address = f"/deals/{agreed.quote.deal_id}/contract/liability/"
    answer = client_of(ada).post(f"{address}terms/", TYPED | {"edition": "1"})
    assert answer.status_code == 422
    assert "basis" in answer.context["form"].errors
    assert ["这是第 1 版" in page(client_of(ada), address + query) for query in ("", "?edition=1")] == [False, True]
