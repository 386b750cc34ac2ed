"""What is said of an offer below the plan, before it is asked about and after, to each who may open it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from quotes.actions.quotes import revise
from quotes.domain.policy import Choices, Nobody, Own
from quotes.domain.pricing.revised import Revision
from quotes.models import ApprovalRequest, Quote, QuoteVersion
from quotes.queries.quotes.authority import Needed
from stakeholders.models import Contact, User
from tests.factories.coach import aims
from tests.factories.haggling import approved, logged
from tests.quotes.actions.test_approvals_choices import chosen

ClientOf = Callable[[User], Client]
TOLD = "总价 ¥800,000.00 低于本次谈判的计划保留价 ¥820,000.00：须由直属经理审批。"
UNTOLD = "低于本次谈判的计划：具体数字仅供有权查看的人查看。"
BELOW = Revision(bundle_price=Decimal(800_000), terms={"credit_days": 90})


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


@pytest.fixture
def quote(version: QuoteVersion, ada: User) -> Quote:
    """V1 at 839,600.00 on the table, planned down to 820,000."""
    held = approved(version, by=ada).quote
    aims(held, by=ada, target=Decimal(830_000), reservation=Decimal(820_000))
    return held


def test_the_manager_reads_both_figures_among_the_rules_and_finance_that_it_is_below(
    client_of: ClientOf, quote: Quote, contact: Contact, ada: User, bo: User, fay: User
) -> None:
    """Finance is asked about the credit days, and may not see what was planned."""
    logged(quote, contact=contact, by=ada, new_offer=BELOW, reason="竞品压价")
    address = f"/approvals/{ApprovalRequest.objects.get(version__number=2).pk}/"
    pages = {person.name: client_of(person).get(address).text for person in (ada, bo, fay)}
    assert {name: (TOLD in page, UNTOLD in page, "820,000" in page) for name, page in pages.items()} == {
        "ada": (True, False, True),
        "bo": (True, False, True),
        "fay": (False, True, False),
    }


TYPED = {"offer": "total", "new_total": "800000"}


def shown(client: Client, quote: Quote, said: dict[str, str]) -> list[tuple[str, str]]:
    needed: tuple[Needed, ...] = client.post(f"/quotes/{quote.pk}/rounds/preview/", said).context["preview"].needed
    return [(need.key, need.who) for need in needed]


def test_the_preview_of_the_round_says_that_the_manager_will_be_asked(
    client_of: ClientOf, quote: Quote, contact: Contact, ada: User, bo: User
) -> None:
    client = client_of(ada)
    asks = [shown(client, quote, said) for said in (TYPED, TYPED | {"new_total": "820000"})]
    assert asks == [[("team_manager", "bo")], []]


@pytest.mark.parametrize("points", ["0", "17"])
def test_no_choice_of_the_policy_keeps_the_manager_out_of_the_preview(
    client_of: ClientOf, quote: Quote, contact: Contact, bo: User, cy: User, adm: User, now: datetime, points: str
) -> None:
    """Bo's own step falls away; below the plan whoever stands above is asked, in the preview as when it is logged."""
    chosen(Choices(own=Own.SKIP, nobody=Nobody.PASS), by=adm, at=now)
    said = TYPED if points == "0" else {"offer": "discount", "new_discount": points}
    asked = shown(client_of(bo), quote, said)
    offer = Revision(bundle_price=Decimal(800_000)) if points == "0" else Revision(discount=Decimal(points))
    kept = logged(quote, contact=contact, by=bo, new_offer=offer, reason="竞品压价")
    assert asked == [("team_manager", "cy")]
    assert [(step.approver, str(step.person)) for step in kept.made.requests.get().steps.all()] == asked  # type: ignore[union-attr]


def test_the_page_of_a_draft_and_of_its_submission_say_so_too_and_figures_only_to_whoever_may_see_the_plan(
    client_of: ClientOf, quote: Quote, contact: Contact, ada: User, bo: User, fay: User, now: datetime
) -> None:
    """Finance opens the deal since a round asks about the credit days."""
    logged(quote, contact=contact, by=ada, new_offer=BELOW, reason="竞品压价")
    draft = revise(quote=quote, bundle_price=Decimal(800_000), credit_days=30, by=ada, at=now)
    pages = {person.name: client_of(person).get(f"/versions/{draft.pk}/").text for person in (ada, fay)}
    assert {name: (TOLD in page, UNTOLD in page, "820,000" in page) for name, page in pages.items()} == {
        "ada": (True, False, True),
        "fay": (False, True, False),
    }
    asking = client_of(ada).get(f"/versions/{draft.pk}/submit/")
    assert [(need.key, need.who) for need in asking.context["asks"]] == [("team_manager", "bo")]


def test_the_way_to_ask_nobody_leads_back_above_the_plan(
    client_of: ClientOf, quote: Quote, ada: User, bo: User, now: datetime
) -> None:
    """A tenth off is within authority and below the plan: 820,000 is at most 2.33 points off 839,600."""
    draft = revise(quote=quote, discount=Decimal(10), by=ada, at=now)
    ways = client_of(ada).get(f"/versions/{draft.pk}/submit/").context["ways"]
    assert [(way.changes, way.left) for way in ways] == [(("每一行的折让不超过 2.33 %",), ())]
