"""An offer below the plan of its negotiation, by whichever door: the manager is asked, and reads why."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from dealdesk.kernel.refusals import ForbiddenRefusal, Refusal
from quotes.actions.approvals import submit_version
from quotes.actions.counters import accept_counter
from quotes.actions.quotes import renew_version, revise
from quotes.domain.policy import Choices, Nobody, Own
from quotes.domain.pricing.revised import Revision
from quotes.models import ApprovalRequest, Policy, Quote, QuoteVersion, Round
from stakeholders.models import Contact, Team, User
from tests.factories.coach import aims
from tests.factories.haggling import approved, asked_of, countered, decided, logged, steps_of
from tests.quotes.actions.test_approvals_choices import chosen

type Door = Callable[[Quote, User, datetime], ApprovalRequest]
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


def submitted(quote: Quote, ada: User, now: datetime) -> ApprovalRequest:
    draft = revise(quote=quote, based_on=quote.versions.latest("number"), bundle_price=Decimal(800_000), by=ada, at=now)
    return submit_version(version=draft, reason="竞品压价", by=ada, at=now)


def renewed(quote: Quote, ada: User, now: datetime) -> ApprovalRequest:
    """V1 keeps to the plan it was made under; the one of today is above it."""
    aims(quote, by=ada, target=Decimal(850_000), reservation=Decimal(840_000), aspiration=Decimal(900_000))
    base = quote.versions.latest("number")
    draft = renew_version(version=base, valid_until=date(2027, 2, 1), reason="客户走流程", by=ada, at=now)
    return draft.requests.get()


def accepted(quote: Quote, ada: User, now: datetime) -> ApprovalRequest:
    """Finance gives price for days of credit: a price that was never theirs to give."""
    draft = revise(quote=quote, based_on=quote.versions.latest("number"), credit_days=90, by=ada, at=now)
    asked = submit_version(version=draft, reason="客户要账期", by=ada, at=now)
    offer = Revision(bundle_price=Decimal(800_000), terms={"credit_days": 30})
    made = countered(asked, by=User.objects.get(name="fay"), offer=offer)
    return accept_counter(counter=made, content_hash=made.content_hash, by=ada, at=now)


@pytest.mark.parametrize("door", [submitted, renewed, accepted])
def test_whichever_door_it_comes_by_the_manager_is_asked(
    quote: Quote, ada: User, bo: User, fay: User, now: datetime, door: Door
) -> None:
    assert steps_of(door(quote, ada, now)) == [("team_manager", bo, ["below_plan"])]


def test_below_the_plan_a_manager_who_agreed_is_asked_anew_at_a_renewal(
    quote: Quote, ada: User, bo: User, now: datetime
) -> None:
    request = submitted(quote, ada, now)
    decided(request, by=bo)
    draft = renew_version(version=request.version, valid_until=date(2027, 2, 1), reason="客户走流程", by=ada, at=now)
    assert steps_of(draft.requests.get()) == [("team_manager", bo, ["below_plan"])]


def test_a_managers_own_counter_below_the_plan_is_their_word_for_it(
    quote: Quote, ada: User, bo: User, now: datetime
) -> None:
    made = countered(submitted(quote, ada, now), by=bo, offer=Revision(bundle_price=Decimal(810_000)))
    request = accept_counter(counter=made, content_hash=made.content_hash, by=ada, at=now)
    assert (steps_of(request), request.version.is_approved) == ([("team_manager", bo, ["below_plan"])], True)


def test_the_last_revision_of_the_plan_is_the_one_that_counts(quote: Quote, ada: User, now: datetime) -> None:
    aims(quote, by=ada, target=Decimal(830_000), reservation=Decimal(700_000))
    assert steps_of(submitted(quote, ada, now)) == []
