"""A signed contract: a payment is due, the money comes in, and its renewal is drafted."""

from playwright.sync_api import expect

from contracts.models import ContractLife, Obligation
from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.factories import obligations as owed
from tests.factories.stakeholders import NOW
from tests.journeys.conftest import Open
from tests.journeys.test_deciding import fits
from tests.journeys.words import zh


def test_a_receipt_settles_what_they_owe_and_the_contract_is_drafted_once_more(
    opened: Open, version: QuoteVersion, ada: User, bo: User
) -> None:
    life = owed.signed(version, ada, auto_renewal=30)
    paid = Obligation.objects.get(deal=life.deal, derived="payment:1")
    manager, sales = opened(bo, phone=True), opened(ada)
    manager.goto(f"/deals/{life.deal_id}/contract/payment/received/")
    manager.get_by_role("link", name=zh("Note a receipt")).click()
    manager.locator("[name=amount]").fill(f"{paid.amount:f}")
    manager.locator("[name=received_on]").fill(NOW.date().isoformat())
    manager.locator("[name=source]").fill("回单 1124")
    fits(manager)
    manager.locator("main form button").click()
    expect(manager.get_by_role("main")).to_contain_text("回单 1124")
    sales.goto(f"/deals/{life.deal_id}/after/")
    settled = sales.locator(f"tr[data-href='/obligations/{paid.pk}/']")
    expect(settled).to_contain_text("回单 1124")
    sales.get_by_role("main").get_by_role("link", name=zh("Renewal"), exact=True).click()
    sales.locator("[name=points]").fill("3")
    sales.get_by_role("button", name=zh("Draft the renewal")).click()
    expect(sales.get_by_role("status")).to_contain_text("3%")
    assert ContractLife.objects.get(pk=life.pk).renewal is not None
