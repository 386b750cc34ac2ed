"""The desk under the hand: rows, search and places by keyboard, drafts that ask before they are left, the theme."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from stakeholders.models import Customer, Deal, User
from tests.factories import stakeholders as whom
from tests.journeys.conftest import Open

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def deals(deal: Deal, customer: Customer, ada: User) -> list[Deal]:
    """Three of them, so that there is a way down and a way up."""
    return [deal, *(whom.deal(customer=customer, owner=ada, name=name) for name in ("Second deal", "Third deal"))]


def chosen(page: Page) -> int:
    return int(page.evaluate("[...document.querySelectorAll('tr[data-href]')].findIndex(r => r.matches('.is-chosen'))"))


def test_rows_are_chosen_by_arrow_and_opened_by_enter(opened: Open, ada: User, deals: list[Deal]) -> None:
    page = opened(ada)
    page.goto("/deals/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert chosen(page) == 1
    page.keyboard.press("ArrowUp")
    assert chosen(page) == 0
    address = page.locator("tr.is-chosen").get_attribute("data-href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_letters_lead_to_search_places_and_the_list_of_shortcuts(opened: Open, ada: User) -> None:
    page = opened(ada)
    page.goto("/deals/")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.locator("#search").fill("gc?")
    assert page.url.endswith("/deals/")
    page.locator("h1").first.click()
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/customers/")


def test_something_typed_is_not_left_without_asking_and_is_saved_without(opened: Open, ada: User) -> None:
    page, asked = opened(ada), list[str]()

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto("/customers/new/")
    page.locator("[name=name]").fill("澄湖在线教育")
    page.evaluate("setTimeout(() => location.assign('/deals/'), 0)")
    page.wait_for_timeout(500)
    assert (asked, page.url.endswith("/customers/new/")) == (["beforeunload"], True)
    page.locator("form[data-guard] .btn--primary").click()
    # Two answers are still missing: the sentence stands by the first, which has the focus, and the name is kept.
    expect(page.locator("[aria-invalid=true]").first).to_be_focused()
    expect(page.locator("[name=name]")).to_have_value("澄湖在线教育")
    assert asked == ["beforeunload"]


def test_a_chosen_theme_is_there_before_the_next_page_is_drawn(opened: Open, ada: User) -> None:
    page = opened(ada)
    page.goto("/")
    page.locator("summary.avatar").click()
    page.locator("[data-theme-set=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/deals/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_a_password_can_be_shown_and_a_wrong_one_keeps_the_address(opened: Open, ada: User) -> None:
    page = opened()
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(ada.email)
    page.locator("#id_password").fill("not-the-password")
    page.locator("[data-reveal]").click()
    expect(page.locator("#id_password")).to_have_attribute("type", "text")
    page.locator(".btn--primary").click()
    expect(page.locator("#id_password_error")).to_be_visible()
    expect(page.locator("#id_login")).to_have_value(ada.email)


def test_without_javascript_the_desk_is_a_set_of_plain_pages(opened: Open, ada: User, deal: Deal) -> None:
    page = opened(ada, javascript=False)
    page.goto("/deals/")
    page.locator("tr[data-href] a").first.click()
    expect(page.locator("h1")).to_have_text(deal.name)
    page.locator("summary.avatar").click()
    page.locator("form[action='/accounts/logout/'] button").click()
    page.wait_for_url("**/accounts/login/**")
