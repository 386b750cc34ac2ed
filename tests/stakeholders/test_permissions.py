from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from stakeholders.domain.people import Role
from stakeholders.models import Contact, Customer, Deal, Team, User
from stakeholders.permissions import (
    MAY,
    Act,
    contact_for,
    customer_for,
    deal_for,
    led_deal_for,
    membership_for,
    seat_for,
    visible_customers,
    visible_deals,
)
from tests.factories import stakeholders as whom

Cast = Callable[[str], User]


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return lambda name: request.getfixturevalue(name)


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("ada", True),  # owns it
        ("pre", True),  # is on it
        ("bo", True),  # leads its team
        ("cy", True),  # leads the team above
        ("dee", False),  # sells in another team
        ("fay", False),  # was not asked to sign
        ("lin", False),
        ("dov", False),
        ("adm", False),  # keeps accounts and prices
    ],
)
def test_who_sees_a_deal_and_its_customer(deal: Deal, customer: Customer, cast: Cast, name: str, sees: bool) -> None:
    person = cast(name)
    assert list(visible_deals(person)) == [deal] * sees
    assert list(visible_customers(person)) == [customer] * sees


@pytest.mark.parametrize(("name", "role"), [("fay", Role.FINANCE), ("lin", Role.LEGAL), ("dov", Role.DELIVERY)])
def test_who_is_asked_to_sign_sees_the_deal_and_the_other_signing_roles_do_not(
    deal: Deal, cast: Cast, name: str, role: Role
) -> None:
    whom.signer(deal=deal, role=role)
    assert list(visible_deals(cast(name))) == [deal]
    others = {"fay", "lin", "dov"} - {name}
    assert [list(visible_deals(cast(other))) for other in sorted(others)] == [[], []]


def test_a_colleague_of_the_same_team_does_not_see_the_deal_until_brought_in(deal: Deal, north_1: Team) -> None:
    colleague = whom.user(name="al", role=Role.SALES, team=north_1)
    assert list(visible_deals(colleague)) == []
    whom.member(deal=deal, user=colleague)
    assert list(visible_deals(colleague)) == [deal]


def test_a_manager_sees_the_teams_below_and_nothing_beside(deal: Deal, north: Team, south_1: Team, cy: User) -> None:
    beside = whom.user(name="so", role=Role.MANAGER, team=south_1)
    south_1.manager = beside
    south_1.save(update_fields=["manager"])
    assert list(visible_deals(beside)) == []
    assert list(visible_deals(cy)) == [deal]


def test_leading_counts_only_for_a_manager(deal: Deal, ada: User, north_1: Team, dee: User) -> None:
    """A team whose manager column names somebody without the role opens nothing to them."""
    north_1.manager = dee
    north_1.save(update_fields=["manager"])
    assert list(visible_deals(dee)) == []
    assert list(visible_deals(ada)) == [deal]


def test_a_customer_without_deals_is_seen_by_its_owner_and_those_above(
    customer: Customer, ada: User, bo: User, cy: User, dee: User, fay: User
) -> None:
    assert [customer in visible_customers(person) for person in (ada, bo, cy, dee, fay)] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_nothing_opens_to_those_who_may_not_see_it(deal: Deal, contact: Contact, ada: User, dee: User) -> None:
    seat = whom.seat(deal=deal, contact=contact)
    member = deal.memberships.get()
    for open_it in (
        lambda user: deal_for(user, deal.pk),
        lambda user: customer_for(user, deal.customer_id),
        lambda user: contact_for(user, contact.pk),
        lambda user: seat_for(user, seat.pk),
        lambda user: membership_for(user, deal.pk, member.user_id),
    ):
        with pytest.raises(Http404):
            open_it(dee)
        assert open_it(ada).pk


def test_a_membership_is_opened_by_its_own_deal_only(deal: Deal, ada: User, pre: User) -> None:
    other = whom.deal(customer=deal.customer, owner=ada, name="other")
    with pytest.raises(Http404):
        membership_for(ada, other.pk, pre.pk)
    assert membership_for(ada, deal.pk, pre.pk).user == pre


def test_handing_over_asks_for_more_than_seeing(deal: Deal, bo: User, south_1: Team) -> None:
    helper = whom.user(name="so", role=Role.MANAGER, team=south_1)
    whom.member(deal=deal, user=helper)
    assert deal_for(helper, deal.pk) == deal
    with pytest.raises(PermissionDenied):
        led_deal_for(helper, deal.pk)
    assert led_deal_for(bo, deal.pk) == deal


def test_every_act_has_its_row_and_somebody_who_may() -> None:
    assert set(MAY) == set(Act)
    assert all(MAY.values())
