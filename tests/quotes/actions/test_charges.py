"""How a product is charged: chosen in a draft, kept by the versions after it, and fixed once published."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError

from dealdesk.kernel.currencies import Exchange
from dealdesk.kernel.refusals import Refusal
from quotes.actions.charges import save_charge
from quotes.actions.pricebooks import clone_price_book, draft_price_book, publish_price_book, save_prices
from quotes.actions.quotes import create_quote, save_terms
from quotes.actions.quotes.lines import add_lines
from quotes.domain.pricing.charges import Graduated, Tier
from quotes.domain.pricing.terms import PaymentPlan
from quotes.models import PriceBookVersion, PriceItem, QuoteLine, QuoteVersion
from stakeholders.models import Deal, JournalEntry, User
from tests.factories import quotes as offered

TIERS: dict[str, Any] = {"kind": "graduated", "tiers": [{"up_to": "100.00", "unit": "60"}, {"unit": "50.50"}]}
STORED = {"kind": "graduated", "tiers": [{"up_to": "100", "unit": "60"}, {"unit": "50.5"}]}


@pytest.fixture
def draft(price_book: PriceBookVersion, fay: User, now: datetime) -> PriceBookVersion:
    return draft_price_book(version=price_book, source="2027 年价目", by=fay, at=now)


@pytest.fixture
def item(draft: PriceBookVersion) -> PriceItem:
    return draft.items.select_related("product").get(product__code="RTC-HD")


def test_a_price_model_is_stored_in_its_shortest_words(item: PriceItem, fay: User, now: datetime) -> None:
    save_charge(item=item, charge=TIERS, by=fay, at=now)
    item.refresh_from_db()
    assert item.charge == STORED
    assert item.price_model == Graduated(
        tiers=(
            Tier(up_to=Decimal(100), unit=Decimal(60)),
            Tier(start=Decimal(100), unit=Decimal("50.5")),
        )
    )


def test_the_journal_says_whose_price_model_changed(item: PriceItem, fay: User, now: datetime) -> None:
    save_charge(item=item, charge=TIERS, by=fay, at=now)
    entry = JournalEntry.objects.latest("id")
    assert (entry.act, entry.by, entry.facts) == (
        "save_charge",
        fay,
        {"name": "标准价目", "version": 2, "code": "RTC-HD", "kind": "graduated"},
    )


def test_without_a_price_model_a_quantity_costs_quantity_times_list_price(
    item: PriceItem, fay: User, now: datetime
) -> None:
    save_charge(item=item, charge=TIERS, by=fay, at=now)
    save_charge(item=item, charge=None, by=fay, at=now)
    item.refresh_from_db()
    assert item.charge is None
    assert item.price_model is None


def test_a_table_with_a_hole_is_refused_at_its_place(item: PriceItem, fay: User, now: datetime) -> None:
    holed = {"kind": "volume", "tiers": [{"up_to": "10"}, {"start": "11"}]}
    with pytest.raises(Refusal, match="there is no price") as refused:
        save_charge(item=item, charge=holed, by=fay, at=now)
    assert refused.value.field == "tiers.1.start"
    item.refresh_from_db()
    assert item.charge is None


def test_the_next_version_keeps_the_price_model(
    item: PriceItem, draft: PriceBookVersion, fay: User, now: datetime
) -> None:
    save_charge(item=item, charge=TIERS, by=fay, at=now)
    publish_price_book(version=draft, valid_from=date(2027, 1, 1), by=fay, at=now)
    third = draft_price_book(version=draft, source="2028 年价目", by=fay, at=now)
    assert dict(third.items.values_list("product__code", "charge")) == {
        "RTC-HD": STORED,
        "REC-MIX": None,
        "SUP-724": None,
    }


def test_saving_prices_leaves_the_price_model_alone(
    item: PriceItem, draft: PriceBookVersion, fay: User, now: datetime
) -> None:
    save_charge(item=item, charge=TIERS, by=fay, at=now)
    prices = {"list_price": Decimal(60), "floor_price": None, "vat_rate": Decimal(6)}
    save_prices(version=draft, prices={item.product_id: prices}, by=fay, at=now)  # type: ignore[dict-item]
    item.refresh_from_db()
    assert (item.list_price, item.charge) == (Decimal(60), STORED)


def test_what_is_published_is_charged_as_it_was(price_book: PriceBookVersion, fay: User, now: datetime) -> None:
    item = price_book.items.select_related("product").get(product__code="RTC-HD")
    with pytest.raises(Refusal, match="A published price book never changes"):
        save_charge(item=item, charge=TIERS, by=fay, at=now)
    item.charge = TIERS
    with pytest.raises(ProgrammingError, match="published prices never change"):
        item.save(update_fields=["charge"])


def test_a_row_without_a_kind_is_kept_out_by_the_database(item: PriceItem) -> None:
    item.charge = {"tiers": []}
    with pytest.raises(IntegrityError, match="price_item_charge_has_kind"):
        item.save(update_fields=["charge"])


def test_a_book_in_another_currency_has_its_price_models_converted(
    item: PriceItem, draft: PriceBookVersion, fay: User, now: datetime
) -> None:
    save_charge(item=item, charge=TIERS, by=fay, at=now)
    abroad = clone_price_book(
        version=publish_price_book(version=draft, valid_from=date(2027, 1, 1), by=fay, at=now),
        into=None,
        name="海外价目",
        currency="USD",
        rate=Decimal("0.14"),
        places=2,
        source="定价会",
        by=fay,
        at=now,
    )
    assert abroad.items.get(product__code="RTC-HD").charge == {
        "kind": "graduated",
        "tiers": [{"up_to": "100", "unit": "8.4"}, {"unit": "7.07"}],
    }


class TestOnALine:
    """A line takes its price model from the price list and says it in the offer's own money."""

    @pytest.fixture
    def book(self, fay: User) -> PriceBookVersion:
        """A list in which the first 100 cost 62 and all others 53."""
        book = offered.price_book(by=fay, name="按量价目", published=False)
        tiers = [{"up_to": "100", "unit": "62"}, {"unit": "53"}]
        book.items.filter(product__code="RTC-HD").update(charge={"kind": "graduated", "tiers": tiers})
        offered.publish(book, by=fay)
        return book

    @pytest.fixture
    def minutes(self, book: PriceBookVersion) -> PriceItem:
        return book.items.select_related("product").get(product__code="RTC-HD")

    def offer(self, book: PriceBookVersion, deal: Deal, by: User, at: datetime, **terms: Any) -> QuoteVersion:
        item = book.items.select_related("product").get(product__code="RTC-HD")
        return create_quote(
            deal=deal,
            title="按量",
            price_book=book,
            lines=[QuoteLine.priced(item, Decimal(150))],
            payment_plan=PaymentPlan.QUARTERLY_PREPAID,
            valid_until=date(2026, 12, 31),
            by=by,
            at=at,
            **terms,
        )

    def test_a_line_costs_what_the_price_model_says(
        self, book: PriceBookVersion, minutes: PriceItem, deal: Deal, ada: User, now: datetime
    ) -> None:
        line = self.offer(book, deal, ada, now).lines.get()
        assert (line.charge, line.gross_total) == (minutes.charge, Decimal(8850))
        assert minutes.cost_of(Decimal(150)) == Decimal(8850)

    def test_in_an_offer_before_tax_its_prices_are_without_it(
        self, book: PriceBookVersion, minutes: PriceItem, deal: Deal, ada: User, now: datetime
    ) -> None:
        version = self.offer(book, deal, ada, now, tax_included=False)
        add_lines(version=version, edition=1, lines=[QuoteLine.priced(minutes, Decimal(150))], by=ada, at=now)
        without = {"kind": "graduated", "tiers": [{"up_to": "100", "unit": "58.49056604"}, {"unit": "50"}]}
        assert [(line.charge, line.net_total, line.gross_total) for line in version.lines.all()] == [
            (without, Decimal("8349.06"), Decimal("8850.00"))
        ] * 2

    def test_back_with_tax_it_says_the_price_lists_own_figures(
        self, book: PriceBookVersion, minutes: PriceItem, deal: Deal, ada: User, now: datetime
    ) -> None:
        version = self.offer(book, deal, ada, now, tax_included=False)
        save_terms(version=version, edition=1, by=ada, at=now, tax_included=True)
        line = version.lines.get()
        assert (line.charge, line.gross_total) == (minutes.charge, Decimal(8850))

    def test_in_another_currency_it_is_converted_at_the_offers_rate(
        self, book: PriceBookVersion, deal: Deal, ada: User, now: datetime
    ) -> None:
        exchange = Exchange(
            source_currency="CNY", target_currency="USD", rate=Decimal("0.14"), on=now.date(), source="中间价"
        )
        version = self.offer(book, deal, ada, now, exchange=exchange)
        line = version.lines.get()
        assert line.charge == {"kind": "graduated", "tiers": [{"up_to": "100", "unit": "8.68"}, {"unit": "7.42"}]}
        assert (version.currency, line.gross_total) == ("USD", Decimal(1239))
