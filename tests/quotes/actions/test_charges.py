"""How a product is charged: chosen in a draft, kept by the versions after it, and fixed once published."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError

from dealdesk.kernel.refusals import Refusal
from quotes.actions.charges import save_charge
from quotes.actions.pricebooks import clone_price_book, draft_price_book, publish_price_book, save_prices
from quotes.domain.pricing.charges import Graduated, Tier
from quotes.models import PriceBookVersion, PriceItem
from stakeholders.models import JournalEntry, User

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
