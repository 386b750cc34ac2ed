"""A manager with ten seconds and a phone: a question, an answer, other conditions, and one click that accepts them."""

from playwright.sync_api import Page, expect

from quotes.models import Counter, Policy, QuoteVersion
from stakeholders.models import User
from tests.factories.haggling import IN_RETURN, REASON, asked
from tests.journeys.conftest import Open
from tests.journeys.words import zh


def test_a_question_is_answered_and_other_conditions_are_accepted_in_one_click(
    opened: Open, policy: Policy, version: QuoteVersion, ada: User, bo: User
) -> None:
    request = asked(version, by=ada)
    at = f"/approvals/{request.pk}/"
    manager, sales = opened(bo, phone=True), opened(ada, phone=True)

    manager.goto(at)
    for words in (REASON, IN_RETURN, "18 %"):
        expect(manager.get_by_role("main")).to_contain_text(words)
    fits(manager)
    manager.locator("#others").get_by_text(zh("Ask a question"), exact=True).click()
    manager.locator("#id_question").fill("客户答应了吗？")
    manager.get_by_role("button", name=zh("Ask %(who)s", who=ada.name)).click()
    expect(manager.locator("#questions")).to_contain_text(
        zh("Waits for the answer; the wait for the approval stands still meanwhile.")
    )

    sales.goto(at)
    sales.locator("#id_reply").fill("答应了，等我们的价。")
    sales.get_by_role("button", name=zh("Answer"), exact=True).click()
    expect(sales.locator("#questions")).to_contain_text("答应了，等我们的价。")

    manager.goto(at)
    manager.get_by_role("link", name=zh("Agree to other conditions")).click()
    form = manager.locator("#conditions")
    form.locator("[name=discount]").fill("16")
    form.locator("[name=term_months]").fill("24")
    form.locator("[name=said]").fill("签 24 个月就给 16 个点。")
    form.get_by_role("button", name=zh("Agree to these conditions")).click()
    expect(manager.get_by_role("main")).to_contain_text(zh("Take my conditions back"))
    fits(manager)

    sales.goto(at)
    expect(sales.get_by_role("main")).to_contain_text("签 24 个月就给 16 个点。")
    fits(sales)
    sales.locator("form.ask__answer button[value=accepted]").click()
    expect(sales.get_by_role("status")).to_contain_text(zh("Accepted: V%(mark)s is submitted.", mark="2"))
    made = QuoteVersion.objects.latest("number")
    assert (made.term_months, made.is_approved, Counter.objects.get().answer) == (24, True, "accepted")


def fits(page: Page) -> None:
    """Nothing is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
