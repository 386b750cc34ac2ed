"""An offer leaves: by a link that a customer's reader opens on a phone, and in a package that sales takes on one."""

from datetime import datetime
from zipfile import ZipFile

from playwright.sync_api import expect

from quotes.models import LinkView, QuoteVersion
from stakeholders.models import Contact, User
from tests.factories import batches, paper
from tests.factories.haggling import approved
from tests.journeys.conftest import Open
from tests.journeys.test_deciding import fits
from tests.journeys.words import zh


def test_a_link_is_made_at_the_desk_read_on_a_phone_and_ended(
    opened: Open, version: QuoteVersion, contact: Contact, ada: User, now: datetime
) -> None:
    approved(version, by=ada)
    export = paper.made(QuoteVersion.objects.get(pk=version.pk), ada, now)
    sales, reader = opened(ada), opened(phone=True)
    sales.goto(f"/proposals/{export.pk}/")
    sales.get_by_role("link", name=zh("Send to the customer")).click()
    sales.locator("[name=recipient]").select_option(str(contact.pk))
    sales.get_by_role("button", name=zh("Make the link")).click()
    address = sales.locator("#address").input_value()
    path = "/r/" + address.partition("/r/")[2]
    reader.goto(path)
    expect(reader.locator("main")).to_contain_text(contact.name)
    picture = reader.locator(".reader__pages img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1080
    fits(reader)
    assert picture.evaluate("image => image.closest('a').href === image.src")
    with reader.expect_download() as taken:
        reader.get_by_role("link", name=zh("Save the PDF")).click()
    assert taken.value.path().read_bytes()[:5] == b"%PDF-"
    sales.goto(f"/proposals/{export.pk}/links/")
    expect(sales.locator("tbody").first).to_contain_text(contact.name)
    sales.get_by_label(zh("Revoke the link of %(reader)s", reader=contact.name)).click()
    sales.get_by_role("button", name=zh("Revoke this link")).click()
    expect(sales.get_by_role("status")).to_contain_text(zh("The link opens nothing any more."))
    assert set(LinkView.objects.values_list("seen", flat=True)) == {"page", "file"}


def test_a_package_is_taken_on_a_phone_which_says_that_it_is_being_packed(
    opened: Open, version: QuoteVersion, ada: User, now: datetime
) -> None:
    batch = batches.batch(paper.made(version, ada, now), by=ada)
    phone = opened(ada, phone=True)
    phone.goto(f"/proposals/batches/{batch.pk}/")
    fits(phone)
    taking = phone.locator("[data-packs]")
    with phone.expect_download() as taken:
        said = taking.evaluate("link => { link.click(); return [link.ariaBusy, link.lastElementChild.textContent]; }")
    assert said == ["true", zh("Packing …")]
    expect(taking).to_have_text(zh("Download all as one package"))
    expect(taking).to_have_attribute("aria-busy", "false")
    with ZipFile(taken.value.path()) as package:
        assert len(package.namelist()) == 1
