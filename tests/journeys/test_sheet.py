"""The editor as a sheet: keys alone, a block from a spreadsheet, a removal taken back, and two windows on one draft."""

from datetime import datetime

from playwright.sync_api import Page, expect

from quotes.models import QuoteLine, QuoteVersion
from stakeholders.models import User
from tests.journeys.conftest import Open


def sheet(page: Page, version: QuoteVersion) -> Page:
    """The editor, marked so that a reload would be noticed."""
    page.goto(f"/versions/{version.pk}/")
    page.evaluate("window.untouched = true")
    return page


def cell(version: QuoteVersion, code: str, column: str) -> str:
    return f"#line-{version.lines.get(product_code=code).pk}-{column}"


def codes(version: QuoteVersion) -> list[str]:
    return [line.product_code or line.description for line in QuoteLine.objects.filter(version=version)]


def paste(page: Page, text: str) -> None:
    """As Ctrl+V does with what a spreadsheet has put on the clipboard."""
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def test_a_line_is_priced_moved_copied_and_brought_back_by_keys_alone(
    opened: Open, ada: User, version: QuoteVersion
) -> None:
    page = sheet(opened(ada), version)
    page.locator(cell(version, "RTC-HD", "discount")).focus()
    page.keyboard.type("=49.6")
    page.keyboard.press("Enter")
    expect(page.locator("#total-total")).to_have_text("715,600.00")
    expect(page.locator(cell(version, "RTC-HD", "discount"))).to_have_value("20")
    expect(page.locator(cell(version, "RTC-HD", "total"))).to_have_value("496,000.00")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("tr.group")).to_have_count(2)
    expect(page.locator(cell(version, "REC-MIX", "discount"))).to_be_focused()
    assert version.lines.get(product_code="REC-MIX").group == "实时互动"
    page.keyboard.press("Control+z")
    expect(page.locator("tr.group")).to_have_count(3)
    page.keyboard.press("Control+z")
    expect(page.locator("#total-total")).to_have_text("839,600.00")
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#total-total")).to_have_text("715,600.00")
    assert page.evaluate("window.untouched")
    assert codes(version) == ["RTC-HD", "REC-MIX", "SUP-724"]


def test_a_line_moves_under_the_hand_that_types_in_it(opened: Open, ada: User, version: QuoteVersion) -> None:
    version.lines.update(group="通话")
    page = sheet(opened(ada), version)
    page.evaluate("document.getElementById('grid').dataset.old = '1'")
    page.locator(cell(version, "RTC-HD", "discount")).focus()
    for key, number in (("Alt+ArrowDown", "2"), ("Alt+ArrowDown", "3"), ("Control+z", "2")):
        page.keyboard.press(key)
        line = version.lines.get(product_code="RTC-HD").pk
        expect(page.locator(f"#number-{line}")).to_have_text(number)
        expect(page.locator("tr[data-line]").nth(int(number) - 1)).to_have_id(f"line-{line}")
        expect(page.locator(cell(version, "RTC-HD", "discount"))).to_be_focused()
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    expect(page.locator("#total-total")).to_have_text("715,600.00")
    assert page.evaluate("document.getElementById('grid').dataset.old") == "1"
    assert codes(version) == ["REC-MIX", "RTC-HD", "SUP-724"]


def test_a_subtotal_that_is_wanted_leads_to_its_discount(opened: Open, ada: User, version: QuoteVersion) -> None:
    page = sheet(opened(ada), version)
    page.locator(cell(version, "SUP-724", "total")).focus()
    page.keyboard.type("102600")
    page.keyboard.press("ArrowUp")
    expect(page.locator(cell(version, "SUP-724", "discount"))).to_have_value("10")
    expect(page.locator("#total-total")).to_have_text("828,200.00")


def test_f2_keeps_the_arrows_in_the_cell_and_escape_takes_back_what_was_typed(
    opened: Open, ada: User, version: QuoteVersion
) -> None:
    page, at = sheet(opened(ada), version), cell(version, "REC-MIX", "quantity")
    page.locator(at).focus()
    page.keyboard.press("F2")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("5")
    expect(page.locator(at)).to_have_value("96050")
    expect(page.locator(at)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(at)).to_have_value("9600")
    page.keyboard.press("ArrowDown")
    expect(page.locator(cell(version, "SUP-724", "quantity"))).to_be_focused()


def test_a_range_is_filled_down_and_copied_as_a_spreadsheet_copies(
    opened: Open, ada: User, version: QuoteVersion
) -> None:
    page = sheet(opened(ada), version)
    page.locator(cell(version, "RTC-HD", "discount")).focus()
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    expect(page.locator("#total-total")).to_have_text("777,600.00")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".is-picked")).to_have_count(3)
    page.keyboard.press("Control+d")
    expect(page.locator("#total-total")).to_have_text("755,640.00")
    assert [line.discount for line in QuoteLine.objects.filter(version=version)] == [10, 10, 10]
    page.locator(cell(version, "RTC-HD", "quantity")).focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    page.evaluate("document.addEventListener('copy', e => { window.copied = e.clipboardData.getData('text/plain'); })")
    page.keyboard.press("Control+c")
    assert page.evaluate("window.copied") == "10000\t62.00\n9600\t11.00"


def test_a_block_from_a_spreadsheet_fills_cells_and_adds_lines_in_one_step(
    opened: Open, ada: User, version: QuoteVersion
) -> None:
    page = sheet(opened(ada), version)
    rows = 'SUP-724\t\t=12*2\t\t9折\r\n"驻场\n联调"\t人日\t5\t￥3,500\t5%\r\n'
    page.locator(cell(version, "SUP-724", "quantity")).focus()
    paste(page, "1\tx")
    expect(page.locator("#problem [role=alert]")).to_contain_text("SUP-724")
    expect(page.locator("#total-total")).to_have_text("839,600.00")
    page.locator(cell(version, "SUP-724", "quantity")).focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    paste(page, rows)
    expect(page.locator("tr[data-line]")).to_have_count(4)
    assert codes(version) == ["RTC-HD", "REC-MIX", "SUP-724", "驻场 联调"]
    page.keyboard.press("Control+z")
    expect(page.locator("#total-total")).to_have_text("839,600.00")
    assert codes(version) == ["RTC-HD", "REC-MIX", "SUP-724"]


def test_a_removal_is_taken_back_even_after_a_reload(opened: Open, ada: User, version: QuoteVersion) -> None:
    page = sheet(opened(ada), version)
    before = [line.stored() for line in QuoteLine.objects.filter(version=version)]
    page.locator("tr[data-line] [name=do]").nth(1).click()
    expect(page.locator("tr[data-line]")).to_have_count(2)
    expect(page.locator("#total-total")).to_have_text("734,000.00")
    page.reload()
    page.locator("#do-undo").click()
    expect(page.locator("tr[data-line]")).to_have_count(3)
    expect(page.locator("#do-undo")).to_be_disabled()
    assert [line.stored() for line in QuoteLine.objects.filter(version=version)] == before


def test_two_windows_on_one_draft_lose_nothing_without_a_word(
    opened: Open, ada: User, pre: User, version: QuoteVersion, now: datetime
) -> None:
    mine, theirs = sheet(opened(ada), version), sheet(opened(pre), version)
    gone = cell(version, "REC-MIX", "discount")
    mine.locator("tr[data-line] [name=do]").nth(1).click()
    expect(mine.locator("tr[data-line]")).to_have_count(2)
    theirs.locator(gone).focus()
    theirs.keyboard.type("15")
    theirs.keyboard.press("ArrowUp")
    said = theirs.locator("#problem [role=alert]")
    expect(said).to_contain_text("ada")
    expect(said).to_contain_text("云端合流录制")
    expect(said).to_contain_text("15")
    expect(theirs.locator("tr[data-line]")).to_have_count(2)
    at = cell(version, "RTC-HD", "discount")
    theirs.locator(at).focus()
    theirs.keyboard.type("10")
    theirs.keyboard.press("ArrowDown")
    expect(theirs.locator("#total-total")).to_have_text("672,000.00")
    mine.locator(at).focus()
    mine.keyboard.type("20")
    mine.keyboard.press("ArrowDown")
    expect(mine.locator(f"{at}-said")).to_contain_text("10")
    expect(mine.locator(at)).to_have_value("20")


def test_what_two_windows_type_into_different_cells_of_a_line_is_all_kept(
    opened: Open, ada: User, pre: User, version: QuoteVersion
) -> None:
    mine, theirs = sheet(opened(ada), version), sheet(opened(pre), version)
    quantity, discount = cell(version, "RTC-HD", "quantity"), cell(version, "RTC-HD", "discount")
    mine.locator(quantity).focus()
    mine.keyboard.type("9000")
    mine.keyboard.press("ArrowDown")
    expect(mine.locator("#edition")).to_have_value("2")
    theirs.locator(discount).focus()
    theirs.keyboard.type("10")
    theirs.keyboard.press("ArrowDown")
    expect(theirs.locator("#edition")).to_have_value("3")
    expect(theirs.locator(quantity)).to_have_value("9000")
    expect(theirs.locator(discount)).to_have_value("10")
    theirs.locator("#lines .card__foot button").first.click()
    line = version.lines.get(product_code="RTC-HD")
    assert (line.quantity, line.discount) == (9000, 10)


def test_the_line_under_the_hand_is_looked_at_in_the_rail(
    opened: Open, ada: User, pre: User, version: QuoteVersion
) -> None:
    for person, sees in ((ada, 0), (pre, 3)):
        page = sheet(opened(person), version)
        page.locator(cell(version, "REC-MIX", "discount")).focus()
        expect(page.locator("#line-card h2")).to_contain_text("云端合流录制")
        expect(page.locator("#line-card dt.lock")).to_have_count(sees)


def test_without_a_script_the_buttons_do_the_same(opened: Open, ada: User, version: QuoteVersion) -> None:
    page = opened(ada, javascript=False)
    page.goto(f"/versions/{version.pk}/")
    page.locator("input[name=at]").nth(2).check()
    page.locator("#do-up").click()
    assert codes(version) == ["RTC-HD", "REC-MIX", "SUP-724"]
    assert version.lines.get(product_code="SUP-724").group == "录制与转推"
    page.locator("#do-undo").click()
    assert version.lines.get(product_code="SUP-724").group == "服务"
    page.locator(cell(version, "RTC-HD", "discount")).fill("=49.6")
    page.keyboard.press("Enter")
    expect(page.locator("#total-total")).to_have_text("715,600.00")
    page.locator("input[name=at]").nth(0).check()
    page.locator("#do-insert").click()
    page.locator("[name=item]").select_option(index=1)
    page.locator("[name=quantity]").fill("1.2万")
    page.locator("form.tray .btn--primary").click()
    expect(page.locator("tr[data-line]")).to_have_count(4)
    assert codes(version)[0] == "RTC-HD"
