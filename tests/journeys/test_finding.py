"""Finding one's way without a pointer: search and its results, the menu of beginnings, the way past the frame."""

import re

from playwright.sync_api import Page, expect

from quotes.models import QuoteVersion
from stakeholders.models import Deal, User
from tests.journeys.conftest import Open
from tests.journeys.words import zh


def test_slash_searches_and_arrows_and_enter_open_what_was_found(
    opened: Open, ada: User, deal: Deal, version: QuoteVersion
) -> None:
    page = opened(ada)
    page.goto("/deals/")
    press(page, "/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("澄湖")
    press(page, "Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    press(page, "ArrowDown", "ArrowDown", "Enter")
    expect(page).to_have_url(re.compile(rf"/deals/{deal.pk}/$"))


def test_n_offers_what_can_be_begun_and_escape_puts_it_away(opened: Open, ada: User) -> None:
    page = opened(ada)
    page.goto("/quotes/")
    press(page, "n")
    first = page.get_by_role("banner").get_by_role("link", name=zh("Deal"), exact=True)
    expect(first).to_be_focused()
    press(page, "Escape")
    expect(first).to_be_hidden()


def test_the_first_stop_of_the_tab_key_skips_to_the_content(opened: Open, ada: User) -> None:
    page = opened(ada)
    page.goto("/deals/")
    press(page, "Tab")
    expect(page.get_by_role("link", name=zh("Skip to content"))).to_be_focused()
    press(page, "Enter")
    expect(page.get_by_role("main")).to_be_focused()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
