"""Lines added one by one, and pasted from a spreadsheet."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy as said

from quotes.actions.metering import put_quantity
from quotes.actions.quotes import add_lines, change_lines, save_terms
from quotes.domain.pricing.charges import ChargeKind, PercentOf, to_json
from quotes.forms.quotes import NewLineForm
from quotes.forms.quotes.lines import ItemField
from quotes.models import PriceBookVersion, QuoteLine, QuoteVersion
from stakeholders.models import Deal, User
from tests.factories import quotes as offered
from tests.quotes.views.test_quotes_new import NEW
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


class TestByThePriceModel:
    """The price list says 62 up to 100 and 10 for all above: 1,000 come to 10,000, whichever way the line came."""

    @pytest.fixture
    def offered_by_volume(self, client_of: ClientOf, deal: Deal, fay: User, ada: User) -> QuoteVersion:
        book = offered.price_book(by=fay, name="按量价目", published=False)
        tiers = [{"up_to": "100", "unit": "62"}, {"unit": "10"}]
        book.items.filter(product__code="RTC-HD").update(charge={"kind": "volume", "tiers": tiers})
        offered.publish(book, by=fay)
        picked = {"price_book": str(book.pk), f"quantity-{book.items.get(product__code='RTC-HD').pk}": "1,000"}
        assert client_of(ada).post(f"/deals/{deal.pk}/quotes/new/", NEW | picked).status_code == 303
        return QuoteVersion.objects.get(price_book=book)

    def test_a_new_quote(self, client_of: ClientOf, offered_by_volume: QuoteVersion, ada: User) -> None:
        assert offered_by_volume.gross_total == Decimal(10_000)
        assert "10,000.00" in client_of(ada).get(f"/versions/{offered_by_volume.pk}/").content.decode()

    @pytest.mark.parametrize("door", ["add", "paste", "block"])
    def test_a_line_more(self, client_of: ClientOf, offered_by_volume: QuoteVersion, ada: User, door: str) -> None:
        version, line = offered_by_volume, offered_by_volume.lines.get()
        item = version.price_book.items.get(product__code="RTC-HD")
        sent = {
            "add": {"item": str(item.pk), "quantity": "1000", "discount": "0"},
            "paste": {"rows": "RTC-HD\t1000\t0"},
            "block": {"line": str(line.pk), "column": "description", "rows": f"{line.description}\nRTC-HD\t\t1000"},
        }[door]
        answer = client_of(ada).post(f"/versions/{version.pk}/lines/{door}/", sent | {"edition": "1"})
        assert answer.status_code == 303
        rows = list(version.lines.all())
        assert [(row.charge, row.list_price, row.gross_total) for row in rows] == [
            (item.charge, Decimal(10), Decimal(10_000))
        ] * 2

    def test_a_counted_quantity(self, offered_by_volume: QuoteVersion, ada: User, now: datetime) -> None:
        version = offered_by_volume
        item = version.price_book.items.select_related("product").get(product__code="RTC-HD")
        put_quantity(version=version, edition=1, item=item, quantity=Decimal(100), by=ada, at=now)
        assert version.lines.get().gross_total == Decimal(6_200)
        free = QuoteLine(
            description="驻场", unit="人日", quantity=Decimal(1), list_price=Decimal(1), vat_rate=Decimal(6)
        )
        gone = [version.lines.get().pk]
        add_lines(version=version, edition=2, lines=[free], by=ada, at=now)
        change_lines(version=version, edition=3, changes={}, gone=gone, by=ada, at=now)
        put_quantity(version=version, edition=4, item=item, quantity=Decimal(1000), by=ada, at=now)
        assert version.lines.get(product_code="RTC-HD").gross_total == Decimal(10_000)
        assert version.gross_total == Decimal(10_001)

    def test_in_the_other_tax_basis_and_back(self, offered_by_volume: QuoteVersion, ada: User, now: datetime) -> None:
        version, charge = offered_by_volume, offered_by_volume.lines.get().charge
        save_terms(version=version, edition=1, by=ada, at=now, tax_included=False)
        assert (version.net_total, version.gross_total) == (Decimal("9433.96"), Decimal("10000.00"))
        save_terms(version=version, edition=2, by=ada, at=now, tax_included=True)
        assert (version.lines.get().charge, version.gross_total) == (charge, Decimal(10_000))
