"""A new quote: numbered by the database, priced by the domain, told to the journal."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dealdesk.kernel.refusals import Refusal
from quotes.actions.quotes import (
    create_quote,
)
from quotes.models import (
    Bundle,
    PriceBookVersion,
    Quote,
    QuoteVersion,
)
from stakeholders.models import Deal, JournalEntry, User
from tests.quotes.actions.offers import VALID, book_lines, domain_totals, free_line, stored_totals


class TestCreating:
    def make(self, deal: Deal, book: PriceBookVersion, by: User, at: datetime, **terms: object) -> QuoteVersion:
        lines = terms.pop("lines") if "lines" in terms else book_lines(book)
        values: dict[str, object] = {"payment_plan": "annual_prepaid", "valid_until": VALID, "lines": lines}
        return create_quote(deal=deal, title="高级版", price_book=book, by=by, at=at, **values | terms)

    def test_the_first_version_holds_the_lines_at_list_price(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        version = self.make(deal, price_book, ada, now)

        assert (version.number, version.state, version.currency) == (1, "draft", "CNY")
        assert [(line.position, line.product_code, line.list_price) for line in version.lines.all()] == [
            (1, "RTC-HD", Decimal(62)),
            (2, "REC-MIX", Decimal(11)),
            (3, "SUP-724", Decimal(9500)),
        ]
        assert version.gross_total == Decimal("95730.00")
        assert stored_totals(version) == domain_totals(version)

    def test_the_database_numbers_the_quote_and_the_headline_repeats_its_version(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        one, two = (self.make(deal, price_book, ada, now).quote for _ in range(2))

        assert int(two.number.removeprefix("BJ-")) == int(one.number.removeprefix("BJ-")) + 1
        one.refresh_from_db()
        assert (one.latest_number, one.latest_state, one.latest_total) == (1, "draft", Decimal("95730.00"))

    def test_a_bundle_is_offered_at_its_one_price(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        bundle = Bundle(version=price_book, name="高级版", price=Decimal(90000))

        version = self.make(deal, price_book, ada, now, bundle=bundle)

        assert (version.form, version.bundle_price, version.gross_total) == ("bundle", Decimal(90000), Decimal(90000))

    def test_an_offer_without_tax_takes_the_tax_out_of_every_price(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        version = self.make(deal, price_book, ada, now, tax_included=False)

        assert [line.list_price for line in version.lines.all()] == [
            Decimal("58.49056604"),
            Decimal("10.37735849"),
            Decimal("8962.26415094"),
        ]
        assert version.net_total == Decimal("90311.32")
        assert version.gross_total == Decimal("95730.00")

    def test_an_amount_off_the_whole_is_taken_off_as_it_was_typed(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        off = {"header_amount": Decimal(1000), "rounding_scope": "document"}
        before_tax = self.make(deal, price_book, ada, now, tax_included=False, **off)
        with_tax = self.make(deal, price_book, ada, now, tax_included=True, **off)

        assert (before_tax.header_amount, before_tax.net_total) == (Decimal(1000), Decimal("89311.32"))
        assert QuoteVersion.objects.get(pk=before_tax.pk).header_amount == Decimal(1000)
        assert (with_tax.header_amount, with_tax.gross_total) == (Decimal(1000), Decimal("94730.00"))

    @pytest.mark.parametrize(
        "off", [{"header_amount": Decimal(1000)}, {"header_steps": [{"name": "季度返利", "percent": "5"}]}]
    )
    def test_a_bundle_and_a_discount_on_the_whole_do_not_go_together(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime, off: dict[str, object]
    ) -> None:
        bundle = Bundle(version=price_book, name="高级版", price=Decimal(90000))
        for chosen in ({"bundle": bundle}, {"form": "bundle", "bundle_price": Decimal(90000)}):
            with pytest.raises(Refusal, match="A bundle has one price") as refused:
                self.make(deal, price_book, ada, now, **chosen, **off)
            assert refused.value.field == next(iter(off))

    def test_lines_of_one_group_stand_together(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        lines = [*book_lines(price_book), free_line(group="实时互动", description="弱网调优")]

        version = self.make(deal, price_book, ada, now, lines=lines)

        assert [line.description for line in version.lines.all()] == [
            "720p 实时互动并发",
            "弱网调优",
            "云端合流录制",
            "7×24 专属支持",
        ]

    @pytest.mark.parametrize(
        ("terms", "field"),
        [
            ({"lines": []}, "lines"),
            ({"valid_until": date(2026, 11, 23)}, "valid_until"),
            ({"bundle_price": Decimal("957300.01"), "form": "bundle"}, "bundle_price"),
            ({"term_months": 0}, "term_months"),
        ],
    )
    def test_it_refuses_what_no_offer_can_be(
        self,
        deal: Deal,
        price_book: PriceBookVersion,
        ada: User,
        now: datetime,
        terms: dict[str, object],
        field: str,
    ) -> None:
        with pytest.raises(Refusal) as refused:
            self.make(deal, price_book, ada, now, **terms)

        assert refused.value.field == field
        assert Quote.objects.count() == 0

    def test_a_price_book_that_is_not_in_force_is_refused(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        with pytest.raises(Refusal, match="not in force today"):
            self.make(deal, price_book, ada, now - timedelta(days=365))

    def test_twenty_lines_cost_as_many_statements_as_one(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        lines = [free_line(description=f"项目 {i}") for i in range(20)]

        with CaptureQueriesContext(connection) as statements:
            self.make(deal, price_book, ada, now, lines=lines)

        assert [q["sql"].split('"')[1] for q in statements if "SAVEPOINT" not in q["sql"]] == [
            "quotes_quote",
            "quotes_quoteversion",
            "quotes_quoteline",
            "stakeholders_journalentry",
        ]

    def test_the_journal_tells_of_it_and_never_of_a_floor(
        self, deal: Deal, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        version = self.make(deal, price_book, ada, now)

        entry = JournalEntry.objects.get(act="create_quote")
        assert (entry.by, entry.at, entry.deal, entry.object_id) == (ada, now, deal, version.quote_id)
        assert entry.facts == {
            "number": version.quote.number,
            "title": "高级版",
            "total": "95730.00",
            "currency": "CNY",
        }
