"""A customer's reader opens an offer on a phone by a link that sales made, and the link is ended."""

from datetime import datetime

from playwright.sync_api import expect

from quotes.models import LinkView, QuoteVersion
from stakeholders.models import Contact, User
from tests.factories import paper
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
    sales.get_by_role("link", name=zh("Links for readers")).click()
    sales.locator("[name=recipient]").select_option(label=contact.name)
    sales.get_by_role("button", name=zh("Make the link")).click()
    address = sales.locator("#address").input_value()
    path = "/r/" + address.partition("/r/")[2]
    reader.goto(path)
    expect(reader.locator("main")).to_contain_text(contact.name)
    picture = reader.locator(".reader__pages img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1080
    fits(reader)
    with reader.expect_download() as taken:
        reader.get_by_role("link", name=zh("Save the PDF")).click()
    assert taken.value.path().read_bytes()[:5] == b"%PDF-"
    sales.goto(f"/proposals/{export.pk}/links/")
    expect(sales.locator("tbody").first).to_contain_text(contact.name)
    sales.get_by_role("button", name=zh("End the link of %(reader)s", reader=contact.name)).click()
    expect(sales.get_by_role("status")).to_contain_text(zh("The link opens nothing any more."))
    assert set(LinkView.objects.values_list("seen", flat=True)) == {"page", "file"}
