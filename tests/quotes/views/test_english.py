"""English words in the browser: beside a price book, beside an offer, and where a document is put together."""

import html as escaped
import re
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dealdesk.sheets import read
from quotes.actions.english import write_house_english
from quotes.actions.pricebooks import draft_price_book
from quotes.actions.proposals import request_export
from quotes.domain.proposals import Language
from quotes.models import EnglishWords, PriceBookVersion, PriceImport, Product, QuoteVersion
from stakeholders.models import User
from tests.factories.stakeholders import NOW
from tests.quotes.workbooks import ROWS, TITLES, workbook

type LogIn = Callable[[User], Client]


def fields(page: str) -> dict[str, str]:
    """The name of each field by the Chinese beside it."""
    rows = re.findall(r'<label for="id_(en_[0-9a-f]{16})">([^<]+)</label>', page)
    return {zh: name for name, zh in rows}


def shown(page: str) -> dict[str, str]:
    """What the page would post if nobody typed: each field beside what it showed."""
    told = {name: escaped.unescape(en) for name, en in re.findall(r'name="initial-(en_\w+)" value="([^"]*)"', page)}
    told |= {name: "" for name in fields(page).values() if name not in told}
    return told | {f"initial-{name}": en for name, en in told.items()}


def test_finance_names_products_groups_and_units_of_a_published_book(
    client_of: LogIn, price_book: PriceBookVersion, fay: User, ada: User
) -> None:
    url = reverse("quotes:price_book_english", args=[price_book.pk])
    client = client_of(fay)
    product = price_book.items.select_related("product").order_by("product__code")[0].product
    named = fields(client.get(url).text)
    assert {product.name, product.family, product.unit} <= named.keys()
    assert client.post(url, {named[product.name]: "高清"}).status_code == 422
    done = client.post(url, {named[product.name]: "Real-time streams", named[product.unit]: "stream-year"})
    assert (done.status_code, EnglishWords.objects.of_the_house().count()) == (303, 2)
    assert "Real-time streams" in client_of(ada).get(reverse("quotes:price_book", args=[price_book.pk])).text
    assert [client_of(ada).get(url).status_code, client_of(ada).post(url, {}).status_code] == [403, 403]


def test_the_form_of_a_document_counts_what_would_be_printed_in_chinese(
    client_of: LogIn, version: QuoteVersion, price_book: PriceBookVersion, fay: User, pre: User
) -> None:
    client, url = client_of(pre), reverse("quotes:english", args=[version.pk])
    compose = reverse("quotes:paper", args=[version.pk])
    named = fields(client.get(url).text)
    assert f"{len(named)} 项没有英文" in client.get(compose).text
    line = version.lines.select_related("product").order_by("position")[0]
    house = dict.fromkeys((line.description, line.group, line.unit), "Word")
    write_house_english(version=price_book, words=house, by=fay, at=NOW)
    left = fields(client.get(url).text)
    assert left.keys() == named.keys() - house.keys()
    assert client.post(url, dict.fromkeys(left.values(), "Words")).status_code == 303
    assert ("项没有英文" in client.get(compose).text, fields(client.get(url).text).keys()) == (False, left.keys())
    preview = client.post(f"{compose}preview/", {"kind": "proposal", "language": "en"}).text
    assert (line.description in preview, "Word" in preview) == (False, True)


def test_a_field_that_was_not_posted_leaves_its_word_as_it_is(
    client_of: LogIn, version: QuoteVersion, pre: User
) -> None:
    client, url = client_of(pre), reverse("quotes:english", args=[version.pk])
    name = fields(client.get(url).text)[version.quote.deal.name]
    client.post(url, {name: "Expansion"})
    assert client.post(url, {}).status_code == 303
    assert EnglishWords.objects.get().en == "Expansion"
    client.post(url, shown(client.get(url).text) | {name: ""})
    assert not EnglishWords.objects.exists()


def test_of_two_who_write_beside_each_other_neither_loses_a_word(
    client_of: LogIn, version: QuoteVersion, pre: User, ada: User
) -> None:
    url, (first, second) = reverse("quotes:english", args=[version.pk]), (client_of(pre), client_of(ada))
    page = first.get(url).text
    one, other = list(fields(page).values())[:2]
    assert first.post(url, shown(page) | {one: "First"}).status_code == 303
    assert second.post(url, shown(page) | {other: "Second"}).status_code == 303
    assert set(EnglishWords.objects.values_list("en", "written_by")) == {("First", pre.pk), ("Second", ada.pk)}


def test_who_writes_over_a_word_of_another_sees_it_first(
    client_of: LogIn, version: QuoteVersion, pre: User, ada: User
) -> None:
    url, (first, second) = reverse("quotes:english", args=[version.pk]), (client_of(pre), client_of(ada))
    page = first.get(url).text
    one, other = list(fields(page).values())[:2]
    assert first.post(url, shown(page) | {one: "First", other: "Beside"}).status_code == 303
    refused = second.post(url, shown(page) | {one: "Second"})
    assert refused.status_code == 422
    for said in ("期间有人写了英文", "期间写成了“First”", 'value="Second"', 'value="Beside"'):
        assert said in refused.text
    assert set(EnglishWords.objects.values_list("en", flat=True)) == {"First", "Beside"}
    again = shown(refused.text) | {one: "Second"}
    assert second.post(url, again).status_code == 303
    assert set(EnglishWords.objects.values_list("en", flat=True)) == {"Second", "Beside"}


def test_a_workbook_brings_words_and_a_draft_that_says_the_same_otherwise_takes_them_over(
    client_of: LogIn, price_book: PriceBookVersion, fay: User
) -> None:
    draft = draft_price_book(version=price_book, source="2027 年价目", by=fay, at=NOW)
    write_house_english(version=draft, words={"月": "month"}, by=fay, at=NOW)
    rows = [[*cells, None, None, "stream-year" if cells[3] == "路·年" else None] for cells in ROWS]
    file = SimpleUploadedFile("价目.xlsx", workbook(rows, titles=(*TITLES, "产品英文名", "产品线英文名", "单位英文名")))
    client = client_of(fay)
    client.post(reverse("quotes:price_book_import", args=[draft.pk]), {"file": file})
    waiting = PriceImport.objects.get()
    page = client.get(reverse("quotes:price_import", args=[waiting.pk]))
    assert "写入 1 项英文名" in page.text
    apply = reverse("quotes:price_import_apply", args=[waiting.pk])
    assert client.post(apply, {"edition": page.context["screen"].edition}).status_code == 303
    assert dict(EnglishWords.objects.values_list("zh", "en")) == {"月": "month", "路·年": "stream-year"}
    exported = read(client.get(reverse("quotes:price_book_export", args=[draft.pk])).content)[1]
    assert {(cells[3], cells[-1]) for cells in exported.rows[1:]} == {
        ("路·年", "stream-year"),
        ("月", "month"),
        ("千分钟", None),
    }


def test_a_new_product_comes_with_its_english_names(client_of: LogIn, price_book: PriceBookVersion, fay: User) -> None:
    draft = draft_price_book(version=price_book, source="2027 年价目", by=fay, at=NOW)
    product = {
        "code": "RLY-CDN",
        "name": "转推 CDN",
        "family": "录制与转推",
        "unit": "GB",
        "list_price": "1",
        "vat_rate": "6",
    }
    url = reverse("quotes:price_book_product", args=[draft.pk])
    assert client_of(fay).post(url, product | {"name_en": "转推"}).status_code == 422
    assert client_of(fay).post(url, product | {"name_en": "Relay to CDN"}).status_code == 303
    assert dict(EnglishWords.objects.values_list("zh", "en")) == {"转推 CDN": "Relay to CDN"}


def test_the_page_of_an_english_file_says_how_many_words_it_lacks(
    client_of: LogIn, version: QuoteVersion, pre: User
) -> None:
    client = client_of(pre)
    said = {}
    for language in Language:
        export = request_export(version=version, language=language, by=pre, at=NOW)
        said[language] = "项没有英文" in client.get(reverse("quotes:proposal", args=[export.pk])).text
    assert said == {Language.CHINESE: False, Language.ENGLISH: True}


def test_a_workbook_writes_over_no_word_that_its_reader_has_not_seen(
    client_of: LogIn, price_book: PriceBookVersion, fay: User, adm: User
) -> None:
    draft = draft_price_book(version=price_book, source="2027 年价目", by=fay, at=NOW)
    rows = [[*cells, None, None, "stream-year" if cells[3] == "路·年" else None] for cells in ROWS]
    file = SimpleUploadedFile("价目.xlsx", workbook(rows, titles=(*TITLES, "产品英文名", "产品线英文名", "单位英文名")))
    client = client_of(fay)
    client.post(reverse("quotes:price_book_import", args=[draft.pk]), {"file": file})
    waiting = PriceImport.objects.get()
    preview, apply = (reverse(f"quotes:{name}", args=[waiting.pk]) for name in ("price_import", "price_import_apply"))
    edition = client.get(preview).context["screen"].edition
    write_house_english(version=draft, words={"路·年": "changed meanwhile"}, by=adm, at=NOW)
    client.post(apply, {"edition": edition})
    assert dict(EnglishWords.objects.values_list("zh", "en")) == {"路·年": "changed meanwhile"}
    client.post(apply, {"edition": client.get(preview).context["screen"].edition})
    assert dict(EnglishWords.objects.values_list("zh", "en")) == {"路·年": "stream-year"}


def test_a_product_without_a_family_brings_no_english_for_one(
    client_of: LogIn, price_book: PriceBookVersion, fay: User
) -> None:
    draft = draft_price_book(version=price_book, source="2027 年价目", by=fay, at=NOW)
    Product.objects.filter(code=ROWS[0][0]).update(family="")
    rows = [[*ROWS[0][:2], None, *ROWS[0][3:], "Streams", "Real-time", None]]
    file = SimpleUploadedFile("价目.xlsx", workbook(rows, titles=(*TITLES, "产品英文名", "产品线英文名", "单位英文名")))
    client = client_of(fay)
    assert client.post(reverse("quotes:price_book_import", args=[draft.pk]), {"file": file}).status_code == 303
    waiting = PriceImport.objects.get()
    edition = client.get(reverse("quotes:price_import", args=[waiting.pk])).context["screen"].edition
    client.post(reverse("quotes:price_import_apply", args=[waiting.pk]), {"edition": edition})
    assert dict(EnglishWords.objects.values_list("zh", "en")) == {ROWS[0][1]: "Streams"}
