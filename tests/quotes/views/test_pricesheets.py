"""A price book out of the desk as Excel and back in: nothing more than its reader may see, and nothing by halves."""

import string
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dealdesk.sheets import read
from quotes.actions.pricebooks import create_price_book, draft_price_book, save_bundle, save_meter
from quotes.documents.pricesheets import collect, render
from quotes.domain.metering.stored import metered_from
from quotes.forms.pricesheets import Desk, UploadForm
from quotes.models import Bundle, BundleItem, PriceBookVersion, PriceImport, PriceItem, Product
from quotes.queries.pricesheets import codes_in, products_by_code
from stakeholders.domain.people import Role
from stakeholders.models import JournalEntry, User
from stakeholders.permissions import MAY, Act
from tests.quotes.views.typing_in import ClientOf
from tests.quotes.workbooks import ROWS, TITLES, row, workbook

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def draft(price_book: PriceBookVersion, fay: User, now: datetime) -> PriceBookVersion:
    return draft_price_book(version=price_book, source="2027 年价目", by=fay, at=now)


def upload(
    client: Client, version: PriceBookVersion, file: bytes, name: str = "价目.xlsx", **typed: str
) -> HttpResponse:
    return client.post(f"/price-books/{version.pk}/import/", {"file": SimpleUploadedFile(name, file), **typed})


def everything_in(file: bytes) -> str:
    """All parts of a workbook, names and metadata with them."""
    with zipfile.ZipFile(BytesIO(file)) as package:
        return "\n".join(f"{name}\n{package.read(name).decode()}" for name in package.namelist())


class TestExport:
    def test_the_workbook_says_what_the_book_says(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        quantities = {Product.objects.get(code="RTC-HD").pk: Decimal(10000)}
        save_bundle(
            version=draft, name="高级版", price=Decimal(1200000), quantities=quantities, note="全套", by=fay, at=now
        )

        answer = client_of(fay).get(f"/price-books/{draft.pk}/export/")
        about, prices, bundles, meters = read(answer.content)

        assert (about.name, prices.name, bundles.name, meters.name) == ("说明", "价目", "套餐", "计量")
        assert about.rows[:7] == (
            ("价目表", "标准价目"),
            ("版本", "V2 · 草稿"),
            ("生效日期", "—"),
            ("失效日期", "—"),
            ("币种", "CNY"),
            ("税基", "含税"),
            ("依据", "2027 年价目"),
        )
        titles, *rows = prices.rows
        assert titles == ("代码", "产品", "产品线", "单位", "目录价", "底价", "增值税税率")
        assert sorted(rows, key=lambda cells: str(cells[0])) == sorted(ROWS, key=lambda cells: str(cells[0]))
        assert bundles.rows[1:] == (
            ("高级版", Decimal(1200000), "全套", "RTC-HD", "720p 实时互动并发", Decimal(10000)),
        )
        assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        assert "%E6%A0%87%E5%87%86%E4%BB%B7%E7%9B%AE-V2.xlsx" in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "private, no-store"

    def test_how_a_product_is_counted_is_told_and_an_import_leaves_it_alone(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        counted = {
            "counts": "user_minutes", "unit": "minute", "summed": "day", "places": 0, "mode": "up",
            "since": "2026-01-01", "source": "计量口径 2026",
        }  # fmt: skip
        metered = metered_from({"meter": counted, "per": "1000"})
        save_meter(version=draft, product=Product.objects.get(code="REC-MIX"), metered=metered, by=fay, at=now)
        client = client_of(fay)

        told = read(client.get(f"/price-books/{draft.pk}/export/").content)[3].rows
        assert told[0] == ("代码", "产品", "计量口径", "计量档位", "每价数量")
        assert [(row[0], row[3], row[4]) for row in told[1:]] == [("REC-MIX", None, Decimal(1000))]
        assert "用户" in str(told[1][2])

        place = upload(client, draft, workbook([row("REC-MIX", Decimal(12))]))["Location"]
        client.post(f"{place}apply/", {"edition": client.get(place).context["screen"].edition})
        assert draft.items.get(product__code="REC-MIX").metered == metered

    def test_no_floor_is_in_the_bytes_for_those_who_may_not_see_it(
        self, client_of: ClientOf, price_book: PriceBookVersion, ada: User, lin: User, fay: User, pre: User
    ) -> None:
        for reader, sees in ((ada, False), (lin, False), (fay, True), (pre, True)):
            file = client_of(reader).get(f"/price-books/{price_book.pk}/export/").content
            told = everything_in(file)
            assert "RTC-HD" in told
            assert ("<v>7000</v>" in told) is sees
            assert ("底价" in told) is sees
            assert 'hidden="1"' not in told
            assert len(read(file)[1].rows[0]) == (7 if sees else 6)

    def test_the_metadata_names_the_book_and_nobody(
        self, client_of: ClientOf, price_book: PriceBookVersion, fay: User
    ) -> None:
        file = client_of(fay).get(f"/price-books/{price_book.pk}/export/").content
        with zipfile.ZipFile(BytesIO(file)) as package:
            told = package.read("docProps/core.xml").decode() + package.read("docProps/app.xml").decode()
        assert "标准价目 V1" in told
        assert "fay" not in everything_in(file)

    def test_an_export_leaves_a_row_in_the_journal(
        self, client_of: ClientOf, price_book: PriceBookVersion, ada: User, fay: User
    ) -> None:
        for reader in (ada, fay):
            client_of(reader).get(f"/price-books/{price_book.pk}/export/")
        told = JournalEntry.objects.filter(act="export_prices").order_by("id").values_list("by__name", "facts__floors")
        assert list(told) == [("ada", False), ("fay", True)]

    def test_a_draft_is_exported_only_by_those_who_write_it(
        self, client_of: ClientOf, draft: PriceBookVersion, ada: User, fay: User
    ) -> None:
        assert client_of(ada).get(f"/price-books/{draft.pk}/export/").status_code == 404
        assert client_of(fay).get(f"/price-books/{draft.pk}/export/").status_code == 200


class TestImport:
    def test_upload_look_and_take_over(self, client_of: ClientOf, draft: PriceBookVersion, fay: User) -> None:
        client = client_of(fay)
        file = workbook([row("RTC-HD", Decimal(60), Decimal(45)), ROWS[1]])

        answer = upload(client, draft, file)
        assert answer.status_code == 303
        shown = client.get(answer["Location"])
        changes = shown.context["screen"].changes
        assert [(one.code, one.state, one.list_before, one.list_after) for one in changes.prices] == [
            ("RTC-HD", "changed", Decimal(62), Decimal(60)),
            ("SUP-724", "removed", Decimal(9500), None),
        ]
        assert (changes.changed, changes.added, changes.removed, changes.unchanged) == (1, 0, 1, 1)
        assert "−3.23 %" in shown.content.decode()

        said = client.post(f"{answer['Location']}apply/", {"edition": shown.context["screen"].edition})
        assert (said.status_code, said["Location"]) == (303, f"/price-books/{draft.pk}/")
        assert dict(draft.items.values_list("product__code", "list_price")) == {
            "RTC-HD": Decimal(60),
            "REC-MIX": Decimal(11),
        }
        again = client.get(answer["Location"])
        assert "disabled" in again.content.decode()

    def test_what_was_not_read_is_said(self, client_of: ClientOf, draft: PriceBookVersion, fay: User) -> None:
        file = workbook([[*row("RTC-HD", Decimal(60)), "旧价"]], titles=(*TITLES, "去年价格"))
        client = client_of(fay)
        page = client.get(upload(client, draft, file)["Location"]).content.decode()
        assert "没有读取：价目 · 去年价格" in page

    def test_one_wrong_cell_and_nothing_is_kept(self, client_of: ClientOf, draft: PriceBookVersion, fay: User) -> None:
        client = client_of(fay)
        answer = upload(client, draft, workbook([row("RTC-HD", "<script>alert(1)</script>"), *ROWS[1:]]))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "E 目录价" in page
        assert "<script>alert" not in page
        assert PriceImport.objects.count() == 0
        assert upload(client, draft, workbook([row("RTC-HD", Decimal(1)), *ROWS[1:]])).status_code == 303

    def test_what_was_changed_meanwhile_is_looked_at_again(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User
    ) -> None:
        client = client_of(fay)
        place = upload(client, draft, workbook([row("RTC-HD", Decimal(60))]))["Location"]
        edition = client.get(place).context["screen"].edition
        draft.items.filter(product__code="REC-MIX").delete()
        assert client.post(f"{place}apply/", {"edition": edition}).status_code == 409
        assert client.post(f"{place}apply/", {"edition": "\x00😀"}).status_code == 409
        assert client.post(f"{place}apply/").status_code == 409

    def test_into_a_published_version_asks_for_a_source_and_begins_the_next(
        self, client_of: ClientOf, price_book: PriceBookVersion, fay: User
    ) -> None:
        client = client_of(fay)
        refused = upload(client, price_book, workbook())
        assert refused.context["form"].errors.keys() == {"source"}
        place = upload(client, price_book, workbook([row("RTC-HD", Decimal(60))]), source="定价会 12 月")["Location"]
        edition = client.get(place).context["screen"].edition
        client.post(f"{place}apply/", {"edition": edition})
        made = PriceBookVersion.objects.get(number=2)
        assert (made.source, made.is_draft, made.items.count()) == ("定价会 12 月", True, 1)

    def test_a_reader_without_the_right_to_floors_neither_sees_nor_wipes_them(
        self, client_of: ClientOf, draft: PriceBookVersion, adm: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(MAY, Act.SEE_LIST_FLOOR, MAY[Act.SEE_LIST_FLOOR] - {Role.ADMIN})
        client = client_of(adm)
        file = client.get(f"/price-books/{draft.pk}/export/").content
        assert len(read(file)[1].rows[0]) == 6
        titles = tuple(title for title in TITLES if title != "底价")
        rows = [
            [*cells[:4], price, cells[6]]
            for cells, price in zip(ROWS, (Decimal(60), Decimal(11), Decimal(9500)), strict=True)
        ]

        place = upload(client, draft, workbook(rows, titles=titles))["Location"]
        shown = client.get(place)
        assert {one.floor_before for one in shown.context["screen"].changes.prices} == {None}
        assert "46.00" not in shown.content.decode()
        client.post(f"{place}apply/", {"edition": shown.context["screen"].edition})

        assert dict(draft.items.values_list("product__code", "floor_price")) == {
            "RTC-HD": Decimal(46),
            "REC-MIX": Decimal(8),
            "SUP-724": Decimal(7000),
        }
        assert upload(client, draft, workbook()).context["form"].wrong[0].why == "您无权填写底价：请删去这一列。"

    def test_only_those_who_write_price_books_import(
        self, client_of: ClientOf, price_book: PriceBookVersion, draft: PriceBookVersion, ada: User, adm: User
    ) -> None:
        assert upload(client_of(ada), price_book, workbook()).status_code == 403
        assert upload(client_of(ada), draft, workbook()).status_code == 404
        place = upload(client_of(adm), draft, workbook([row("RTC-HD", Decimal(60))]))["Location"]
        assert client_of(ada).get(place).status_code == 404
        assert client_of(ada).post(f"{place}apply/").status_code == 404
        assert client_of(adm).get(place).status_code == 200

    def test_a_page_says_what_cannot_be_taken_over(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User, now: datetime
    ) -> None:
        hd = Product.objects.get(code="RTC-HD").pk
        save_bundle(version=draft, name="甲", price=Decimal(10), quantities={hd: Decimal(1)}, by=fay, at=now)
        place = upload(client_of(fay), draft, workbook([row("REC-MIX", Decimal(1))]))["Location"]
        assert "套餐 甲 包含 RTC-HD" in client_of(fay).get(place).content.decode()

    def test_nothing_to_change_is_said(self, client_of: ClientOf, draft: PriceBookVersion, fay: User) -> None:
        client = client_of(fay)
        place = upload(client, draft, client.get(f"/price-books/{draft.pk}/export/").content)["Location"]
        shown = client.get(place)
        assert not shown.context["screen"].changes
        assert "文件与草稿一致" in shown.content.decode()

    @pytest.mark.parametrize(
        "file",
        [b"", b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, workbook()[:900]],
        ids=["empty", "torn", "pdf", "old", "cut"],
    )
    def test_what_is_no_workbook_gets_a_sentence(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User, file: bytes
    ) -> None:
        answer = upload(client_of(fay), draft, file)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])

    def test_a_name_of_any_kind_is_taken(self, client_of: ClientOf, draft: PriceBookVersion, fay: User) -> None:
        for name in ("../../etc/passwd", "价" * 300 + ".xlsx", "a\u202exslx.exe", "=1+1.xlsx"):
            answer = upload(client_of(fay), draft, workbook([row("RTC-HD", Decimal(60))]), name)
            assert answer.status_code == 303
            assert client_of(fay).get(answer["Location"]).status_code == 200


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=12)
CODE = st.text(string.ascii_uppercase + string.digits + "-_", min_size=1, max_size=12)
PRICE = st.decimals(min_value=0, max_value=Decimal("999999999999.99999999"), places=8)
SHARE = st.decimals(min_value=0, max_value=1, places=2)
RATE = st.decimals(min_value=0, max_value=100, places=8)
QUANTITY = st.decimals(min_value=Decimal("0.000001"), max_value=10**9, places=6)
AMOUNT = st.decimals(min_value=0, max_value=10**12, places=2)
PRODUCTS = st.dictionaries(CODE, st.tuples(TEXT, PRICE, st.none() | SHARE, RATE), min_size=1, max_size=6)
BUNDLES = st.dictionaries(
    TEXT, st.tuples(AMOUNT, TEXT | st.just(""), st.lists(QUANTITY, min_size=1, max_size=3)), max_size=3
)


def filled(version: PriceBookVersion, products: dict, bundles: dict) -> None:  # type: ignore[type-arg]
    """A draft with just these."""
    Bundle.objects.filter(version=version).delete()
    PriceItem.objects.filter(version=version).delete()
    Product.objects.all().delete()
    made = [
        Product.objects.create(code=code, name=name, family="产品线", unit="路")
        for code, (name, *_) in products.items()
    ]
    for product, (_, price, share, rate) in zip(made, products.values(), strict=True):
        floor = None if share is None else (price * share).quantize(Decimal("0.00000001"), "ROUND_DOWN")
        PriceItem.objects.create(version=version, product=product, list_price=price, floor_price=floor, vat_rate=rate)
    for name, (price, note, quantities) in bundles.items():
        bundle = Bundle.objects.create(version=version, name=name, price=price, note=note)
        for product, quantity in zip(made, quantities, strict=False):
            BundleItem.objects.create(bundle=bundle, product=product, quantity=quantity)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PRODUCTS, BUNDLES)
@example({"0": ("豈", Decimal(1), None, Decimal(6))}, {"豈  e\u0301": (Decimal(1), "ﬁ", [Decimal(1)])})
def test_what_was_exported_imports_without_a_change(
    fay: User,
    now: datetime,
    products: dict,
    bundles: dict,  # type: ignore[type-arg]
) -> None:
    version = PriceBookVersion.objects.first() or create_price_book(
        name="任意", currency="CNY", tax_included=True, source="x", by=fay, at=now
    )
    filled(version, products, bundles)
    file = render(collect(fay, version), now)
    desk = Desk(
        currency="CNY",
        tax_included=True,
        products=products_by_code(),
        present=codes_in(version),
        sees_floor=True,
    )
    form = UploadForm({}, {"file": SimpleUploadedFile("x.xlsx", file)}, desk=desk, is_draft=True)

    assert form.is_valid(), (form.errors, form.wrong)
    present = version.content()
    assert form.cleaned_data["told"].onto(present) == present


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_file_at_all_is_a_fault(
    client_of: Callable[[User], Client], draft: PriceBookVersion, fay: User, data: st.DataObject
) -> None:
    good = workbook(bundles=[["甲", Decimal(1), None, "RTC-HD", None, Decimal(1)]])
    kind = data.draw(st.sampled_from(["noise", "cut", "turned", "cells"]))
    file = good
    if kind == "noise":
        file = b"PK\x03\x04" + data.draw(st.binary(max_size=500))
    elif kind == "cut":
        file = good[: data.draw(st.integers(0, len(good)))]
    elif kind == "turned":
        turned = bytearray(good)
        for at in data.draw(st.lists(st.integers(0, len(good) - 1), min_size=1, max_size=10)):
            turned[at] ^= data.draw(st.integers(1, 255))
        file = bytes(turned)
    else:
        cell = (
            st.none()
            | st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
            | st.sampled_from(
                ["=1+1", "1e999", "-0", "NaN", "１", "1,,0", "¥", "%", "0.06%", "#REF!", "RTC-HD", "1e-99999"]
            )
            | st.decimals(allow_nan=False, allow_infinity=False)
            | st.booleans()
        )
        file = workbook(
            data.draw(st.lists(st.lists(cell, min_size=7, max_size=7), max_size=4)),
            bundles=data.draw(st.lists(st.lists(cell, min_size=6, max_size=6), max_size=3)),
        )
    assert upload(client_of(fay), draft, file).status_code in {303, 422}
