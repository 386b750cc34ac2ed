"""How a product is charged, in the browser: everybody reads it, finance chooses it, and nothing typed is lost."""

from datetime import datetime
from typing import Any

import pytest
from django.utils.translation import gettext as said

from quotes.actions.charges import save_charge
from quotes.actions.pricebooks import draft_price_book
from quotes.forms.charges import KINDS
from quotes.models import PriceBookVersion, PriceItem
from stakeholders.models import User
from tests.quotes.views.typing_in import SCRIPT, ClientOf, statements_of

pytestmark = pytest.mark.usefixtures("today")

VOLUME = {
    "kind": "volume",
    "upper": "inclusive",
    "tiers.0.up_to": "15",
    "tiers.0.unit": "¥ 10",
    "tiers.1.unit": "５",
}


@pytest.fixture
def item(price_book: PriceBookVersion, fay: User, now: datetime) -> PriceItem:
    draft = draft_price_book(version=price_book, source="2027 年价目", by=fay, at=now)
    return draft.items.select_related("product").get(product__code="RTC-HD")


def address(item: PriceItem) -> str:
    return f"/price-books/{item.version_id}/products/{item.product_id}/charge/"


def stored(item: PriceItem) -> Any:
    item.refresh_from_db()
    return item.charge


class TestReading:
    def test_the_list_says_in_words_how_a_product_is_charged_and_what_is_odd_about_it(
        self, client_of: ClientOf, item: PriceItem, fay: User, now: datetime
    ) -> None:
        tiers = [{"up_to": "15", "unit": "10"}, {"unit": "5"}]
        save_charge(item=item, charge={"kind": "volume", "tiers": tiers}, by=fay, at=now)
        page = client_of(fay).get(f"/price-books/{item.version_id}/").content.decode()
        assert said("Volume tiers") in page
        assert said("All units cost the price of the tier that the whole quantity reaches.") in page
        params = {"fewer": "15", "dearer": "150.00", "more": "16", "cheaper": "80.00", "until": "30"}
        words = "More costs less: %(fewer)s cost %(dearer)s, but %(more)s cost %(cheaper)s, and so on below %(until)s."
        assert said(words) % params in page

    def test_the_list_costs_the_same_however_many_are_charged_by_a_model(
        self, client_of: ClientOf, item: PriceItem, fay: User, now: datetime
    ) -> None:
        client, page = client_of(fay), f"/price-books/{item.version_id}/"
        before = statements_of(lambda: client.get(page))[1]
        for one in item.version.items.select_related("product"):
            save_charge(item=one, charge={"kind": "flat", "amount": "500"}, by=fay, at=now)
        assert statements_of(lambda: client.get(page))[1] == before


class TestChoosing:
    @pytest.mark.parametrize("kind", [kind.value for kind in KINDS])
    def test_every_kind_shows_its_own_fields(self, client_of: ClientOf, item: PriceItem, fay: User, kind: str) -> None:
        answer = client_of(fay).get(f"{address(item)}?kind={kind}")
        assert answer.status_code == 200
        assert answer.context["form"].kind == kind

    def test_an_unknown_kind_is_the_one_that_is_stored(
        self, client_of: ClientOf, item: PriceItem, fay: User, now: datetime
    ) -> None:
        save_charge(item=item, charge={"kind": "flat", "amount": "500"}, by=fay, at=now)
        form = client_of(fay).get(f"{address(item)}?kind=gift").context["form"]
        assert (form.kind, form["amount"].value()) == ("flat", "500")

    def test_what_is_stored_is_there_to_type_over(
        self, client_of: ClientOf, item: PriceItem, fay: User, now: datetime
    ) -> None:
        charge = {"kind": "percent_of", "percent": "10", "scope": {"reach": "groups", "names": ["通话", "录制"]}}
        save_charge(item=item, charge=charge, by=fay, at=now)
        form = client_of(fay).get(address(item)).context["form"]
        assert [form[name].value() for name in ("percent", "scope.reach", "scope.names")] == [
            "10",
            "groups",
            "通话, 录制",
        ]


class TestSaving:
    def test_rows_left_empty_at_the_end_are_no_tiers(self, client_of: ClientOf, item: PriceItem, fay: User) -> None:
        answer = client_of(fay).post(address(item), VOLUME | {"tiers.2.up_to": "", "tiers.2.unit": " "})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/price-books/{item.version_id}/")
        assert stored(item) == {"kind": "volume", "tiers": [{"up_to": "15", "unit": "10"}, {"unit": "5"}]}

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ({"kind": "flat", "amount": "500"}, {"kind": "flat", "amount": "500"}),
            (
                {"kind": "package", "size": "1,000", "price": "7", "free": "10000", "at_least_one": "on"},
                {"kind": "package", "size": "1000", "price": "7", "free": "10000", "at_least_one": True},
            ),
            (
                {
                    "kind": "ratio_package",
                    "size": "25000",
                    "price": "168",
                    "months": "12",
                    "ratios.0.name": "音频",
                    "ratios.0.weight": "1",
                },
                {
                    "kind": "ratio_package",
                    "size": "25000",
                    "price": "168",
                    "months": 12,
                    "ratios": [{"name": "音频", "weight": "1"}],
                },
            ),
            (
                {"kind": "commitment", "included": "50000", "fee": "45.99", "overage": "0.00099"},
                {"kind": "commitment", "included": "50000", "fee": "45.99", "overage": "0.00099"},
            ),
            (
                {"kind": "committed_spend", "commitment": "5000", "usage.unit": "2"},
                {"kind": "committed_spend", "commitment": "5000", "usage": {"kind": "per_unit", "unit": "2"}},
            ),
            (
                {"kind": "ramp", "years.0.unit": "100", "years.1.unit": "90", "years.1.share": "200%"},
                {"kind": "ramp", "years": [{"unit": "100"}, {"unit": "90", "share": "200"}]},
            ),
            (
                {
                    "kind": "block",
                    "upper": "exclusive",
                    "tiers.0.up_to": "11",
                    "tiers.0.flat": "9",
                    "tiers.1.flat": "12",
                },
                {"kind": "block", "tiers": [{"up_to": "11", "flat": "9"}, {"flat": "12"}]},
            ),
            (
                {
                    "kind": "discount_schedule",
                    "list_price": "62",
                    "schedule": "slab",
                    "upper": "inclusive",
                    "tiers.0.up_to": "10",
                    "tiers.1.percent": "5",
                },
                {
                    "kind": "discount_schedule",
                    "list_price": "62",
                    "schedule": "slab",
                    "tiers": [{"up_to": "10"}, {"percent": "5"}],
                },
            ),
            (
                {
                    "kind": "percent_of",
                    "percent": "10",
                    "default_months": "12",
                    "scope.reach": "all",
                    "scope.names": "",
                },
                {"kind": "percent_of", "percent": "10", "default_months": 12},
            ),
            (
                {"kind": "minimum_spend", "minimum": "1000", "scope.reach": "groups", "scope.names": "通话，录制"},
                {"kind": "minimum_spend", "minimum": "1000", "scope": {"reach": "groups", "names": ["通话", "录制"]}},
            ),
            (
                {"kind": "maximum_spend", "maximum": "9000", "scope.reach": "products", "scope.names": "RTC-HD"},
                {"kind": "maximum_spend", "maximum": "9000", "scope": {"reach": "products", "names": ["RTC-HD"]}},
            ),
        ],
    )
    def test_every_kind_is_stored_as_it_was_typed(
        self, client_of: ClientOf, item: PriceItem, fay: User, typed: dict[str, str], kept: dict[str, Any]
    ) -> None:
        assert client_of(fay).post(address(item), typed).status_code == 303
        assert stored(item) == kept

    def test_back_to_the_list_price(self, client_of: ClientOf, item: PriceItem, fay: User) -> None:
        client = client_of(fay)
        client.post(address(item), VOLUME)
        assert client.post(address(item), {"kind": "per_unit"}).status_code == 303
        assert stored(item) is None

    @pytest.mark.parametrize(
        ("typed", "wrong"),
        [
            (VOLUME | {"tiers.1.start": "16"}, "tiers.1.start"),
            (VOLUME | {"tiers.1.start": "14"}, "tiers.1.start"),
            (VOLUME | {"tiers.1.up_to": "20"}, "tiers.1.up_to"),
            (VOLUME | {"tiers.1.up_to": "9", "tiers.2.unit": "1"}, "tiers.1.up_to"),
            (VOLUME | {"tiers.0.unit": "US$ 5"}, "tiers.0.unit"),
            (VOLUME | {"tiers.0.unit": SCRIPT}, "tiers.0.unit"),
            (VOLUME | {"tiers.0.percent": "101"}, "tiers.0.percent"),
            (VOLUME | {"upper": "open"}, "upper"),
            ({"kind": "flat", "amount": ""}, "amount"),
            ({"kind": "package", "size": "0", "price": "1"}, "size"),
            ({"kind": "ratio_package", "size": "1", "price": "1", "ratios.0.name": "HD"}, "ratios.0.weight"),
            ({"kind": "ramp", "years.0.share": "100"}, "years.0.unit"),
            ({"kind": "minimum_spend", "minimum": "1", "scope.reach": "groups"}, "scope.names"),
            ({"kind": "minimum_spend", "minimum": "1", "scope.reach": "all", "scope.names": "x"}, "scope.names"),
            ({"kind": "committed_spend", "commitment": "1", "usage.unit": "-1"}, "usage.unit"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field_and_stays_typed(
        self, client_of: ClientOf, item: PriceItem, fay: User, typed: dict[str, str], wrong: str
    ) -> None:
        answer = client_of(fay).post(address(item), typed)
        form = answer.context["form"]
        assert (answer.status_code, list(form.errors)) == (422, [wrong])
        assert {name: form[name].value() for name in typed if name in form.fields} == {
            name: value for name, value in typed.items() if name in form.fields
        }
        assert SCRIPT not in answer.content.decode()
        assert stored(item) is None

    def test_a_table_without_rows_is_refused_above_the_form(
        self, client_of: ClientOf, item: PriceItem, fay: User
    ) -> None:
        answer = client_of(fay).post(address(item), {"kind": "graduated", "upper": "inclusive"})
        assert answer.context["form"].non_field_errors() == [said("A tier table needs at least one tier.")]

    def test_more_rows_keep_what_was_typed_and_save_nothing(
        self, client_of: ClientOf, item: PriceItem, fay: User
    ) -> None:
        answer = client_of(fay).post(address(item), VOLUME | {"tiers.4.unit": "half", "more": "1"})
        form = answer.context["form"]
        assert (answer.status_code, len(form.rows), form.errors) == (200, 8, {})
        assert [form[name].value() for name in ("tiers.0.unit", "tiers.4.unit")] == ["¥ 10", "half"]
        assert stored(item) is None


class TestGuarding:
    def test_salespeople_read_and_do_not_choose(
        self, client_of: ClientOf, item: PriceItem, price_book: PriceBookVersion, ada: User, fay: User
    ) -> None:
        published = f"/price-books/{price_book.pk}/products/{item.product_id}/charge/"
        assert [client_of(who).get(published).status_code for who in (ada, fay)] == [403, 200]
        assert [client_of(who).get(address(item)).status_code for who in (ada, fay)] == [404, 200]

    def test_a_product_that_is_not_in_the_list_is_not_found(
        self, client_of: ClientOf, item: PriceItem, fay: User
    ) -> None:
        found = [
            client_of(fay).get(f"/price-books/{item.version_id}/products/{pk}/charge/")
            for pk in (item.product_id, 999999)
        ]
        assert [answer.status_code for answer in found] == [200, 404]

    def test_a_published_list_refuses_in_words(
        self, client_of: ClientOf, price_book: PriceBookVersion, fay: User
    ) -> None:
        item = price_book.items.get(product__code="RTC-HD")
        refused = client_of(fay).post(address(item), VOLUME)
        words = said("A published price book never changes: make a new version from it.")
        assert (refused.status_code, refused.context["form"].non_field_errors()) == (422, [words])
