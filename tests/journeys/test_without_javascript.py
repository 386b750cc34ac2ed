"""With scripts switched off every step of the main job is a plain page."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from quotes.models import Decision, Policy, PriceBookVersion
from stakeholders.models import Deal, User
from tests.journeys.conftest import Open
from tests.journeys.words import zh


def test_a_quote_is_made_submitted_and_approved_as_plain_pages(
    opened: Open, price_book: PriceBookVersion, policy: Policy, deal: Deal, ada: User, bo: User
) -> None:
    hers = opened(ada, javascript=False)
    make_quote(hers, deal, price_book)
    change_a_line(hers)
    hers.locator("#submit a").click()
    hers.locator("#id_reason").fill("客户年底前签，要 82 折。")
    hers.locator("#id_in_return").fill("年付")
    hers.locator("main form button.btn--primary").click()
    expect(hers).to_have_url(re.compile(r"/versions/\d+/$"))

    his = opened(bo, javascript=False)
    his.goto("/approvals/")
    his.get_by_role("row").filter(has_text="68.85").get_by_role("link").click()
    expect(his.get_by_role("main")).to_contain_text("客户年底前签，要 82 折。")
    his.locator('button[name="verdict"][value="approve"]').locator("visible=true").click()
    expect(his.get_by_role("main")).to_contain_text(zh("Approved"))
    assert Decision.objects.get().decided_by == bo


def make_quote(page: Page, deal: Deal, price_book: PriceBookVersion) -> None:
    """Two lines at 18 points off; the third is put right in the editor."""
    page.goto(f"/deals/{deal.pk}/quotes/new/")
    page.locator("#id_title").fill("高级版")
    for code, quantity, discount in (("RTC-HD", "10000", "18"), ("REC-MIX", "9600", "18"), ("SUP-724", "12", "")):
        item = price_book.items.get(product__code=code).pk
        page.locator(f"#quantity-{item}").fill(quantity)
        page.locator(f"#discount-{item}").fill(discount)
    page.locator("#id_payment_plan").select_option("quarterly_prepaid")
    page.locator("#id_prepay_percent").fill("100")
    page.locator("#id_valid_until").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name=zh("Make the draft V1")).click()
    expect(page.locator("#total-total")).to_have_text("708,992.00")


def change_a_line(page: Page) -> None:
    """Wrong first: the page comes back with the reason and with what was typed."""
    cell = page.locator("input[name^='line-'][name$='-discount']").last
    for typed in ("180", "18"):
        cell.fill(typed)
        page.get_by_role("button", name=zh("Save all lines")).click()
        expect(cell).to_have_value(typed)
    expect(page.locator("#total-total")).to_have_text("688,472.00")
