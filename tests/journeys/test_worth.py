"""Quality becomes money: a claim is written and proved, reckoned with their figures, acknowledged, and put on paper."""

from pathlib import Path

from playwright.sync_api import Page, expect

from quotes.domain.value.drivers import Alternative
from quotes.models import ProposalExport, QuoteVersion
from stakeholders.models import Contact, User
from tests.factories import value as told
from tests.factories.value import COMPLAINTS
from tests.journeys.conftest import Open
from tests.journeys.test_deciding import fits
from tests.journeys.words import zh


def test_a_claim_becomes_what_the_customer_pays_more_for(
    opened: Open, version: QuoteVersion, contact: Contact, ada: User, pre: User, tmp_path: Path
) -> None:
    """Of 839,600 against 700,000 elsewhere: 43.1 points of 324,000 that they acknowledged must come true."""
    deal = version.quote.deal
    told.basis(deal=deal, by=ada, alternative=Alternative.BUILD)
    presales, sales = opened(pre), opened(ada, phone=True)
    proved(presales, pre, tmp_path / "测试记录.txt")
    sales.goto(f"/versions/{version.pk}/papers/")
    expect(sales.locator(".papers__sections")).to_contain_text(zh("Left out:"))
    reckoned(sales, deal.pk)
    acknowledged(sales, contact)
    sales.goto(f"/deals/{deal.pk}/value/")
    expect(sales.locator(".value__verdict")).to_contain_text("43.1%")
    fits(sales)
    printed(opened(ada), version)


def proved(page: Page, keeper: User, record: Path) -> None:
    page.goto("/claims/new/")
    for name in ("metric_zh", "condition_zh", "alternative_of_zh"):
        said = COMPLAINTS[name.removesuffix("_zh")]
        page.locator(f"[name={name}]").fill(said.zh)
    for name in ("ours", "alternative", "origin", "measured_on", "valid_until"):
        page.locator(f"[name={name}]").fill(str(COMPLAINTS[name]))
    for name in ("unit", "better", "source"):
        page.locator(f"[name={name}]").select_option(COMPLAINTS[name].value)
    page.locator("[name=owner]").select_option(str(keeper.pk))
    page.get_by_role("button", name=zh("Keep this claim")).click()
    record.write_text("30 天，投诉率 0.30%", encoding="utf-8")
    page.locator("[name=attached]").set_input_files(record)
    page.get_by_role("button", name=zh("Attach the files")).click()
    expect(page.locator(".head")).to_contain_text(zh("may be told"))


def reckoned(page: Page, deal: int) -> None:
    page.goto(f"/deals/{deal}/value/new/")
    page.locator("a[href*='formula=tickets']").click()
    for name, amount in (("calls", "3000000"), ("ticket", "12")):
        page.locator(f"[name={name}]").fill(amount)
        page.locator(f"[name={name}_source]").fill("客户运营月报")
    page.locator("[name=confidence]").fill("80")
    page.get_by_role("button", name=zh("Save the figures")).click()
    expect(page.locator("main")).to_contain_text(zh("not acknowledged by the customer"))


def acknowledged(page: Page, contact: Contact) -> None:
    page.locator("[name=contact]").select_option(str(contact.pk))
    page.locator("[name=said]").fill("按一票 12 块没有问题")
    page.get_by_role("button", name=zh("Note their word")).click()
    expect(page.locator(".kpis")).to_contain_text("259,200.00")


def printed(page: Page, version: QuoteVersion) -> None:
    """As the preview has it, which is made of what paper is made of."""
    page.goto(f"/versions/{version.pk}/papers/")
    preview = page.frame_locator(".papers__frame")
    expect(preview.get_by_role("heading", name=zh("Price difference and worth"))).to_be_visible()
    expect(preview.locator(".worth")).to_contain_text("43.1%")
    expect(preview.locator(".worth")).to_contain_text("¥259,200.00")


def test_a_section_is_moved_by_its_buttons(opened: Open, version: QuoteVersion, pre: User) -> None:
    """On a phone nobody types fourteen numbers; what is sent is the order that is seen."""
    page = opened(pre, phone=True)
    page.goto(f"/versions/{version.pk}/papers/")
    places = page.locator(".papers__sections input[type=number]")
    first = page.locator(".papers__sections tbody tr").nth(1)
    name = first.locator("label").first.inner_text().strip()
    expect(page.get_by_role("button", name=zh("Move up:")).first).to_be_disabled()
    page.get_by_role("button", name=f"{zh('Move down:')} {name}").click()
    expect(page.locator(".papers__sections tbody tr").nth(2).locator("label").first).to_have_text(name)
    expect(page.get_by_role("button", name=f"{zh('Move down:')} {name}")).to_be_focused()
    assert [int(place.input_value()) for place in places.all()] == list(range(1, places.count() + 1))
    page.get_by_role("button", name=zh("Make the PDF")).click()
    page.wait_for_url("**/proposals/*/")
    sections = ProposalExport.objects.get().composition["sections"]
    assert sections[2] == "needs"
    fits(page)


def test_the_preview_stays_where_it_was_looked_at(opened: Open, version: QuoteVersion, pre: User) -> None:
    """Whoever writes the seventh section looks at it, and not at the cover."""
    page = opened(pre)
    page.goto(f"/versions/{version.pk}/papers/")
    frame = page.locator("#preview iframe")
    expect(frame.content_frame.locator(".cover")).to_be_visible()
    frame.evaluate("frame => frame.contentWindow.scrollTo(0, 900)")
    before = frame.evaluate("frame => frame.srcdoc")
    with page.expect_response("**/papers/preview/"):
        page.locator("[name=in_calendar]").check()
    page.wait_for_function("before => document.querySelector('#preview iframe').srcdoc !== before", arg=before)
    page.wait_for_function("document.querySelector('#preview iframe').contentWindow.scrollY === 900")
