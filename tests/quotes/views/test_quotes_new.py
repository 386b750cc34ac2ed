"""A new quote: products with quantities, and a sentence for everything that is none."""

from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy as said

from quotes.models import Bundle, BundleItem, PriceBookVersion, Quote, QuoteLine, QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import quotes as offered
from tests.quotes.views.typing_in import SCRIPT, ClientOf, statements_of

pytestmark = pytest.mark.usefixtures("today")


NEW = {
    "title": "高级版",
    "tax_included": "True",
    "rounding_scope": "line",
    "rounding_mode": "half_up",
    "payment_plan": "annual_prepaid",
    "prepay_percent": "100%",
    "credit_days": "0",
    "term_months": "12",
    "free_months": "0",
    "valid_until": "2026-12-24",
}


def new_quote(book: PriceBookVersion, **sent: str) -> dict[str, str]:
    items = {item.product.code: item.pk for item in book.items.select_related("product")}
    picked = {
        "price_book": str(book.pk),
        f"quantity-{items['RTC-HD']}": "10,000",
        f"discount-{items['RTC-HD']}": "8折",
        f"quantity-{items['REC-MIX']}": "９６００",
    }
    return NEW | picked | sent


def ten_of_each(price_book: PriceBookVersion) -> dict[str, str]:
    picked = {f"quantity-{item.pk}": "10" for item in price_book.items.all()}
    return NEW | picked | {"price_book": str(price_book.pk)}


class TestANewQuote:
    def test_products_with_quantities_become_a_draft(
        self, client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User
    ) -> None:
        answer = client_of(ada).post(f"/deals/{deal.pk}/quotes/new/", new_quote(price_book))

        version = QuoteVersion.objects.get()
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/versions/{version.pk}/")
        assert list(version.lines.values_list("product_code", "quantity", "discount")) == [
            ("RTC-HD", Decimal(10000), Decimal(20)),
            ("REC-MIX", Decimal(9600), Decimal(0)),
        ]
        assert (version.gross_total, version.prepay_percent) == (Decimal("601600.00"), Decimal(100))

    def test_a_bundle_fills_the_quantities_and_sets_the_price(
        self, client_of: ClientOf, deal: Deal, adm: User, ada: User
    ) -> None:
        book = offered.price_book(by=adm, name="打包价目", published=False)
        bundle = Bundle.objects.create(version=book, name="高级版", price=Decimal(1200000))
        BundleItem.objects.create(bundle=bundle, product=book.items.first().product, quantity=Decimal(10000))
        offered.publish(book, by=adm)
        client = client_of(ada)

        page = client.get(f"/deals/{deal.pk}/quotes/new/", {"bundle": bundle.pk})
        assert 'value="10000"' in page.content.decode()
        client.post(f"/deals/{deal.pk}/quotes/new/", new_quote(book, bundle=str(bundle.pk)))

        version = QuoteVersion.objects.get()
        assert (version.form, version.bundle_price) == ("bundle", Decimal(1200000))

    def test_twenty_lines_cost_eight_statements(self, client_of: ClientOf, deal: Deal, adm: User, ada: User) -> None:
        products = tuple((f"P-{i}", f"产品 {i}", "实时互动", "路", "10", "5") for i in range(20))
        book = offered.price_book(by=adm, products=products)
        sent = ten_of_each(book)
        client = client_of(ada)

        answer, statements = statements_of(lambda: client.post(f"/deals/{deal.pk}/quotes/new/", sent))

        assert (answer.status_code, QuoteLine.objects.count(), statements) == (303, 20, 8)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", ""),
            ("title", "长" * 121),
            ("title", "a\0b"),
            ("payment_plan", "tomorrow"),
            ("prepay_percent", "101"),
            ("prepay_percent", "NaN"),
            ("credit_days", "-1"),
            ("credit_days", "1e999"),
            ("credit_days", str(10**30)),
            ("term_months", "0"),
            ("term_months", "twelve"),
            ("sla_availability", "100.1"),
            ("urgent_minutes", "0"),
            ("valid_until", "2026-11-23"),
            ("valid_until", "9999-12-31"),
            ("valid_until", "soon"),
            ("note", "言" * 2001),
        ],
    )
    def test_a_bad_value_gets_a_sentence_by_its_field_and_nothing_typed_is_lost(
        self, client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User, field: str, value: str
    ) -> None:
        answer = client_of(ada).post(f"/deals/{deal.pk}/quotes/new/", new_quote(price_book, **{field: value}))

        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {field}
        assert 'value="10,000"' in answer.content.decode()
        assert Quote.objects.count() == 0

    @pytest.mark.parametrize("value", ["-1", "NaN", "1e999", str(10**30), "十", SCRIPT, "0x10", "1,00", "Infinity"])
    def test_a_bad_quantity_is_marked_in_its_row(
        self, client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User, value: str
    ) -> None:
        item = price_book.items.get(product__code="RTC-HD")

        answer = client_of(ada).post(
            f"/deals/{deal.pk}/quotes/new/", new_quote(price_book, **{f"quantity-{item.pk}": value})
        )

        shown = answer.content.decode()
        assert answer.status_code == 422
        assert answer.context["form"].picked_errors.keys() == {item.pk}
        assert SCRIPT not in shown
        assert Quote.objects.count() == 0

    @pytest.mark.parametrize("price_book_sent", ["", "0", "-1", "999999", "9" * 30, "x"])
    def test_a_price_book_that_is_not_there_is_no_500(
        self, client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User, price_book_sent: str
    ) -> None:
        sent = new_quote(price_book, price_book=price_book_sent)
        assert client_of(ada).post(f"/deals/{deal.pk}/quotes/new/", sent).status_code == 422

    def test_nothing_chosen_is_said(
        self, client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User
    ) -> None:
        sent = {key: value for key, value in new_quote(price_book).items() if not key.startswith("quantity-")}
        answer = client_of(ada).post(f"/deals/{deal.pk}/quotes/new/", sent)
        assert answer.status_code == 422
        assert answer.context["form"].non_field_errors() == [
            said("Nothing is chosen yet: give at least one product a quantity.")
        ]

    def test_milestones_are_written_down(
        self, client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User
    ) -> None:
        client = client_of(ada)
        refused = client.post(f"/deals/{deal.pk}/quotes/new/", new_quote(price_book, payment_plan="milestones"))
        assert refused.context["form"].errors.keys() == {"note"}
        made = client.post(
            f"/deals/{deal.pk}/quotes/new/",
            new_quote(price_book, payment_plan="milestones", note="上线 50 %，验收 50 %"),
        )
        assert made.status_code == 303

    def test_another_teams_deal_is_not_there(
        self, client_of: ClientOf, deal: Deal, price_book: PriceBookVersion, ada: User, dee: User
    ) -> None:
        assert client_of(dee).get(f"/deals/{deal.pk}/quotes/new/").status_code == 404
        assert client_of(ada).get(f"/deals/{deal.pk}/quotes/new/").status_code == 200
