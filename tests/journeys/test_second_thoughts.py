"""What people do by accident: clicking twice, deciding in two windows, going back after they left."""

import re

from playwright.sync_api import Locator, Page, expect

from quotes.domain.approvals import Verdict
from quotes.models import ApprovalRequest, Decision, Policy, QuoteVersion
from stakeholders.models import Deal, User
from tests.factories.haggling import asked
from tests.journeys.conftest import Open
from tests.journeys.words import zh


def test_a_double_click_approves_once(opened: Open, policy: Policy, version: QuoteVersion, ada: User, bo: User) -> None:
    request, page = asked(version, by=ada), opened(bo)
    page.goto(f"/approvals/{request.pk}/")
    verdict(page, Verdict.APPROVE).dblclick()
    expect(page.get_by_role("main")).to_contain_text(zh("Approved"))
    assert decisions(request) == [(bo, Verdict.APPROVE)]


def test_the_second_window_is_told_that_the_first_has_decided(
    opened: Open, policy: Policy, version: QuoteVersion, ada: User, bo: User
) -> None:
    request, first, second = asked(version, by=ada), opened(bo), opened(bo)
    for page in (first, second):
        page.goto(f"/approvals/{request.pk}/")
    verdict(first, Verdict.APPROVE).click()
    expect(first.get_by_role("main")).to_contain_text(zh("Approved"))
    second.locator("#id_reason").fill("太低")
    verdict(second, Verdict.REJECT).click()
    expect(second.get_by_role("alert").first).to_be_visible()
    assert decisions(request) == [(bo, Verdict.APPROVE)]


def test_going_back_after_logging_out_shows_the_log_in_and_nothing_else(opened: Open, deal: Deal, ada: User) -> None:
    page = opened(ada)
    page.goto(f"/deals/{deal.pk}/")
    expect(page.get_by_role("heading", name=deal.name)).to_be_visible()
    page.locator("summary.avatar").click()
    page.get_by_role("button", name=zh("Log out")).click()
    expect(page).to_have_url(re.compile(r"/accounts/login/"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/accounts/login/\?next="))
    expect(page.locator("input[type=password]")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text(deal.name)


def verdict(page: Page, word: Verdict) -> Locator:
    return page.locator(f'button[name="verdict"][value="{word}"]').locator("visible=true")


def decisions(request: ApprovalRequest) -> list[tuple[User, str]]:
    return [(made.decided_by, made.verdict) for made in Decision.objects.filter(step__request=request)]
