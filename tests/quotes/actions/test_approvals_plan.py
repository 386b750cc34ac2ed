"""A round below the plan of its negotiation: the manager is asked, whatever the policy asks, and reads why."""

from datetime import datetime
from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal
from quotes.domain.policy import Choices, Nobody, Own
from quotes.domain.pricing.revised import Revision
from quotes.models import Policy, Quote, QuoteVersion, Round
from stakeholders.models import Contact, Team, User
from tests.factories.coach import aims
from tests.factories.haggling import approved, asked_of, decided, logged
from tests.quotes.actions.test_approvals_choices import chosen

BELOW = Revision(bundle_price=Decimal(800_000))


@pytest.fixture
def quote(version: QuoteVersion, ada: User) -> Quote:
    """V1 at 839,600.00 on the table, planned down to 820,000."""
    held = approved(version, by=ada).quote
    aims(held, by=ada, target=Decimal(830_000), reservation=Decimal(820_000))
    return held


def test_where_no_rule_asks_the_manager_alone_decides_and_nobody_on_their_own_offer(
    quote: Quote, contact: Contact, ada: User, bo: User
) -> None:
    kept = logged(quote, contact=contact, by=ada, new_offer=BELOW, reason="竞品压价")
    assert asked_of(kept) == [("team_manager", bo, ["below_plan"])]
    request = kept.made.requests.get()  # type: ignore[union-attr]
    with pytest.raises(ForbiddenRefusal):
        decided(request, by=ada)
    decided(request, by=bo)
    request.refresh_from_db()
    assert request.closed_because == "decided"


def test_another_rule_that_asks_does_not_keep_it_from_the_manager(
    quote: Quote, contact: Contact, ada: User, bo: User, fay: User
) -> None:
    offer = Revision(bundle_price=Decimal(800_000), terms={"credit_days": 90})
    kept = logged(quote, contact=contact, by=ada, new_offer=offer, reason="竞品压价")
    assert asked_of(kept) == [("team_manager", bo, ["below_plan"]), ("finance", None, ["credit_days"])]


def test_a_manager_who_is_asked_anyway_reads_it_in_the_same_step(
    quote: Quote, contact: Contact, ada: User, bo: User
) -> None:
    kept = logged(quote, contact=contact, by=ada, new_offer=Revision(discount=Decimal(17)), reason="竞品压价")
    assert asked_of(kept) == [("team_manager", bo, ["discount_percent", "below_plan"])]


def test_an_offer_that_keeps_to_the_plan_asks_nobody_because_of_it(quote: Quote, contact: Contact, ada: User) -> None:
    kept = logged(quote, contact=contact, by=ada, new_offer=Revision(bundle_price=Decimal(820_000)))
    assert asked_of(kept) == []


def test_a_manager_of_the_deal_who_offers_it_asks_the_one_above_though_their_step_would_fall_away(
    quote: Quote, contact: Contact, policy: Policy, bo: User, cy: User, adm: User, now: datetime
) -> None:
    chosen(Choices(own=Own.SKIP, nobody=Nobody.PASS), by=adm, at=now)
    kept = logged(quote, contact=contact, by=bo, new_offer=BELOW, reason="竞品压价")
    assert asked_of(kept) == [("team_manager", cy, ["below_plan"])]


def test_it_stays_refused_where_nobody_is_left_to_agree(
    quote: Quote, contact: Contact, policy: Policy, ada: User, adm: User, now: datetime
) -> None:
    chosen(Choices(nobody=Nobody.PASS), by=adm, at=now)
    Team.objects.update(manager=None)
    with pytest.raises(Refusal, match="Nobody above the team"):
        logged(quote, contact=contact, by=ada, new_offer=BELOW, reason="竞品压价")
    assert Round.objects.count() == 0
