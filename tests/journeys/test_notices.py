"""A manager on a phone sees that something waits, opens it from the bell, and decides on its page."""

import re

from playwright.sync_api import expect

from quotes.models import QuoteVersion
from stakeholders.models import User
from tests.factories.haggling import asked
from tests.journeys.conftest import Open


def test_the_bell_leads_to_what_is_asked(opened: Open, version: QuoteVersion, ada: User, bo: User) -> None:
    request = asked(version, by=ada)
    page = opened(bo, phone=True)
    page.goto("/")
    page.get_by_role("link", name="1 条未读通知").click()
    page.get_by_role("button", name=f"ada提请审批：{version.quote.number} V1").click()
    expect(page).to_have_url(re.compile(rf"/approvals/{request.pk}/$"))
    expect(page.get_by_role("link", name="通知", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
