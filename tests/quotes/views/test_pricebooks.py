"""Price books in the browser: everybody reads, finance writes, and a floor is seen by few."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.utils.translation import gettext_lazy as said

from quotes.actions.approvals import submit_version
from quotes.actions.pricebooks import (
    create_price_book,
    draft_price_book,
    publish_price_book,
    save_bundle,
    save_prices,
)
from quotes.models import Bundle, PriceBook, PriceBookVersion, Product, QuoteVersion
from stakeholders.models import User
from tests.quotes.views.typing_in import SCRIPT, ClientOf, statements_of

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def draft(price_book: PriceBookVersion, fay: User, now: datetime) -> PriceBookVersion:
    return draft_price_book(version=price_book, source="2027 年价目", by=fay, at=now)


def product(code: str) -> int:
    return Product.objects.get(code=code).pk


def prices(version: PriceBookVersion, **typed: str) -> dict[str, str]:
    """Every cell of the table; `typed` names a code and a column: RTC_HD_list_price="60"."""
    sent = {}
    for item in version.items.select_related("product"):
        for column in ("list_price", "floor_price", "vat_rate"):
            key = f"{item.product.code.replace('-', '_')}_{column}"
            sent[f"item-{item.product_id}-{column}"] = typed.get(key, str(getattr(item, column)))
    return sent


class TestReading:
    def test_everybody_reads_the_prices_and_few_the_floors(
        self, client_of: ClientOf, price_book: PriceBookVersion, ada: User, pre: User, bo: User, fay: User, lin: User
    ) -> None:
        for reader, sees in ((ada, False), (lin, False), (pre, True), (bo, True), (fay, True)):
            shown = client_of(reader).get(f"/price-books/{price_book.pk}/").content.decode()
            assert "9,500.00" in shown
            assert ("7,000.00" in shown) is sees

    def test_a_draft_is_there_only_for_those_who_write_it(
        self, client_of: ClientOf, draft: PriceBookVersion, ada: User, fay: User
    ) -> None:
        assert client_of(ada).get(f"/price-books/{draft.pk}/").status_code == 404
        assert client_of(fay).get(f"/price-books/{draft.pk}/").status_code == 200
        assert [len(book.versions) for book in client_of(ada).get("/price-books/").context["books"]] == [1]
        assert [len(book.versions) for book in client_of(fay).get("/price-books/").context["books"]] == [2]

    def test_the_list_costs_the_same_however_many_versions(
        self, client_of: ClientOf, draft: PriceBookVersion, ada: User, fay: User
    ) -> None:
        few, many = client_of(ada), client_of(fay)
        assert [statements_of(lambda: few.get("/price-books/"))[1]] == [3]
        # One more for the approvals that wait for finance.
        assert [statements_of(lambda: many.get("/price-books/"))[1]] == [4]


class TestWriting:
    def test_prices_are_saved_from_the_table(self, client_of: ClientOf, draft: PriceBookVersion, fay: User) -> None:
        answer = client_of(fay).post(
            f"/price-books/{draft.pk}/prices/",
            prices(draft, RTC_HD_list_price="¥ 60.12345678", SUP_724_floor_price="")
            | {"remove": str(product("REC-MIX"))},
        )
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/price-books/{draft.pk}/")
        assert list(draft.items.order_by("id").values_list("product__code", "list_price", "floor_price")) == [
            ("RTC-HD", Decimal("60.12345678"), Decimal(46)),
            ("SUP-724", Decimal(9500), None),
        ]

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("list_price", ""),
            ("list_price", "-1"),
            ("list_price", "NaN"),
            ("list_price", "1e999"),
            ("list_price", "US$ 5"),
            ("list_price", "1.123456789"),
            ("list_price", SCRIPT),
            ("floor_price", "63"),
            ("vat_rate", "101"),
        ],
    )
    def test_a_bad_price_gets_a_sentence_in_its_cell_and_stays_typed(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User, column: str, value: str
    ) -> None:
        answer = client_of(fay).post(f"/price-books/{draft.pk}/prices/", prices(draft, **{f"RTC_HD_{column}": value}))
        form = next(
            row["form"] for family in answer.context["rows"] for row in family["rows"] if row["row"].code == "RTC-HD"
        )
        assert answer.status_code == 422
        assert form.errors.keys() == {column}
        assert form[column].value() == value
        assert SCRIPT not in answer.content.decode()

    def test_a_new_product_is_added_with_its_prices(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User
    ) -> None:
        client = client_of(fay)
        typed = {"list_price": "0.5", "floor_price": "", "vat_rate": "6%"}
        refused = client.post(f"/price-books/{draft.pk}/product/", typed)
        assert refused.status_code == 422
        assert refused.context["form"].errors.keys() == {"code", "name", "family", "unit"}
        new = {"code": "RLY-CDN", "name": "转推 CDN", "family": "录制与转推", "unit": "GB"}
        assert client.post(f"/price-books/{draft.pk}/product/", typed | new).status_code == 303
        again = client.post(f"/price-books/{draft.pk}/product/", typed | new)
        assert again.context["form"].errors == {"code": [said("There is a product with this code already.")]}

    def test_a_bundle_is_made_changed_and_removed(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User
    ) -> None:
        client, address = client_of(fay), f"/price-books/{draft.pk}/bundle/"
        typed = {"name": "高级版", "price": "1,200,000", f"quantity-{product('RTC-HD')}": "10,000"}
        assert client.post(address, typed).status_code == 303
        bundle = Bundle.objects.get()
        assert 'value="10000"' in client.get(f"{address}?bundle={bundle.pk}").content.decode()
        client.post(f"{address}?bundle={bundle.pk}", typed | {"name": "标准版"})
        assert list(Bundle.objects.values_list("name", "price", "items__quantity")) == [
            ("标准版", Decimal(1200000), Decimal(10000))
        ]
        client.post(f"{address}?bundle={bundle.pk}", {"remove": "1"})
        assert not Bundle.objects.exists()

    def test_an_empty_bundle_is_refused_and_another_versions_is_not_there(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        client, address = client_of(fay), f"/price-books/{draft.pk}/bundle/"
        refused = client.post(address, {"name": "空", "price": "1"})
        assert refused.context["form"].non_field_errors() == [said("A bundle needs at least one product.")]
        for strange in ("999999", "x", "9" * 30):
            assert client.get(f"{address}?bundle={strange}").status_code == 404
        made = save_bundle(
            version=draft, name="高级版", price=Decimal(1), quantities={product("RTC-HD"): Decimal(1)}, by=fay, at=now
        )
        assert client.get(f"{address}?bundle={made.pk}").status_code == 200

    def test_it_is_published_from_a_day_and_refused_for_one_that_has_passed(
        self, client_of: ClientOf, price_book: PriceBookVersion, draft: PriceBookVersion, fay: User
    ) -> None:
        client, address = client_of(fay), f"/price-books/{draft.pk}/publish/"
        for day in ("2026-11-23", "", "soon", "2026-02-30"):
            refused = client.post(address, {"valid_from": day})
            assert (refused.status_code, list(refused.context["publish"].errors)) == (422, ["valid_from"])
        assert client.post(address, {"valid_from": "2027-01-01"}).status_code == 303
        states = {row.number: row.state for row in client.get("/price-books/").context["books"][0].versions}
        assert states == {1: "in_force", 2: "coming"}
        assert client.post(address, {"valid_from": "2028-01-01"}).status_code == 422

    def test_the_next_version_is_drafted_from_any_and_only_once(
        self, client_of: ClientOf, price_book: PriceBookVersion, fay: User
    ) -> None:
        client, address = client_of(fay), f"/price-books/{price_book.pk}/draft/"
        assert client.post(address, {"source": ""}).status_code == 422
        made = client.post(address, {"source": "2027 年价目"})
        draft = PriceBookVersion.objects.get(number=2)
        assert made.headers["Location"] == f"/price-books/{draft.pk}/"
        assert client.post(address, {"source": "再来"}).status_code == 422
        assert client.post(f"/price-books/{draft.pk}/discard/").status_code == 303
        assert not PriceBookVersion.objects.filter(number=2).exists()

    def test_a_new_book_begins_as_a_draft(self, client_of: ClientOf, fay: User) -> None:
        typed = {"name": "海外价目", "currency": "USD", "tax_included": "False", "source": "2027"}
        assert client_of(fay).post("/price-books/new/", typed | {"currency": "XXX"}).status_code == 422
        assert client_of(fay).post("/price-books/new/", typed).status_code == 303
        assert PriceBook.objects.get().currency == "USD"

    def test_salespeople_do_not_write_prices(
        self, client_of: ClientOf, price_book: PriceBookVersion, ada: User, fay: User
    ) -> None:
        def answers(client: Client) -> list[int]:
            return [
                client.get("/price-books/new/").status_code,
                client.post(f"/price-books/{price_book.pk}/draft/", {"source": ""}).status_code,
            ]

        assert answers(client_of(ada)) == [403, 403]
        assert answers(client_of(fay)) == [200, 422]

    def test_a_published_version_refuses_in_words(
        self, client_of: ClientOf, price_book: PriceBookVersion, fay: User
    ) -> None:
        answer = client_of(fay).post(
            f"/price-books/{price_book.pk}/prices/", prices(price_book, RTC_HD_list_price="100")
        )
        assert answer.status_code == 409
        words = said("A published price book never changes: make a new version from it.")
        assert str(words) in answer.content.decode()


class TestComparing:
    def test_what_moved_farthest_comes_first_and_floors_are_for_few(
        self,
        client_of: ClientOf,
        price_book: PriceBookVersion,
        draft: PriceBookVersion,
        fay: User,
        ada: User,
        now: datetime,
    ) -> None:
        told = {"vat_rate": Decimal(6), "floor_price": Decimal(5)}
        save_prices(
            version=draft,
            prices={
                product("RTC-HD"): {**told, "list_price": Decimal(63), "floor_price": Decimal(46)},
                product("REC-MIX"): {**told, "list_price": Decimal(8), "floor_price": Decimal(8)},
                product("SUP-724"): {**told, "list_price": Decimal(9500), "floor_price": Decimal("6999.5")},
            },
            by=fay,
            at=now,
        )
        publish_price_book(version=draft, valid_from=date(2027, 1, 1), by=fay, at=now)

        for reader, sees in ((fay, True), (ada, False)):
            answer = client_of(reader).get(f"/price-books/{draft.pk}/compare/")
            changes = answer.context["screen"].changes
            assert [(row.code, row.percent and round(row.percent, 2)) for row in changes.prices] == [
                ("REC-MIX", Decimal("-27.27")),
                ("RTC-HD", Decimal("1.61")),
                *([("SUP-724", None)] if sees else []),
            ]
            assert ("6,999.50" in answer.content.decode()) is sees
            assert ("7,000.00" in answer.content.decode()) is sees

    def test_any_two_versions_in_one_currency(
        self,
        client_of: ClientOf,
        price_book: PriceBookVersion,
        draft: PriceBookVersion,
        fay: User,
        ada: User,
        now: datetime,
    ) -> None:
        other = create_price_book(name="海外", currency="USD", tax_included=False, source="x", by=fay, at=now)
        third = create_price_book(name="未税", currency="CNY", tax_included=False, source="x", by=fay, at=now)
        client = client_of(fay)
        shown = client.get(f"/price-books/{third.pk}/compare/?against={price_book.pk}")
        assert shown.context["screen"].changes.removed == 3
        assert "一个含税、一个未税" in shown.content.decode()
        assert {choice.pk for choice in shown.context["screen"].choices} == {price_book.pk, draft.pk}
        assert client.get(f"/price-books/{third.pk}/compare/?against={other.pk}").status_code == 404
        assert client.get(f"/price-books/{third.pk}/compare/?against=999999").status_code == 404
        assert client.get(f"/price-books/{other.pk}/compare/").context["screen"].changes is None
        assert client_of(ada).get(f"/price-books/{price_book.pk}/compare/?against={draft.pk}").status_code == 404

    def test_drafts_that_stand_on_the_older_prices_are_named_to_those_who_may_open_them(
        self,
        client_of: ClientOf,
        version: QuoteVersion,
        draft: PriceBookVersion,
        fay: User,
        ada: User,
        dee: User,
        now: datetime,
    ) -> None:
        publish_price_book(version=draft, valid_from=date(2027, 1, 1), by=fay, at=now)
        for reader, seen, elsewhere in ((ada, [version.pk], 0), (dee, [], 1), (fay, [], 1)):
            screen = client_of(reader).get(f"/price-books/{draft.pk}/compare/").context["screen"]
            assert ([row.pk for row in screen.standing], screen.elsewhere) == (seen, elsewhere)

    def test_a_version_that_was_submitted_stands_on_nothing_any_more(
        self, client_of: ClientOf, version: QuoteVersion, draft: PriceBookVersion, fay: User, ada: User, now: datetime
    ) -> None:
        submit_version(version=version, reason="", by=ada, at=now)
        screen = client_of(fay).get(f"/price-books/{draft.pk}/compare/").context["screen"]
        assert (screen.standing, screen.elsewhere) == ((), 0)


class TestIntoAnotherBook:
    TYPED = {"name": "海外", "currency": "USD", "rate": "０.1408", "places": "2", "source": "定价会"}

    def test_a_book_in_another_currency(self, client_of: ClientOf, price_book: PriceBookVersion, fay: User) -> None:
        client = client_of(fay)
        assert client.get(f"/price-books/{price_book.pk}/clone/").status_code == 200
        answer = client.post(f"/price-books/{price_book.pk}/clone/", self.TYPED)
        made = PriceBookVersion.objects.get(book__name="海外")
        assert answer["Location"] == f"/price-books/{made.pk}/"
        assert made.items.get(product__code="RTC-HD").list_price == Decimal("8.73")
        assert "标准价目 V1 · 汇率 0.1408" in client.get(answer["Location"]).content.decode()

    @pytest.mark.parametrize(
        ("field", "value"),
        [("rate", "0"), ("rate", "-1"), ("rate", "x"), ("places", "9"), ("places", ""), ("source", ""), ("name", ""),
         ("into", "999999"), ("currency", "XXX"), ("currency", "CNY")],
    )  # fmt: skip
    def test_a_bad_value_gets_a_sentence(
        self, client_of: ClientOf, price_book: PriceBookVersion, fay: User, field: str, value: str
    ) -> None:
        answer = client_of(fay).post(f"/price-books/{price_book.pk}/clone/", self.TYPED | {field: value})
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"rate" if value == "CNY" else field}
        assert PriceBook.objects.count() == 1

    def test_only_those_who_write_price_books(
        self, client_of: ClientOf, price_book: PriceBookVersion, ada: User
    ) -> None:
        assert client_of(ada).post(f"/price-books/{price_book.pk}/clone/", self.TYPED).status_code == 403
