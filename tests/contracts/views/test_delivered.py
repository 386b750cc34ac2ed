"""What was promised and what was delivered, over HTTP."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from contracts.actions.sla import add_wording
from contracts.domain.sla.credits import CutFee, flat
from contracts.domain.sla.wordings import Method, Wording
from contracts.models import ContractLife, DeliveredFigure, IncidentLog, Promise, SlaWording
from contracts.queries.delivered import monthly_fee
from dealdesk.kernel.percent import Percent
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.factories import obligations as owed
from tests.factories import sla

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_a_signature_nothing_is_promised(client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
    assert "还没有承诺" in page(client_of(ada), f"/deals/{version.quote.deal_id}/delivered/")


def test_a_month_is_noted_and_its_credit_stands_beside_it(
    client_of: ClientOf, version: QuoteVersion, ada: User, pre: User, dee: User
) -> None:
    sla.word_as_it_comes()
    promise = owed.available(owed.signed(version, ada), ada)
    wording = SlaWording.objects.order_by("pk")[0]
    chosen = {"wording": wording.pk, "source": "合同附件二", "edition": 1}
    life = f"/contract-lives/{promise.life_id}/wording/"
    assert client_of(dee).get(life).status_code == 404
    assert client_of(ada).post(life, chosen | {"source": ""}).status_code == 422
    assert client_of(ada).post(life, chosen).status_code == 303
    assert client_of(ada).post(life, chosen).status_code == 422
    typed = {"month": "2026-10-01", "figure": "98", "source": "值班系统"}
    address, shown_at = f"/pledges/{promise.pk}/", f"/deals/{promise.life.deal_id}/delivered/"
    assert client_of(dee).get(address).status_code == 404
    assert client_of(ada).post(address, typed | {"month": "2026-12-01"}).status_code == 422
    assert client_of(pre).post(address, typed).status_code == 303
    shown = page(client_of(ada), shown_at)
    assert [words in shown for words in (wording.name, "合同附件二", "2026-10", "未达标", "值班系统", "应付赔付")] == [
        True
    ] * 6


def test_no_wording_is_chosen_for_whoever_sends_the_form_as_it_comes(
    client_of: ClientOf, version: QuoteVersion, ada: User
) -> None:
    sla.word_as_it_comes()
    promise = owed.available(owed.signed(version, ada), ada)
    life = f"/contract-lives/{promise.life_id}/wording/"
    assert '<option value="" selected>' in page(client_of(ada), life)
    assert client_of(ada).post(life, {"wording": "", "source": "合同附件二", "edition": 1}).status_code == 422
    promise.life.refresh_from_db()
    assert promise.life.wording is None


def test_a_month_costs_the_same_on_the_checklist_and_after_the_signature(
    client_of: ClientOf, version: QuoteVersion, ada: User
) -> None:
    QuoteVersion.objects.filter(pk=version.pk).update(free_months=3)
    version.refresh_from_db()
    done = owed.accepted(version, ada)
    owed.checked(done, ada, credits=10)
    address = f"/deals/{done.quote.deal_id}/contract/"
    assert ["55,973.33" in page(client_of(ada), address), "69,966.67" in page(client_of(ada), address)] == [True, False]
    assert round(monthly_fee(owed.signed(done, ada)), 2) == Decimal("55973.33")


@pytest.mark.parametrize(
    ("cut", "said"), [(CutFee.DAYS, "按 15/31 天折算"), (None, "按整月费用计，实际 15/31 天")], ids=["days", "unsaid"]
)
def test_a_first_month_that_is_cut_short_says_of_which_fee_its_credit_is(
    client_of: ClientOf, version: QuoteVersion, ada: User, lin: User, cut: CutFee | None, said: str
) -> None:
    promise = owed.available(owed.signed(version, ada), ada)
    ContractLife.objects.filter(pk=promise.life_id).update(begins_on=date(2026, 10, 17))
    scale = replace(flat(Percent(Decimal("99.95")), Percent(Decimal(10))), cut=cut)
    words = Wording(method=Method.OUTAGES)
    named = add_wording(name="合同", words=words, scale=scale, claim="", source="合同附件二", by=lin, at=owed.NOW)
    owed.worded(promise.life, ada, named)
    owed.delivered(promise, ada)
    shown = page(client_of(ada), f"/deals/{version.quote.deal_id}/delivered/")
    credit = round(monthly_fee(promise.life) / 10 * (Decimal(15) / 31 if cut else 1), 2)
    assert (said in shown, f"{credit:,}" in shown) == (True, True)


def test_a_log_is_replayed_and_a_promise_entered(client_of: ClientOf, version: QuoteVersion, ada: User) -> None:
    sla.word_as_it_comes()
    sla.log(ada)
    promise = owed.available(owed.signed(version, ada), ada)
    life = promise.life_id
    typed = {"log": IncidentLog.objects.get().pk}
    assert client_of(ada).post(f"/contract-lives/{life}/replay/", typed).status_code == 422
    owed.worded(promise.life, ada)
    assert client_of(ada).post(f"/contract-lives/{life}/replay/", typed).status_code == 303
    assert DeliveredFigure.objects.count() == 2
    told = {"kind": "usage", "name": "", "figure": "500000", "source": "合同附件一"}
    assert client_of(ada).post(f"/contract-lives/{life}/promises/new/", told | {"figure": "-1"}).status_code == 422
    assert client_of(ada).post(f"/contract-lives/{life}/promises/new/", told).status_code == 303
    assert Promise.objects.filter(kind="usage").exists()
