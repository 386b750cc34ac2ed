"""A price book out of the desk as Excel and back in: nothing more than its reader may see, and nothing by halves."""

import zipfile
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from dealdesk.kernel.percent import Percent
from dealdesk.sheets import read
from quotes.actions.pricebooks import draft_price_book, save_bundle, save_meter
from quotes.domain.metering.stored import metered_from, metered_json
from quotes.domain.pricing.charges import Graduated, Tier, to_json
from quotes.models import PriceBookVersion, PriceImport, Product
from stakeholders.domain.people import Role
from stakeholders.models import JournalEntry, User
from stakeholders.permissions import MAY, Act
from tests.factories.quotes import metered
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
        about, prices, bundles, _meters, _tiers, _models = read(answer.content)

        assert (about.name, prices.name, bundles.name) == ("说明", "价目", "套餐")
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
        english = ("产品英文名", "产品线英文名", "单位英文名")
        assert titles == ("代码", "产品", "产品线", "单位", "目录价", "底价", "增值税税率", *english)
        said = [tuple(cells[:7]) for cells in rows]
        assert sorted(said, key=lambda cells: str(cells[0])) == sorted(ROWS, key=lambda cells: str(cells[0]))
        assert bundles.rows[1:] == (
            ("高级版", Decimal(1200000), "全套", "RTC-HD", "720p 实时互动并发", Decimal(10000)),
        )
        assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        assert "%E6%A0%87%E5%87%86%E4%BB%B7%E7%9B%AE-V2.xlsx" in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "private, no-store"

    def test_a_table_of_tiers_is_a_row_for_each(self, client_of: ClientOf, draft: PriceBookVersion, fay: User) -> None:
        table = Graduated(
            tiers=(
                Tier(up_to=Decimal(10), unit=Decimal(2)),
                Tier(start=Decimal(10), unit=Decimal(1), flat=Decimal(5), percent=Decimal(3)),
            )
        )
        draft.items.filter(product__code="RTC-HD").update(charge=to_json(table))
        tiers = read(client_of(fay).get(f"/price-books/{draft.pk}/export/").content)[4]
        first = ("RTC-HD", "720p 实时互动并发", "阶梯累进", "归本档")
        assert tiers.rows[1:] == (
            (*first, Decimal(0), Decimal(10), Decimal(2), Decimal(0), Percent(Decimal(0))),
            (*first, Decimal(10), None, Decimal(1), Decimal(5), Percent(Decimal(3))),
        )
        assert tiers.name == "阶梯"

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
            assert len(read(file)[1].rows[0]) == (10 if sees else 9)

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

    def test_a_price_model_is_shown_before_and_after(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User
    ) -> None:
        tiers = [["RTC-HD", None, "累进", None, Decimal(0), Decimal(10), Decimal(62)]]
        tiers.append(["RTC-HD", None, "累进", None, Decimal(10), None, Decimal(60), Decimal(100), "2%"])
        client = client_of(fay)
        place = upload(client, draft, workbook(tiers=tiers))["Location"]
        (shown,) = client.get(place).context["screen"].changes.prices
        assert shown.charge_before == ("数量 × 目录价",)
        assert shown.charge_after == ("阶梯累进", "0–10: 62.00", "10–∞: 60.00 + 2% + 固定费用 100.00")

    def test_a_list_price_beside_a_price_model_is_warned_of(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User
    ) -> None:
        table = Graduated(tiers=(Tier(unit=Decimal(60)),))
        draft.items.filter(product__code="RTC-HD").update(charge=to_json(table))
        client, warning = client_of(fay), "该产品按价格模型计价，只改目录价不影响金额"
        alone = workbook([row("RTC-HD", Decimal(60)), *ROWS[1:]])
        assert warning in client.get(upload(client, draft, alone)["Location"]).content.decode()
        tiers = [["RTC-HD", None, "累进", None, Decimal(0), None, Decimal(58)]]
        both = workbook([row("RTC-HD", Decimal(60)), *ROWS[1:]], tiers=tiers)
        assert warning not in client.get(upload(client, draft, both)["Location"]).content.decode()

    def test_a_meter_changed_meanwhile_is_looked_at_again(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User
    ) -> None:
        client = client_of(fay)
        place = upload(client, draft, workbook([row("RTC-HD", Decimal(60)), *ROWS[1:]]))["Location"]
        edition = client.get(place).context["screen"].edition
        draft.items.filter(product__code="RTC-HD").update(meter=metered_json(metered()))
        assert client.post(f"{place}apply/", {"edition": edition}).status_code == 409
        (changed,) = client.get(place).context["screen"].changes.prices
        assert (changed.meter_before, changed.meter_after) == ("", "")

    def test_another_meter_is_said_in_words(self, client_of: ClientOf, draft: PriceBookVersion, fay: User) -> None:
        counted = draft.items.filter(product__code="RTC-HD")
        counted.update(meter=metered_json(metered()))
        (told,) = client_of(fay).get(f"/price-books/{draft.pk}/compare/").context["screen"].changes.prices
        assert told.meter_before == "不计量"
        assert "用户时长" in told.meter_after

    def test_the_same_sentence_is_said_once_for_all_its_rows(
        self, client_of: ClientOf, draft: PriceBookVersion, fay: User
    ) -> None:
        rows = [[*row("RTC-HD", Decimal(60))], [*row("REC-MIX", Decimal(11))], [*row("SUP-724", "x")]]
        at = TITLES.index("税率")
        for one in rows:
            one[at] = Decimal("0.06")
        form = upload(client_of(fay), draft, workbook(rows)).context["form"]
        assert [(one.rows, one.column) for one in form.groups()] == [("2–4", "G 增值税税率"), ("4", "E 目录价")]
        assert len(form.wrong) == 4

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
        assert len(read(file)[1].rows[0]) == 9
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
        assert upload(client, draft, workbook()).context["form"].wrong[0].why == "你无权填写底价：请删去这一列。"

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
