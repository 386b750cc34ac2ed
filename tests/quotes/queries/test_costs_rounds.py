"""What a move would leave, before it is made, and what each round left: told to those who may know the cost."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from quotes.actions.usage import choose_usage
from quotes.domain.pricing.revised import Revision
from quotes.domain.usage.rooms import Room, Topology
from quotes.models import QuoteVersion
from quotes.queries.costs import Left, kept_by
from quotes.queries.negotiation import negotiation_screen, on_the_table, round_preview, typed
from stakeholders.models import Contact, Deal, User
from tests.factories import costs, usage
from tests.factories.haggling import approved, logged
from tests.factories.stakeholders import NOW

TODAY = date(2026, 11, 24)
TEN_OFF = Revision(discount=Decimal(10))


@pytest.fixture
def table(version: QuoteVersion, deal: Deal, ada: User, fay: User) -> QuoteVersion:
    """V1, out, with its cost: one broadcast to 1,000 viewers."""
    costs.cost_model(by=fay)
    told = usage.saved(deal=deal, by=ada, room=Room(topology=Topology.BROADCAST, hosts=1, audience=1000))
    choose_usage(version=version, scenario=told, by=ada, at=NOW)
    return approved(version, by=ada)


def left(user: User, table: QuoteVersion, revision: Revision = TEN_OFF) -> Left | None:
    on_table = on_the_table(table.quote)
    assert on_table is not None
    return round_preview(user, typed(on_table, revision), TODAY).left


def test_what_a_move_would_leave_is_what_its_version_keeps(
    table: QuoteVersion, contact: Contact, ada: User, bo: User
) -> None:
    before = left(bo, table)

    made = logged(table.quote, contact=contact, by=ada, new_offer=TEN_OFF).made

    assert made is not None
    kept = kept_by(bo, [made.pk])[made.pk]
    assert before == Left(percent=kept.percent, tone=kept.tone)


def test_a_longer_term_costs_more_months(table: QuoteVersion, bo: User) -> None:
    """The price is for the term as it was, so two years leave less."""
    short, long = left(bo, table), left(bo, table, Revision(discount=Decimal(10), terms={"term_months": 24}))
    assert short is not None
    assert long is not None
    assert short.percent is not None
    assert long.percent is not None
    assert long.percent < short.percent


def test_a_seller_is_told_of_no_margin(
    table: QuoteVersion, contact: Contact, ada: User, bo: User, django_assert_num_queries: Any
) -> None:
    made = logged(table.quote, contact=contact, by=ada, new_offer=TEN_OFF).made
    assert made is not None

    seen = {who: negotiation_screen(who, table.quote, on_the_table(table.quote), TODAY).told for who in (ada, bo)}

    assert [kept for _, kept, _amended in seen[ada]] == [None]
    assert [kept and kept.pk for _, kept, _amended in seen[bo]] == [made.pk]
    assert (left(ada, table), left(bo, table) is not None) == (None, True)
    with django_assert_num_queries(0):
        kept_by(ada, [made.pk])


def test_what_is_missing_is_said_in_the_place_of_a_margin(table: QuoteVersion, bo: User, fay: User) -> None:
    costs.cost_model(by=fay, name="海外成本")
    several = left(bo, table)
    assert (several and several.percent, bool(several and several.why)) == (None, True)


def test_and_where_nobody_said_what_is_used(version: QuoteVersion, ada: User, bo: User, fay: User) -> None:
    costs.cost_model(by=fay)
    unsaid = left(bo, approved(version, by=ada))
    assert (unsaid and unsaid.percent, bool(unsaid and unsaid.why)) == (None, True)
