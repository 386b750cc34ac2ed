"""What the page of a request says of a round below the plan, to each who may open it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from quotes.domain.pricing.revised import Revision
from quotes.models import ApprovalRequest, Quote, QuoteVersion
from quotes.queries.quotes.authority import Needed
from stakeholders.models import Contact, User
from tests.factories.coach import aims
from tests.factories.haggling import approved, logged

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


def test_the_preview_of_the_round_says_that_the_manager_will_be_asked(
    client_of: ClientOf, quote: Quote, contact: Contact, ada: User, bo: User
) -> None:
    typed = {"offer": "total", "new_total": "800000"}
    client = client_of(ada)

    def shown(said: dict[str, str]) -> tuple[Needed, ...]:
        needed: tuple[Needed, ...] = client.post(f"/quotes/{quote.pk}/rounds/preview/", said).context["preview"].needed
        return needed

    asks = [[(need.key, need.who) for need in shown(said)] for said in (typed, typed | {"new_total": "820000"})]
    assert asks == [[("team_manager", "bo")], []]
