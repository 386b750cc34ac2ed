"""Lines added one by one, and pasted from a spreadsheet."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy as said

from quotes.actions.quotes import save_terms
from quotes.domain.pricing.charges import ChargeKind, PercentOf, to_json
from quotes.forms.quotes import NewLineForm
from quotes.forms.quotes.lines import ItemField
from quotes.models import PriceBookVersion, QuoteVersion
from stakeholders.models import User
from tests.quotes.views.typing_in import HTMX, SCRIPT, ClientOf

pytestmark = pytest.mark.usefixtures("today")


class TestMoreLines:
    def test_a_product_is_added_at_its_list_price(
        self, client_of: ClientOf, version: QuoteVersion, price_book: PriceBookVersion, ada: User
    ) -> None:
        item = price_book.items.get(product__code="SUP-724")
        answer = client_of(ada).post(
            f"/versions/{version.pk}/lines/add/", {"edition": "1", "item": item.pk, "quantity": "2", "discount": "9折"}
        )
        assert answer.status_code == 303
        added = version.lines.get(position=4)
        assert (added.product_code, added.list_price, added.discount) == ("SUP-724", Decimal(9500), Decimal(10))

    def test_the_price_list_is_chosen_from_by_name_code_unit_price_and_price_model(
        self, client_of: ClientOf, version: QuoteVersion, price_book: PriceBookVersion, ada: User
    ) -> None:
        item = price_book.items.select_related("product").get(product__code="SUP-724")
        page = client_of(ada).get(f"/versions/{version.pk}/lines/add/").content.decode()
        told = f"7×24 专属支持 · SUP-724 · {item.product.unit} · 9,500.00"
        assert f">{told}</option>" in page
        field = NewLineForm(items=price_book.items.all(), currency="CNY").fields["item"]
        assert isinstance(field, ItemField)
        item.charge = to_json(PercentOf(percent=Decimal(10)))
        assert field.label_from_instance(item) == f"{told} · {said(ChargeKind.PERCENT_OF.label)}"

    def test_a_product_comes_in_the_versions_tax_basis(
        self, client_of: ClientOf, version: QuoteVersion, price_book: PriceBookVersion, ada: User, now: datetime
    ) -> None:
        save_terms(version=version, edition=1, by=ada, at=now, tax_included=False)
        item = price_book.items.get(product__code="RTC-HD")
        client_of(ada).post(f"/versions/{version.pk}/lines/add/", {"edition": "2", "item": item.pk, "quantity": "1"})
        assert version.lines.get(quantity=1).list_price == Decimal("58.49056604")

    def test_a_free_line_needs_its_words_and_its_price(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        client = client_of(ada)
        refused = client.post(f"/versions/{version.pk}/lines/add/", {"edition": "1", "quantity": "2"})
        assert refused.status_code == 422
        assert refused.context["form"].errors.keys() == {"description", "unit", "list_price", "vat_rate"}
        free = {"description": "驻场", "unit": "人日", "list_price": "¥3,500.5", "vat_rate": "6%", "quantity": "2"}
        assert client.post(f"/versions/{version.pk}/lines/add/", free | {"edition": "1"}).status_code == 303
        assert version.lines.get(product=None).gross_total == Decimal("7001.00")

    @pytest.mark.parametrize("price", ["US$ 100", "100 USD", "€5", "100美元"])
    def test_a_price_in_another_currency_is_refused_and_kept(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, price: str
    ) -> None:
        free = {"description": "驻场", "unit": "人日", "list_price": price, "vat_rate": "6", "quantity": "2"}
        answer = client_of(ada).post(f"/versions/{version.pk}/lines/add/", free | {"edition": "1"})
        assert answer.context["form"].errors == {
            "list_price": [said("Amounts here are in %(currency)s: convert the amount first.") % {"currency": "CNY"}]
        }
        assert answer.context["form"]["list_price"].value() == price

    def test_rows_from_a_spreadsheet_are_added_together(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        rows = "代码\t数量\t折扣\nrtc-hd\t5,000\t15\n云端合流录制\t100\n驻场联调\t人日\t5\t3500\t\t6\n\n"
        answer = client_of(ada).post(f"/versions/{version.pk}/lines/paste/", {"edition": "1", "rows": rows})
        assert answer.status_code == 303
        assert list(version.lines.values_list("description", "quantity", "discount")) == [
            ("720p 实时互动并发", Decimal(10000), Decimal(0)),
            ("720p 实时互动并发", Decimal(5000), Decimal(15)),
            ("云端合流录制", Decimal(9600), Decimal(0)),
            ("云端合流录制", Decimal(100), Decimal(0)),
            ("7×24 专属支持", Decimal(12), Decimal(0)),
            ("驻场联调", Decimal(5), Decimal(0)),
        ]

    def test_wrong_rows_are_named_by_number_and_nothing_is_lost_or_added(
        self, client_of: ClientOf, version: QuoteVersion, ada: User
    ) -> None:
        rows = f"RTC-HD\t10\nNOPE\t1\nRTC-HD\t-5\t200\n{SCRIPT}\t1"
        answer = client_of(ada).post(f"/versions/{version.pk}/lines/paste/", {"edition": "1", "rows": rows}, **HTMX)
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert [row.row for row in answer.context["form"].wrong] == [2, 3, 4]
        assert answer.context["form"]["rows"].value() == rows
        assert SCRIPT not in shown
        assert version.lines.count() == 3

    @pytest.mark.parametrize("rows", ["", "   \n\t\n", "\t" * 300_000, "a\0b\t1", "RTC-HD\t1\n" * 1001, '"open\t1'])
    def test_strange_rows_are_a_sentence(
        self, client_of: ClientOf, version: QuoteVersion, ada: User, rows: str
    ) -> None:
        sent = {"edition": "1", "rows": rows}
        assert client_of(ada).post(f"/versions/{version.pk}/lines/paste/", sent).status_code == 422
