"""The picture of a decision map under the hand: by mouse, by keyboard, as a plain table, and on one sheet of paper."""

from io import BytesIO

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from stakeholders.models import Contact, Deal, Seat, User
from tests.factories import stakeholders as whom
from tests.journeys.conftest import Open
from tests.journeys.words import zh


@pytest.fixture
def seat(deal: Deal, contact: Contact) -> Seat:
    """In the middle of the picture, with somebody beside."""
    whom.seat(deal=deal, contact=whom.contact(customer=deal.customer, name="何敏之"), x=800, y=300)
    return whom.seat(deal=deal, contact=contact, x=400, y=500, support=-2, can_veto=True)


def chain(page: Page, seat: Seat) -> Locator:
    page.goto(f"/deals/{seat.deal_id}/seats/")
    page.evaluate("window.untouched = true")
    return page.locator(f"#seat-{seat.pk}")


def test_a_person_is_dragged_to_a_place_and_stays_there(opened: Open, ada: User, seat: Seat) -> None:
    page = opened(ada)
    person = chain(page, seat)
    box = person.locator("circle").first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y - 40, steps=4)
    page.mouse.up()
    expect(page.locator("#chain-said")).to_have_text(zh("Moved, and kept there."))
    seat.refresh_from_db()
    assert seat.x is not None
    assert seat.y is not None
    assert (480 < seat.x < 520, 300 < seat.y < 420) == (True, True)
    assert page.evaluate("window.untouched")
    page.reload()
    expect(page.locator(f"#seat-{seat.pk}")).to_have_attribute("data-x", str(seat.x))


def test_a_person_is_reached_moved_and_opened_by_keys_alone(opened: Open, ada: User, seat: Seat) -> None:
    page = opened(ada)
    person = chain(page, seat)
    person.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    expect(page.locator("#chain-said")).to_have_text(zh("Moved, and kept there."))
    seat.refresh_from_db()
    assert (seat.x, seat.y) == (420, 450)
    expect(person).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/seats/{seat.pk}/edit/")


def test_a_person_is_put_on_the_map_and_known_better_by_two_at_once(
    opened: Open, ada: User, pre: User, deal: Deal, contact: Contact
) -> None:
    other = whom.seat(deal=deal, contact=whom.contact(customer=deal.customer, name="何敏之"))
    hers, his = opened(ada), opened(pre)
    hers.goto(f"/deals/{deal.pk}/seats/")
    hers.get_by_role("link", name=zh("Add a person"), exact=True).click()
    hers.locator("#id_contact").select_option(label="周昀")
    hers.locator("#id_kind").select_option("technical")
    hers.locator("#id_can_veto").check()
    hers.get_by_role("button", name=zh("Put on the chain")).click()
    seat = Seat.objects.exclude(pk=other.pk).get()
    expect(hers.locator(f"#seat-{seat.pk}")).to_be_visible()
    his.goto(f"/seats/{seat.pk}/edit/")
    hers.locator(f"#seat-{seat.pk}").press("Enter")
    hers.locator("#id_support").select_option("-3")
    hers.get_by_role("button", name=zh("Save seat")).click()
    expect(hers.get_by_role("row").filter(has_text="周昀")).to_contain_text("−3")
    his.locator("#id_support").select_option("4")
    his.get_by_role("button", name=zh("Save seat")).click()
    expect(his.locator("main")).to_contain_text("对方已存为：−3")
    his.get_by_role("button", name=zh("Save seat")).click()
    his.wait_for_url(f"**/deals/{deal.pk}/seats/")
    his.goto(f"/seats/{seat.pk}/edit/")
    his.locator("#id_evidence-text").fill("弱网过关就签")
    his.locator("#id_evidence-channel").select_option("call")
    his.locator("#id_evidence-kind").select_option("quote")
    his.get_by_role("button", name=zh("Write it down")).click()
    expect(his.locator("#evidence")).to_contain_text("弱网过关就签")
    his.locator("#id_tie").select_option("influences")
    his.locator("#id_other").select_option(label="何敏之")
    his.get_by_role("button", name=zh("Draw the line")).click()
    hers.reload()
    expect(hers.locator("#chain .tie")).to_have_count(1)
    expect(hers.get_by_role("row").filter(has_text="周昀")).to_contain_text("+4")


def test_a_map_is_read_and_kept_without_a_script(opened: Open, ada: User, seat: Seat) -> None:
    page = opened(ada, javascript=False)
    page.goto(f"/deals/{seat.deal_id}/seats/")
    page.get_by_role("row").filter(has_text="周昀").get_by_role("link").click()
    page.locator("#id_evidence-text").fill("只要弱网过关就签")
    page.locator("#id_evidence-channel").select_option("call")
    page.locator("#id_evidence-kind").select_option("quote")
    page.get_by_role("button", name=zh("Write it down")).click()
    expect(page.locator("#evidence")).to_contain_text("只要弱网过关就签")
    page.locator("#id_tie").select_option("listens")
    page.locator("#id_other").select_option(label="何敏之")
    page.get_by_role("button", name=zh("Draw the line")).click()
    expect(page.locator("#lines li")).to_have_count(1)


def test_the_map_is_one_landscape_page_marked_internal(opened: Open, ada: User, seat: Seat) -> None:
    page = opened(ada)
    chain(page, seat)
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    (sheet,) = printed.pages
    assert sheet.mediabox.width > sheet.mediabox.height
    assert zh("Internal") in sheet.extract_text()
