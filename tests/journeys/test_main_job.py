"""The main job in a browser: quote, round at 18 % off, approval on a phone, proposal on paper."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from quotes.models import Decision, Policy, PriceBookVersion, Quote
from stakeholders.models import Contact, Deal, User
from tests.factories import stakeholders as whom
from tests.journeys.conftest import FLOORS, Open, Start
from tests.journeys.words import zh

REASON = "周昀答应 11-27 前走完会签，前提是 18 % 折让。"
SAID = "别家报七折，你们至少要到 82 折。"
CONCERN = "怕丢了年终奖"
NOTE = "此人下月离职"
COMPETITOR = "对手口头报价低三成"
# What 839,600.00 comes to at 18 points off, line by line.
TOTAL, CAPITALS = "688,472.00", "陆拾捌万捌仟肆佰柒拾贰元整"
FLOOR_TOTAL = "561,019.58"
DRAFT = "草稿"


@pytest.fixture
def secrets(deal: Deal, contact: Contact) -> list[str]:
    """Figures and words on the deal that no customer may ever read."""
    Deal.objects.filter(pk=deal.pk).update(competitor_note=COMPETITOR)
    Contact.objects.filter(pk=contact.pk).update(note=NOTE)
    whom.seat(deal=deal, contact=contact, support=-4, concern=CONCERN)
    return [*FLOORS.values(), FLOOR_TOTAL, "底价", "成本", "支持度", CONCERN, NOTE, COMPETITOR, SAID, REASON]


def test_a_round_at_18_percent_becomes_an_approved_proposal_that_keeps_our_secrets(
    opened: Open, worker: Start, tmp_path: Path, secrets: list[str],
    price_book: PriceBookVersion, policy: Policy, deal: Deal, contact: Contact, ada: User, bo: User, pre: User,
) -> None:  # fmt: skip
    hers, engineers = opened(), opened(pre)
    log_in(hers, ada)
    quote = make_quote(hers, deal, price_book)
    log_round(hers, quote, contact)

    order(engineers, quote)
    expect(engineers.locator("#export progress")).to_be_visible()
    worker()
    before = downloaded(engineers, tmp_path / "before.pdf")
    assert (DRAFT in before, TOTAL in before) == (True, True)

    approve(opened(bo, phone=True))
    assert Decision.objects.get().decided_by == bo
    # The new version passes the gate for itself, or its paper would stay in the house.
    hers.goto(f"/deals/{deal.pk}/readiness/")
    pass_over(hers)

    order(engineers, quote)
    after = downloaded(engineers, tmp_path / "after.pdf")
    assert (DRAFT in after, TOTAL in after, CAPITALS in after) == (False, True, True)
    assert [secret for secret in secrets if packed(secret) in before + after] == []


def log_in(page: Page, user: User) -> None:
    page.goto("/")
    page.locator("input[type=email]").fill(user.email)
    page.locator("input[type=password]").fill(whom.PASSWORD)
    page.get_by_role("button", name=zh("Log in"), exact=True).click()
    expect(page).to_have_url(re.compile(r"/$"))


def make_quote(page: Page, deal: Deal, price_book: PriceBookVersion) -> Quote:
    """From the deal, out of the price book, at list price: submitted and sent."""
    page.goto("/deals/")
    page.get_by_role("row").filter(has_text=deal.name).get_by_role("link").click()
    page.get_by_role("link", name=zh("New quote")).click()
    page.locator("#id_title").fill("高级版")
    for code, quantity in {"RTC-HD": "10000", "REC-MIX": "9600", "SUP-724": "12"}.items():
        page.locator(f"#quantity-{price_book.items.get(product__code=code).pk}").fill(quantity)
    page.locator("#id_payment_plan").select_option("quarterly_prepaid")
    page.locator("#id_prepay_percent").fill("100")
    page.locator("#id_valid_until").fill(day(30))
    page.get_by_role("button", name=zh("Make the draft V1")).click()
    expect(page.locator("#total-total")).to_have_text("839,600.00")
    # A seller is not told whether finance will be asked, so no button promises that nobody is.
    for kind in ("link", "button"):
        page.get_by_role(kind, name=zh("Submit %(total)s %(unit)s", total="839,600.00", unit="")).click()
    # Nothing of the deal is known yet: the gate says so, and she takes the responsibility in writing.
    expect(page.get_by_role("button", name=zh("Mark as sent"))).to_be_disabled()
    version = page.url
    page.get_by_role("link", name=zh("Open the gate")).click()
    pass_over(page)
    page.goto(version)
    page.get_by_role("button", name=zh("Mark as sent to the customer")).click()
    expect(page.get_by_role("status")).to_contain_text("V1")
    return Quote.objects.get(deal=deal)


def pass_over(page: Page) -> None:
    """On the gate's page, for the version that waits."""
    page.get_by_label(zh("Why it goes out anyway")).fill("客户总裁点名要看价")
    page.get_by_role("button", name="放行").click()
    expect(page.get_by_role("button", name="放行")).to_have_count(0)


def log_round(page: Page, quote: Quote, contact: Contact) -> None:
    """They want 18 points off; she gives them for a year paid ahead, and sees who must agree before she says so."""
    page.get_by_role("link", name=zh("Negotiation"), exact=True).click()
    page.get_by_role("link", name=zh("Log round %(number)s", number=1)).click()
    page.locator("#id_on").fill(day(0))
    page.get_by_label(contact.name).check()
    page.get_by_label(zh("They asked for")).fill("600000")
    page.get_by_label(zh("What they said")).fill(SAID)
    page.get_by_label(zh("One discount on every line")).check()
    page.get_by_label(zh("New discount off list")).fill("18")
    expect(page.locator("#preview")).to_contain_text(TOTAL)
    page.locator("#id_reason").fill(REASON)
    move(page, 0, kind="give", issue="price", what="全线 82 折", worth="151128", trade="1")
    move(page, 1, kind="get", issue="payment", what="季付改年付", worth="40000", trade="1")
    # What was got is not yet what is offered: one click makes it so.
    page.locator("#preview [data-take=payment_plan]").click()
    expect(page.locator("#id_payment_plan")).to_have_value("annual_prepaid")
    expect(page.locator("#preview [data-take]")).to_have_count(0)
    page.get_by_label(zh("Next step"), exact=True).fill("带同口径对比表复谈")
    page.locator("#id_next_step_on").fill(day(3))
    page.get_by_role("button", name=zh("Log round %(number)s", number=1)).click()
    expect(page.get_by_role("status")).to_contain_text(zh("Round %(number)s is logged.", number=1))
    expect(page.locator("#round-1")).to_contain_text(SAID)
    assert f"{Quote.objects.get(pk=quote.pk).latest_total:,}" == TOTAL
    assert [version.payment_plan for version in quote.versions.order_by("number")] == [
        "quarterly_prepaid",
        "annual_prepaid",
    ]


def move(page: Page, number: int, *, kind: str, issue: str, **typed: str) -> None:
    page.locator(f"#id_moves-{number}-kind").select_option(kind)
    page.locator(f"#id_moves-{number}-issue").select_option(issue)
    for name, value in typed.items():
        page.locator(f"#id_moves-{number}-{name}").fill(value)


def approve(page: Page) -> None:
    """In the inbox, on a phone: the total, the reason, what is given and what is got; then the word."""
    page.goto("/")
    page.get_by_role("navigation", name=zh("Main")).get_by_role("link", name=zh("Approvals")).click()
    page.get_by_role("row").filter(has_text="68.85").get_by_role("link").click()
    main = page.get_by_role("main")
    for words in ("68.85", REASON, SAID):
        expect(main).to_contain_text(words)
    button = page.locator('button[name="verdict"][value="approve"]').locator("visible=true")
    expect(button).to_be_in_viewport()
    button.click()
    expect(main).to_contain_text(zh("Approved"))


def order(page: Page, quote: Quote) -> None:
    page.goto(f"/quotes/{quote.pk}/proposals/")
    page.locator("form[action$='/proposals/new/'] button").first.click()
    expect(page.locator("#export")).to_be_visible()


def downloaded(page: Page, path: Path) -> str:
    """Watched on the page until it is there, which nobody reloads; the answer is what the paper says."""
    page.evaluate("window.untouched = true")
    link = page.locator("#export a[href$='/download/']")
    expect(link).to_be_visible(timeout=60_000)
    assert page.evaluate("window.untouched")
    with page.expect_download() as download:
        link.click()
    download.value.save_as(path)
    return packed("".join(page.extract_text() for page in PdfReader(path).pages))


def packed(text: str) -> str:
    """Without the blanks, which are a matter of typesetting."""
    return re.sub(r"\s", "", text)


def day(ahead: int) -> str:
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()
