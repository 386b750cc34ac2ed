"""Round after round on a phone: the coach sees the steps, and what is half typed outlives the page and the session."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from quotes.models import Policy, QuoteVersion, Round
from stakeholders.models import Contact, User
from tests.factories import stakeholders as whom
from tests.factories.coach import set_as_it_comes
from tests.factories.haggling import approved
from tests.factories.quotes import passed_over
from tests.journeys.conftest import Open
from tests.journeys.words import zh

SHRINKING, LIMIT = "让步在收窄：5.00 → 2.00 → 1.00 万元", "74.96 万元"
FLAT = "步子没有收窄：1.00 → 1.00 万元"


# What the help page of the negotiation says that a round with a new total takes.
ACTIONS = 8


class Hand:
    """Somebody at the page, and how often they touched it."""

    def __init__(self) -> None:
        self.touched = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.touched += 1

    def check(self, what: Locator) -> None:
        what.check()
        self.touched += 1

    def fill(self, what: Locator, words: str) -> None:
        what.fill(words)
        self.touched += 1


def test_three_shrinking_steps_and_a_flat_one_half_typed(
    opened: Open, policy: Policy, version: QuoteVersion, contact: Contact, ada: User
) -> None:
    set_as_it_comes()
    quote = approved(version, by=ada, at=timezone.now()).quote
    page = opened(ada, phone=True)
    for number, total in enumerate((789_600, 769_600, 759_600), 1):
        passed_over(version=quote.versions.on_the_table()[0], by=ada)
        hand = Hand()
        page.goto(f"/quotes/{quote.pk}/negotiation/")
        hand.click(page.get_by_role("link", name=zh("Log round %(number)s", number=number)))
        hand.check(page.get_by_label(zh("A new total for all of it")))
        hand.fill(page.locator("#id_new_total"), str(total))
        if number == 3:
            expect(page.locator("#preview")).to_contain_text(SHRINKING)
            expect(page.locator("#preview")).to_contain_text(LIMIT)
        hand.check(page.get_by_label(contact.name))
        hand.fill(page.get_by_label(zh("What they said")), "再让一点")
        hand.fill(page.get_by_label(zh("Next step"), exact=True), "复谈")
        hand.fill(page.locator("#id_next_step_on"), (timezone.localdate() + timedelta(days=3)).isoformat())
        hand.click(page.get_by_role("button", name=zh("Log round %(number)s", number=number)))
        expect(page.get_by_role("status")).to_contain_text(zh("Round %(number)s is logged.", number=number))
        assert (Round.objects.latest("number").our_offer, hand.touched) == (total, ACTIONS)

    page.goto(f"/quotes/{quote.pk}/rounds/new/")
    page.get_by_label(zh("What they said")).fill("他们说还要")
    with page.expect_response("**/rounds/preview/"):
        offer_of(page, "749600")
    expect(page.locator("#preview")).to_contain_text(FLAT)
    page.reload()
    half_typed(page)
    Session.objects.all().delete()
    page.reload()
    page.locator("input[type=email]").fill(ada.email)
    page.locator("input[type=password]").fill(whom.PASSWORD)
    page.get_by_role("button", name=zh("Log in"), exact=True).click()
    half_typed(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def offer_of(page: Page, total: str) -> None:
    page.get_by_label(zh("A new total for all of it")).check()
    page.locator("#id_new_total").fill(total)


def half_typed(page: Page) -> None:
    expect(page.get_by_label(zh("What they said"))).to_have_value("他们说还要")
    expect(page.locator("#id_new_total")).to_have_value("749600")
    expect(page.locator("#preview")).to_contain_text(FLAT)
