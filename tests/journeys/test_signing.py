"""A contract is judged, signed off by three roles on their phones, signed at a desk, and its copy stored."""

from pathlib import Path

from playwright.sync_api import Page, expect

from contracts.models import Checklist, SignedCopy
from quotes.models import QuoteVersion
from stakeholders.domain.deals import Stage
from stakeholders.models import Deal, User
from tests.factories import checklists, clauses, signoffs, sla
from tests.factories.files import PDF
from tests.journeys.conftest import Open
from tests.journeys.test_deciding import fits
from tests.journeys.words import zh


def test_three_roles_sign_a_contract_off_and_the_deal_is_signed_with_its_copy(
    opened: Open, version: QuoteVersion, ada: User, lin: User, fay: User, dov: User, tmp_path: Path
) -> None:
    made = read(version, ada, dov, lin)
    sales, legal, finance, delivery = opened(ada), *(opened(who, phone=True) for who in (lin, fay, dov))
    legal.goto(f"/deals/{made.deal_id}/contract/signoffs/")
    legal.locator("form[action$='/rest/'] button").click()
    fits(legal)
    sales.goto(f"/deals/{made.deal_id}/contract/signoffs/")
    sales.get_by_role("button", name=zh("Ask for the sign-offs")).click()
    expect(sales.get_by_role("status")).to_contain_text(zh("Asked: whose word is needed finds it on the desk."))
    for window in (legal, finance):
        from_the_desk(window, made.deal)
        window.get_by_role("button", name=zh("Sign off"), exact=True).click()
        expect(window.get_by_role("status")).to_contain_text(
            zh("Signed off. It stands while the contract says the same.")
        )
    changed(made, ada, lin)
    from_the_desk(finance, made.deal)
    expect(finance.locator("#role-finance ins")).to_have_text("甲方在 30 日内付款")
    fits(finance)
    finance.get_by_role("button", name=zh("Sign off"), exact=True).click()
    delivered(delivery, made)
    signed_at_the_desk(sales, made.deal, tmp_path / "签章合同.pdf")


def read(version: QuoteVersion, ada: User, dov: User, lin: User) -> Checklist:
    """Accepted by the customer, and set beside the library; our incidents are there."""
    clauses.write_as_it_comes()
    sla.word_as_it_comes()
    sla.log(dov)
    made = checklists.checklist(signoffs.sold(version, ada), ada)
    signoffs.promised(made, lin)
    Deal.objects.filter(pk=made.deal_id).update(stage=Stage.CONTRACT)
    return made


def changed(made: Checklist, sales: User, lawyer: User) -> None:
    row = checklists.noted(checklists.item(made, "credit_days"), sales, theirs="甲方在 30 日内付款")
    checklists.noted(row, lawyer, level=0)


def delivered(delivery: Page, made: Checklist) -> None:
    """Availability from our own incidents, the rest by what delivery types."""
    from_the_desk(delivery, made.deal)
    delivery.get_by_role("button", name=zh("Draw it")).click()
    expect(delivery.locator("#mine")).to_contain_text("每 100 个月有")
    for key in ("response", "resolution"):
        item = checklists.item(made, key).pk
        delivery.locator(f"[name=meets_{item}]").fill("98.5")
        delivery.locator(f"[name=rests_on_{item}]").fill(signoffs.RECORD)
    delivery.get_by_role("button", name=zh("Sign off"), exact=True).click()
    expect(delivery.locator("#role-delivery")).to_contain_text(signoffs.RECORD)
    fits(delivery)


def signed_at_the_desk(sales: Page, deal: Deal, scan: Path) -> None:
    at = f"/deals/{deal.pk}/contract/signing/"
    sales.goto(at)
    sales.get_by_role("link", name=zh("Close as signed")).click()
    sales.locator("[name=last_price]").fill("839600")
    sales.locator("button[value=signed]").click()
    sales.wait_for_url(f"**/deals/{deal.pk}/")
    sales.goto(at)
    scan.write_bytes(PDF)
    sales.locator("[name=attached]").set_input_files(scan)
    sales.get_by_role("button", name=zh("Store the signed copy")).click()
    expect(sales.get_by_role("main")).to_contain_text("SHA-256")
    expect(sales.get_by_role("main")).to_contain_text(SignedCopy.objects.get().sha256)
    with sales.expect_download() as taken:
        sales.get_by_role("link", name=scan.name).click()
    assert Path(taken.value.path()).read_bytes() == PDF


def from_the_desk(window: Page, deal: Deal) -> None:
    """What waits is there."""
    window.goto("/")
    window.locator(f"main a[href='/deals/{deal.pk}/contract/signoffs/']").first.click()
