"""Our invoice and the buyer's VAT, asked over HTTP, and what a trade about them says while it is typed."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from quotes.domain.negotiation import Issue
from quotes.models import DealInvoicing, Move, QuoteVersion
from stakeholders.models import Contact, Deal, User
from tests.factories.haggling import approved
from tests.factories.issues import issue, option
from tests.quotes.views.rounds import row, typed_round, url

ClientOf = Callable[[User], Client]
TOLD = {"invoice": "ordinary", "buyer_credits": "True", "source": "对方财务何敏之"}


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def tell(client: Client, deal: Deal, **changed: str) -> Any:
    return client.post(f"/deals/{deal.pk}/invoicing/", TOLD | changed)


def test_it_is_told_once_and_shows_what_either_invoice_costs_the_buyer(
    client_of: ClientOf, version: QuoteVersion, deal: Deal, ada: User
) -> None:
    """839,600 with tax on the table."""
    approved(version, by=ada)
    ada_s = client_of(ada)
    assert tell(ada_s, deal).headers["Location"] == f"/deals/{deal.pk}/issues/"
    page = ada_s.get(f"/deals/{deal.pk}/invoicing/").text
    told = [f"{amount:,.2f}" in page for amount in (version.gross_total, version.net_total)]
    assert (told, "对方财务何敏之" in page, "ada 填写于 2026-11-24" in page) == ([True, True], True, True)


def test_two_who_tell_it_at_once_do_not_overwrite_each_other(client_of: ClientOf, deal: Deal, ada: User) -> None:
    ada_s = client_of(ada)
    tell(ada_s, deal)
    assert tell(ada_s, deal, edition="1", invoice="special").status_code == 303
    answer = tell(ada_s, deal, edition="1")
    assert (answer.status_code, DealInvoicing.objects.get().invoice) == (422, "special")
    assert "增值税专用发票" in answer.text


def test_where_the_figures_are_from_is_asked_beside_the_field(client_of: ClientOf, deal: Deal, ada: User) -> None:
    answer = tell(client_of(ada), deal, source="")
    assert (answer.status_code, "id_source_error" in answer.text or "这个字段" in answer.text) == (422, True)


def test_who_may_not_see_issues_does_not_tell_it(
    client_of: ClientOf, deal: Deal, ada: User, dee: User, fay: User
) -> None:
    statuses = {who.name: tell(client_of(who), deal).status_code for who in (dee, fay, ada)}
    assert statuses == {"dee": 404, "fay": 404, "ada": 303}


class TestATradeAboutIt:
    def test_while_it_is_typed_it_asks_for_what_nobody_said_then_reckons_both_sides(
        self, client_of: ClientOf, version: QuoteVersion, contact: Contact, deal: Deal, ada: User
    ) -> None:
        approved(version, by=ada)
        ada_s = client_of(ada)
        rows = row(0, kind="give", issue="invoice", what="改开专票", trade="1")
        asked = ada_s.post(url(version.quote, "rounds/preview"), typed_round(version, contact, ada) | rows).text
        assert ("买方能抵扣进项税吗？" in asked, f"/deals/{deal.pk}/invoicing/" in asked) == (True, True)
        tell(ada_s, deal)
        reckoned = ada_s.post(url(version.quote, "rounds/preview"), typed_round(version, contact, ada) | rows).text
        vat = version.gross_total - version.net_total
        assert ("客户抵扣后实付" in reckoned, f"{vat:,.2f}" in reckoned) == (True, True)

    def test_it_is_kept_with_its_round(
        self, client_of: ClientOf, version: QuoteVersion, contact: Contact, deal: Deal, ada: User
    ) -> None:
        approved(version, by=ada)
        ada_s = client_of(ada)
        tell(ada_s, deal)
        rows = row(0, kind="give", issue="invoice", what="改开专票", trade="1", untraded_reason="不花我们的钱")
        assert ada_s.post(url(version.quote), typed_round(version, contact, ada) | rows).status_code == 303
        move = Move.objects.get()
        vat = version.gross_total - version.net_total
        assert (move.worth, move.basis, move.theirs_low, move.theirs_high) == (0, "vat", vat, vat)

    def test_on_the_list_it_is_priced_for_both_sides(
        self, client_of: ClientOf, version: QuoteVersion, deal: Deal, ada: User
    ) -> None:
        approved(version, by=ada)
        issue(deal, by=ada, of=Issue.INVOICE, options=(option("普票", source=""), option("专票", source="")))
        ada_s = client_of(ada)
        page = ada_s.get(f"/deals/{deal.pk}/issues/").text
        assert "买方能抵扣进项税吗？" in page
        tell(ada_s, deal)
        assert "客户抵扣后实付" in ada_s.get(f"/deals/{deal.pk}/issues/").text
