"""Price books: drafted from an earlier version, published from a day on, kept for ever."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import ProgrammingError

from dealdesk.kernel.refusals import Refusal
from quotes.actions.pricebooks import (
    clone_price_book,
    create_price_book,
    create_product,
    discard_price_book,
    draft_price_book,
    publish_price_book,
    remove_bundle,
    save_bundle,
    save_prices,
)
from quotes.domain.pricing.charges import Graduated, Tier, to_json
from quotes.models import BundleItem, PriceBook, PriceBookVersion, PriceItem, Product
from stakeholders.models import JournalEntry, User

DAY = date(2027, 1, 1)


@pytest.fixture
def draft(price_book: PriceBookVersion, fay: User, now: datetime) -> PriceBookVersion:
    return draft_price_book(version=price_book, source="2027 年价目", by=fay, at=now)


def product(code: str) -> int:
    return Product.objects.get(code=code).pk


class TestDrafting:
    def test_a_draft_starts_with_the_prices_and_bundles_of_the_version_it_is_made_from(
        self, price_book: PriceBookVersion, draft: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        save_bundle(
            version=draft,
            name="高级版",
            price=Decimal(1200000),
            quantities={product("RTC-HD"): Decimal(10000)},
            by=fay,
            at=now,
        )
        publish_price_book(version=draft, valid_from=DAY, by=fay, at=now)

        third = draft_price_book(version=draft, source="2028 年价目", by=fay, at=now)

        assert third.number == 3
        assert list(
            third.items.order_by("id").values_list("product__code", "list_price", "floor_price", "vat_rate")
        ) == [
            ("RTC-HD", Decimal(62), Decimal(46), Decimal(6)),
            ("REC-MIX", Decimal(11), Decimal(8), Decimal(6)),
            ("SUP-724", Decimal(9500), Decimal(7000), Decimal(6)),
        ]
        assert list(third.bundles.values_list("name", "price", "items__product__code", "items__quantity")) == [
            ("高级版", Decimal(1200000), "RTC-HD", Decimal(10000))
        ]

    def test_one_draft_at_a_time(
        self, price_book: PriceBookVersion, draft: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        with pytest.raises(Refusal, match="V2 is still a draft"):
            draft_price_book(version=price_book, source="又一版", by=fay, at=now)

    def test_prices_are_changed_added_and_taken_out(self, draft: PriceBookVersion, fay: User, now: datetime) -> None:
        new = create_product(code="RLY-CDN", name="转推 CDN", family="录制与转推", unit="GB", by=fay, at=now)
        prices = {"floor_price": None, "vat_rate": Decimal(6)}

        save_prices(
            version=draft,
            prices={
                product("RTC-HD"): {"list_price": Decimal("60.12345678"), **prices},
                new.pk: {"list_price": Decimal("0.5"), **prices},
                product("SUP-724"): None,
            },
            by=fay,
            at=now,
        )

        assert dict(draft.items.values_list("product__code", "list_price")) == {
            "RTC-HD": Decimal("60.12345678"),
            "REC-MIX": Decimal(11),
            "RLY-CDN": Decimal("0.5"),
        }

    def test_a_floor_above_the_list_price_is_refused(self, draft: PriceBookVersion, fay: User, now: datetime) -> None:
        prices = {"list_price": Decimal(10), "floor_price": Decimal(11), "vat_rate": Decimal(6)}

        with pytest.raises(Refusal, match="cannot be above the list price"):
            save_prices(version=draft, prices={product("RTC-HD"): prices}, by=fay, at=now)

    def test_a_bundle_holds_only_what_has_a_price(self, draft: PriceBookVersion, fay: User, now: datetime) -> None:
        new = create_product(code="RLY-CDN", name="转推 CDN", family="录制与转推", unit="GB", by=fay, at=now)

        with pytest.raises(Refusal, match="only products that this version has a price for"):
            save_bundle(version=draft, name="高级版", price=Decimal(1), quantities={new.pk: Decimal(1)}, by=fay, at=now)

    def test_a_bundle_is_changed_and_removed(self, draft: PriceBookVersion, fay: User, now: datetime) -> None:
        made = save_bundle(
            version=draft, name="高级版", price=Decimal(10), quantities={product("RTC-HD"): Decimal(1)}, by=fay, at=now
        )
        save_bundle(
            version=draft,
            bundle=made,
            name="标准版",
            price=Decimal(8),
            quantities={product("REC-MIX"): Decimal(2)},
            by=fay,
            at=now,
        )
        assert list(draft.bundles.values_list("name", "price", "items__quantity")) == [
            ("标准版", Decimal(8), Decimal(2))
        ]

        remove_bundle(bundle=made, by=fay, at=now)

        assert BundleItem.objects.count() == 0

    def test_a_discarded_draft_leaves_the_book_as_it_was(
        self, price_book: PriceBookVersion, draft: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        discard_price_book(version=draft, by=fay, at=now)

        assert list(PriceBookVersion.objects.all()) == [price_book]

    def test_a_new_book_has_an_empty_draft_and_goes_with_it(self, fay: User, now: datetime) -> None:
        version = create_price_book(name="海外价目", currency="USD", tax_included=False, source="2027", by=fay, at=now)
        assert (version.number, version.book.currency, version.is_draft) == (1, "USD", True)

        discard_price_book(version=version, by=fay, at=now)

        assert PriceBook.objects.count() == 0

    def test_two_books_cannot_share_a_name(self, price_book: PriceBookVersion, fay: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="a price book of this name already"):
            create_price_book(name="标准价目", currency="CNY", tax_included=True, source="2027", by=fay, at=now)

    def test_two_products_cannot_share_a_code(self, price_book: PriceBookVersion, fay: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="a product with this code already"):
            create_product(code="RTC-HD", name="又一个", family="实时互动", unit="路", by=fay, at=now)


class TestPublishing:
    def test_publishing_ends_the_version_in_force(
        self, price_book: PriceBookVersion, draft: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        publish_price_book(version=draft, valid_from=DAY, by=fay, at=now)

        price_book.refresh_from_db()
        draft.refresh_from_db()
        assert (price_book.valid_to, draft.valid_from, draft.valid_to) == (DAY, DAY, None)
        assert (draft.published_by, draft.published_at) == (fay, now)
        assert list(PriceBookVersion.objects.in_force(date(2026, 12, 31))) == [price_book]
        assert list(PriceBookVersion.objects.in_force(DAY)) == [draft]
        assert JournalEntry.objects.get(act="publish_price_book").facts == {
            "name": "标准价目",
            "version": 2,
            "valid_from": "2027-01-01",
            "closed": 1,
        }

    def test_a_day_that_another_version_holds_is_refused_by_name(
        self, draft: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        publish_price_book(version=draft, valid_from=DAY, by=fay, at=now)
        third = draft_price_book(version=draft, source="2028", by=fay, at=now)

        with pytest.raises(Refusal, match="V2 is in force from 2027-01-01: choose a later day"):
            publish_price_book(version=third, valid_from=date(2026, 12, 1), by=fay, at=now)

    def test_prices_do_not_begin_in_the_past(self, draft: PriceBookVersion, fay: User, now: datetime) -> None:
        with pytest.raises(Refusal, match="cannot begin on a day that has passed"):
            publish_price_book(version=draft, valid_from=date(2026, 11, 23), by=fay, at=now)

    def test_an_empty_version_is_not_published(self, fay: User, now: datetime) -> None:
        version = create_price_book(name="海外价目", currency="USD", tax_included=False, source="2027", by=fay, at=now)

        with pytest.raises(Refusal, match="no prices to publish"):
            publish_price_book(version=version, valid_from=DAY, by=fay, at=now)

    def test_what_is_published_is_refused_by_the_action(
        self, price_book: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        with pytest.raises(Refusal, match="never changes"):
            save_prices(version=price_book, prices={product("RTC-HD"): None}, by=fay, at=now)


class TestIntoAnotherBook:
    @staticmethod
    def clone(version: PriceBookVersion, by: User, at: datetime, **instead: Any) -> PriceBookVersion:
        told: dict[str, Any] = {
            "into": None, "name": "海外价目", "currency": "USD", "rate": Decimal("0.1408"), "places": 2,
            "source": "定价会",
        }  # fmt: skip
        return clone_price_book(version=version, by=by, at=at, **(told | instead))

    def test_prices_and_floors_are_converted_and_the_rate_is_kept(
        self, price_book: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        made = self.clone(price_book, fay, now)
        assert (made.book.name, made.book.currency, made.number, made.is_draft) == ("海外价目", "USD", 1, True)
        assert (made.based_on, made.rate, made.tax_included) == (price_book, Decimal("0.1408"), True)
        assert {one.code: (one.list_price, one.floor_price) for one in made.content().prices.values()} == {
            "RTC-HD": (Decimal("8.73"), Decimal("6.48")),
            "REC-MIX": (Decimal("1.55"), Decimal("1.13")),
            "SUP-724": (Decimal("1337.6"), Decimal("985.6")),
        }
        assert JournalEntry.objects.get(act="clone_price_book").facts == {
            "from": "标准价目", "from_version": 1, "name": "海外价目", "version": 1, "rate": "0.1408", "places": 2,
        }  # fmt: skip

    def test_bundles_are_converted_to_the_cent(
        self, price_book: PriceBookVersion, draft: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        quantities = {product("RTC-HD"): Decimal(3)}
        save_bundle(version=draft, name="甲", price=Decimal("99.99"), quantities=quantities, by=fay, at=now)
        publish_price_book(version=draft, valid_from=DAY, by=fay, at=now)
        draft.refresh_from_db()
        made = self.clone(draft, fay, now, places=8)
        assert [(one.price, one.items) for one in made.content().bundles.values()] == [
            (Decimal("14.08"), frozenset({("RTC-HD", Decimal(3))}))
        ]

    def test_a_price_model_is_converted_with_the_prices(
        self, price_book: PriceBookVersion, draft: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        first = Tier(up_to=Decimal(10), unit=Decimal(2))
        table = Graduated(tiers=(first, Tier(start=Decimal(10), flat=Decimal("0.05"))))
        draft.items.filter(product__code="RTC-HD").update(charge=to_json(table))
        publish_price_book(version=draft, valid_from=DAY, by=fay, at=now)
        draft.refresh_from_db()
        assert self.clone(draft, fay, now, rate=Decimal("0.1")).content().prices["RTC-HD"].charge == Graduated(
            tiers=(Tier(up_to=Decimal(10), unit=Decimal("0.2")), Tier(start=Decimal(10), flat=Decimal("0.01")))
        )

    def test_into_a_book_that_is_there_it_is_the_next_version(
        self, price_book: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        first = self.clone(price_book, fay, now)
        publish_price_book(version=first, valid_from=DAY, by=fay, at=now)
        again = self.clone(price_book, fay, now, into=first.book, name="", rate=Decimal("0.15"))
        assert (again.book, again.number, again.content().prices["RTC-HD"].list_price) == (
            first.book,
            2,
            Decimal("9.30"),
        )

    def test_what_cannot_be(
        self, price_book: PriceBookVersion, draft: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        with pytest.raises(Refusal, match="draft its next version instead"):
            self.clone(price_book, fay, now, into=price_book.book)
        with pytest.raises(Refusal, match="the rate is 1"):
            self.clone(price_book, fay, now, currency="CNY")
        with pytest.raises(Refusal, match="needs a name"):
            self.clone(price_book, fay, now, name="")
        with pytest.raises(Refusal, match="of this name already"):
            self.clone(price_book, fay, now, name="标准价目")
        with pytest.raises(Refusal, match="Publish this version before"):
            self.clone(draft, fay, now)
        other = self.clone(price_book, fay, now)
        with pytest.raises(Refusal, match="V1 is still a draft"):
            self.clone(price_book, fay, now, into=other.book)

    def test_the_next_version_knows_what_it_was_made_from(
        self, price_book: PriceBookVersion, draft: PriceBookVersion
    ) -> None:
        assert (draft.based_on, draft.rate) == (price_book, None)


class TestTheDatabaseHasTheLastWord:
    def test_a_published_price_cannot_be_updated(self, price_book: PriceBookVersion) -> None:
        with pytest.raises(ProgrammingError, match="published prices never change"):
            PriceItem.objects.filter(version=price_book).update(list_price=1)

    def test_a_published_price_cannot_be_deleted(self, price_book: PriceBookVersion) -> None:
        with pytest.raises(ProgrammingError, match="published prices never change"):
            PriceItem.objects.filter(version=price_book).delete()

    def test_a_price_cannot_be_moved_out_of_a_draft_into_what_is_published(
        self, price_book: PriceBookVersion, draft: PriceBookVersion
    ) -> None:
        item = draft.items.get(product__code="RTC-HD")

        with pytest.raises(ProgrammingError, match="published prices never change"):
            PriceItem.objects.filter(pk=item.pk).update(version=price_book)

    def test_a_published_version_keeps_its_terms(self, price_book: PriceBookVersion) -> None:
        with pytest.raises(ProgrammingError, match="published prices never change"):
            PriceBookVersion.objects.filter(pk=price_book.pk).update(tax_included=False)

    def test_a_published_version_stays(self, price_book: PriceBookVersion) -> None:
        with pytest.raises(ProgrammingError, match="never deleted"):
            PriceBookVersion.objects.filter(pk=price_book.pk)._raw_delete("default")
