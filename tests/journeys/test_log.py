"""A call is logged on a phone in a few taps, and corrected where everybody can see it."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from stakeholders.models import Contact, Deal, Engagement, User
from tests.factories import stakeholders as whom
from tests.journeys.conftest import Open
from tests.journeys.words import zh


def test_a_call_is_logged_on_a_phone_and_its_promise_is_the_next_step(
    opened: Open, deal: Deal, contact: Contact, ada: User
) -> None:
    whom.engagement(deal=deal, contacts=[contact], by=ada, learned="先前的话")
    page = opened(ada, phone=True)
    page.goto(f"/deals/{deal.pk}/engagements/")
    page.get_by_text(zh("Log an engagement")).click()
    for chip in (contact.name, zh("Call"), zh("They reached out")):
        page.locator("form.log__form, .log form").get_by_text(chip, exact=True).click()
    page.get_by_label(zh("What we learned")).fill("要看同口径对比表")
    due = timezone.localdate() + timedelta(days=2)
    page.get_by_label(zh("Promised next")).fill("寄对比表")
    page.get_by_label(zh("By when")).fill(due.isoformat())
    page.get_by_role("button", name=zh("Log it")).click()
    expect(page.locator(".log__rows")).to_contain_text("要看同口径对比表")
    made = Engagement.objects.latest("pk")
    assert (made.kind, made.direction, made.held_on) == ("call", "theirs", timezone.localdate())
    deal.refresh_from_db()
    assert (deal.next_step, deal.next_step_on) == ("寄对比表", due)

    page.locator(f"#engagement-{made.pk}").get_by_role("link", name=zh("Correct")).click()
    page.get_by_label(zh("What we learned")).fill("要看分项报价")
    page.get_by_role("button", name=zh("Save the correction")).click()
    row = page.locator(".log__row").first
    expect(row).to_contain_text("要看分项报价")
    expect(row.get_by_text("要看同口径对比表")).not_to_be_visible()
    row.locator("summary").click()
    expect(row.get_by_text("要看同口径对比表")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
