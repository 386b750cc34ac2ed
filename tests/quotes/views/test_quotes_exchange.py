"""A quote in another currency than its price book's: the rate is typed once, shown everywhere, and stays as it was."""

from datetime import date, datetime
from decimal import Decimal
from html import unescape

import pytest
from django.db import Error, transaction
from django.utils.translation import gettext_lazy as said

from dealdesk.kernel.currencies import Exchange
from quotes.actions.approvals import submit_version
from quotes.actions.quotes import next_version
from quotes.documents.proposal import collect
from quotes.documents.proposal.clauses import tax_basis
from quotes.domain.policy import Approver, Figure, Operator
from quotes.models import Policy, PriceBookVersion, QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import quotes as offered
from tests.quotes.views.test_quotes_new import new_quote
from tests.quotes.views.typing_in import ClientOf, shown_in, statements_of

pytestmark = pytest.mark.usefixtures("today")

DOLLARS = {"currency": "USD", "fx_rate": "7.16", "fx_way": "quote", "fx_on": "2026-11-24", "fx_source": "人民币中间价"}
WORDS = "1 CNY = 0.1396648045 USD (1 USD = 7.16 CNY)"


@pytest.fixture
def dollars(client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User) -> QuoteVersion:
    client_of(ada).post(f"/deals/{deal.pk}/quotes/new/", new_quote(price_book, **DOLLARS))
    return QuoteVersion.objects.select_related("quote").get()


def test_prices_and_floors_come_over_at_the_rate_that_was_typed(dollars: QuoteVersion) -> None:
    assert dollars.exchange() == Exchange(
        source_currency="CNY",
        target_currency="USD",
        rate=Decimal("0.1396648045"),
        on=date(2026, 11, 24),
        source="人民币中间价",
    )
    line = dollars.lines.get(product_code="RTC-HD")
    assert (dollars.currency, dollars.quote.currency) == ("USD", "USD")
    assert (line.list_price, line.floor_price) == (Decimal("8.65921788"), Decimal("6.42458101"))
    # 10,000 × 62 × 80 % and 9,600 × 11 yuan at 7.16, each rounded to the cent.
    assert dollars.gross_total == Decimal("69273.74") + Decimal("14748.60")


def test_a_rate_may_be_written_the_other_way_round(
    client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User
) -> None:
    sent = new_quote(price_book, **DOLLARS | {"fx_rate": "0.14", "fx_way": "book"})
    client_of(ada).post(f"/deals/{deal.pk}/quotes/new/", sent)
    assert QuoteVersion.objects.get().fx_rate == Decimal("0.14")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("fx_rate", ""),
        ("fx_rate", "0"),
        ("fx_rate", "-7"),
        ("fx_rate", "NaN"),
        ("fx_rate", "1e999"),
        ("fx_rate", "9" * 30),
        ("fx_way", "sideways"),
        ("fx_on", ""),
        ("fx_on", "2026-11-25"),
        ("fx_on", "soon"),
        ("fx_source", ""),
        ("fx_source", "源" * 81),
        ("fx_source", "a\0b"),
        ("currency", "XXX"),
    ],
)
def test_a_rate_that_is_none_is_a_sentence_by_its_field(
    client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User, field: str, value: str
) -> None:
    answer = client_of(ada).post(f"/deals/{deal.pk}/quotes/new/", new_quote(price_book, **DOLLARS | {field: value}))
    assert (answer.status_code, QuoteVersion.objects.count()) == (422, 0)
    assert answer.context["form"].errors.keys() == {field}
    assert '<details class="more" open>' in answer.content.decode()


def test_the_price_books_own_currency_takes_no_rate(
    client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User
) -> None:
    client = client_of(ada)
    refused = client.post(f"/deals/{deal.pk}/quotes/new/", new_quote(price_book, currency="CNY", fx_rate="7"))
    assert refused.context["form"].errors.keys() == {"fx_rate"}
    made = client.post(f"/deals/{deal.pk}/quotes/new/", new_quote(price_book, currency="CNY", fx_on="2026-11-24"))
    assert (made.status_code, QuoteVersion.objects.get().exchange()) == (303, None)


def test_a_discount_on_the_whole_is_in_the_currency_of_the_quote(
    client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User
) -> None:
    client_of(ada).post(f"/deals/{deal.pk}/quotes/new/", new_quote(price_book, header_amount="US$22.34", **DOLLARS))
    assert QuoteVersion.objects.get().gross_total == Decimal(84_000)


def test_a_deal_in_another_currency_is_quoted_in_it_unless_somebody_says_otherwise(
    client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User
) -> None:
    client = client_of(ada)
    at_home = client.get(f"/deals/{deal.pk}/quotes/new/").content.decode()
    Deal.objects.update(currency="USD")
    abroad = client.get(f"/deals/{deal.pk}/quotes/new/")
    assert abroad.context["form"]["currency"].value() == "USD"
    assert ('<details class="more" open>' in abroad.content.decode(), '<details class="more" open>' in at_home) == (
        True,
        False,
    )


class TestShown:
    def test_on_the_version_and_beside_another(
        self, client_of: ClientOf, dollars: QuoteVersion, policy: Policy, ada: User, now: datetime
    ) -> None:
        client = client_of(ada)
        page = client.get(f"/versions/{dollars.pk}/")
        told = {fact.label: fact.value for fact in page.context["offer"].facts}
        assert told["汇率"] == f"{WORDS} · 2026-11-24 · 人民币中间价"
        assert shown_in(page, "metric-version").startswith("当前版本（含税） V1 · 84,022.34 USD/年")
        submit_version(version=dollars, reason="开拓海外", by=ada, at=now)
        next_version(version=dollars, by=ada, at=now)
        compared = unescape(client.get(f"/quotes/{dollars.quote_id}/compare/").content.decode())
        assert f"{WORDS}, 2026-11-24, 人民币中间价" in compared

    def test_on_paper(self, dollars: QuoteVersion, now: datetime) -> None:
        paper = collect(dollars, at=now)
        assert paper.exchange == dollars.exchange()
        assert tax_basis(paper).startswith("币种：美元。")
        assert f"目录价按 {WORDS} 折算（2026 年 11 月 24 日，人民币中间价），汇率以此为准。" in tax_basis(paper)


class TestFrozen:
    def test_it_stays_with_the_version_and_goes_on_to_the_next(
        self, dollars: QuoteVersion, policy: Policy, ada: User, now: datetime
    ) -> None:
        submit_version(version=dollars, reason="开拓海外", by=ada, at=now)
        draft = next_version(version=dollars, by=ada, at=now)
        assert (draft.exchange(), draft.gross_total) == (dollars.exchange(), dollars.gross_total)
        with pytest.raises(Error), transaction.atomic():
            QuoteVersion.objects.filter(pk=dollars.pk).update(fx_rate=Decimal("0.2"))
        frozen = QuoteVersion.objects.get(pk=dollars.pk)
        assert frozen.exchange() == draft.exchange()


def in_yuan(threshold: str, adm: User) -> None:
    """Finance is asked about a total of more than so many yuan."""
    offered.policy(by=adm, rules=((Figure.GROSS_TOTAL, Operator.GT, threshold, Approver.FINANCE, "大额"),))


class TestAuthority:
    def test_dollars_are_weighed_as_yuan(
        self, client_of: ClientOf, dollars: QuoteVersion, ada: User, adm: User
    ) -> None:
        in_yuan("600000", adm)
        authority = client_of(ada).get(f"/versions/{dollars.pk}/").context["offer"].authority
        assert ["¥601,599.95" in reason for need in authority.needed for reason in need.reasons] == [True]

    def test_without_a_rate_it_is_not_submitted_and_says_why(
        self, client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User, adm: User
    ) -> None:
        draft = offered.draft(deal=deal, price_book=price_book, by=ada, currency="USD")
        in_yuan("600000", adm)
        client = client_of(ada)
        page = client.get(f"/versions/{draft.pk}/")
        why = said(
            "%(figure)s is held against an amount in yuan, and this offer in %(currency)s has no exchange rate to it: "
            "make the quote from a price book in yuan, at a rate."
        ) % {"figure": said("Total with tax"), "currency": "USD"}
        assert page.context["buttons"].submit.why == why
        assert client.post(f"/versions/{draft.pk}/submit/", {"reason": "x"}).status_code == 422


def test_it_costs_no_statement_more_than_in_yuan(
    client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User
) -> None:
    client = client_of(ada)
    sent = new_quote(price_book, **DOLLARS)
    answer, statements = statements_of(lambda: client.post(f"/deals/{deal.pk}/quotes/new/", sent))
    assert (answer.status_code, statements) == (303, 8)
