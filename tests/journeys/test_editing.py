"""Pricing lines in the editor: totals follow in place, nothing typed is lost, the hand never leaves the keys."""

from playwright.sync_api import Page, expect

from quotes.models import QuoteLine, QuoteVersion
from stakeholders.models import User
from tests.journeys.conftest import Open


def test_a_discount_changes_the_totals_in_place_and_the_hand_goes_on(
    opened: Open, ada: User, version: QuoteVersion
) -> None:
    page, cell = edited(opened(ada), version), discount_of(version)
    page.locator(cell[0]).focus()
    page.keyboard.type("10")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#total-total")).to_have_text("777,600.00")
    expect(page.locator("#said")).to_contain_text("777,600.00")
    expect(page.locator(cell[1])).to_be_focused()
    assert page.evaluate("window.untouched")
    assert version.lines.order_by("position")[0].discount == 10


def test_cells_that_are_left_faster_than_they_are_saved_are_all_saved(
    opened: Open, ada: User, version: QuoteVersion
) -> None:
    page, cell = edited(opened(ada), version), discount_of(version)
    page.locator(cell[0]).focus()
    for _ in cell:
        page.keyboard.type("10")
        page.keyboard.press("Enter")
    expect(page.locator("#total-total")).to_have_text("755,640.00")
    expect(page.locator(cell[2])).to_be_focused()
    assert [line.discount for line in QuoteLine.objects.filter(version=version)] == [10, 10, 10]


def test_what_cannot_be_is_said_beside_the_cell_and_stays_typed(opened: Open, ada: User, version: QuoteVersion) -> None:
    page, cell = edited(opened(ada), version), discount_of(version)
    page.locator(cell[0]).focus()
    page.keyboard.type("180")
    page.keyboard.press("ArrowDown")
    said = f"#line-{version.lines.order_by('position')[0].pk}-discount-said"
    expect(page.locator(said)).to_contain_text("100")
    expect(page.locator(cell[0])).to_have_attribute("aria-invalid", "true")
    expect(page.locator(cell[0])).to_have_value("180")
    expect(page.locator("#total-total")).to_have_text("839,600.00")


def edited(page: Page, version: QuoteVersion) -> Page:
    """The editor, marked so that a reload would be noticed."""
    page.goto(f"/versions/{version.pk}/")
    page.evaluate("window.untouched = true")
    return page


def discount_of(version: QuoteVersion) -> list[str]:
    """The cells of the discount column, from above."""
    return [f"input[name=line-{line.pk}-discount]" for line in version.lines.order_by("position")]
