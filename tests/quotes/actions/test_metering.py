"""How a price is counted, stored with it; and a counted quantity on its way into an offer."""

from datetime import datetime
from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import Refusal, StaleRefusal
from quotes.actions.metering import put_quantity
from quotes.actions.pricebooks import draft_price_book, publish_price_book, save_meter
from quotes.domain.metering.stored import metered_json
from quotes.models import PriceBookVersion, PriceItem, Product, QuoteVersion
from stakeholders.models import JournalEntry, User
from tests.factories import quotes as offered


@pytest.fixture
def draft(price_book: PriceBookVersion, fay: User, now: datetime) -> PriceBookVersion:
    return draft_price_book(version=price_book, source="2027 年价目", by=fay, at=now)


def product(code: str) -> Product:
    return Product.objects.get(code=code)


def item(version: PriceBookVersion, code: str) -> PriceItem:
    return version.items.select_related("product").get(product__code=code)


def test_a_meter_is_kept_with_its_price_and_told_in_the_journal(
    draft: PriceBookVersion, fay: User, now: datetime
) -> None:
    metered = offered.metered()
    save_meter(version=draft, product=product("RTC-HD"), metered=metered, by=fay, at=now)
    assert item(draft, "RTC-HD").metered == metered
    assert item(draft, "SUP-724").metered is None
    told = JournalEntry.objects.get(act="save_meter")
    assert (told.facts["code"], told.facts["version"]) == ("RTC-HD", 2)


def test_the_next_version_counts_as_this_one_did(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    save_meter(version=draft, product=product("RTC-HD"), metered=offered.metered(), by=fay, at=now)
    publish_price_book(version=draft, valid_from=now.date(), by=fay, at=now)
    later = draft_price_book(version=draft, source="2028 年价目", by=fay, at=now)
    assert item(later, "RTC-HD").metered == offered.metered()
    save_meter(version=later, product=product("RTC-HD"), metered=None, by=fay, at=now)
    assert (item(later, "RTC-HD").meter, item(draft, "RTC-HD").metered) == (None, offered.metered())


def test_a_published_version_counts_as_it_did(price_book: PriceBookVersion, fay: User, now: datetime) -> None:
    with pytest.raises(Refusal, match="never changes"):
        save_meter(version=price_book, product=product("RTC-HD"), metered=offered.metered(), by=fay, at=now)


def test_a_product_without_a_price_has_no_meter(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    other = Product.objects.create(code="WB-1", name="白板", family="白板", unit="千分钟")
    with pytest.raises(Refusal, match="WB-1 has no price"):
        save_meter(version=draft, product=other, metered=offered.metered(), by=fay, at=now)


def test_a_quantity_goes_to_the_products_line(version: QuoteVersion, ada: User, now: datetime) -> None:
    stands = item(version.price_book, "RTC-HD")
    put_quantity(version=version, edition=version.edition, item=stands, quantity=Decimal("39.6"), by=ada, at=now)
    assert [
        (line.product_code, line.quantity)
        for line in version.lines.order_by("position")
        if line.product_code == "RTC-HD"
    ] == [("RTC-HD", Decimal("39.6"))]


def test_a_product_that_is_not_offered_yet_gets_a_line(version: QuoteVersion, ada: User, now: datetime) -> None:
    version.lines.filter(product_code="REC-MIX").delete()
    put_quantity(
        version=version,
        edition=version.edition,
        item=item(version.price_book, "REC-MIX"),
        quantity=Decimal(12),
        by=ada,
        at=now,
    )
    line = version.lines.get(product_code="REC-MIX")
    assert (line.quantity, line.discount, line.group) == (12, 0, "录制与转推")


def test_nothing_another_books_price_and_an_old_edition_are_refused(
    version: QuoteVersion, draft: PriceBookVersion, ada: User, now: datetime
) -> None:
    mine, other = item(version.price_book, "RTC-HD"), item(draft, "RTC-HD")
    with pytest.raises(Refusal, match="comes to nothing"):
        put_quantity(version=version, edition=version.edition, item=mine, quantity=Decimal(0), by=ada, at=now)
    with pytest.raises(Refusal, match="is not a price of this offer"):
        put_quantity(version=version, edition=version.edition, item=other, quantity=Decimal(1), by=ada, at=now)
    with pytest.raises(StaleRefusal):
        put_quantity(version=version, edition=version.edition - 1, item=mine, quantity=Decimal(1), by=ada, at=now)


def test_the_stored_meter_is_plain_json(draft: PriceBookVersion, fay: User, now: datetime) -> None:
    save_meter(version=draft, product=product("RTC-HD"), metered=offered.metered(), by=fay, at=now)
    assert PriceItem.objects.get(version=draft, product__code="RTC-HD").meter == metered_json(offered.metered())
