from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from quotes.models import QuoteVersion
from stakeholders.domain.people import Role
from stakeholders.models import Deal, DealMember, User
from tests.factories import stakeholders as whom

ClientOf = Callable[[User], Client]


def test_a_colleague_is_brought_in_and_opens_the_deal(client_of: ClientOf, deal: Deal, ada: User, dee: User) -> None:
    assert client_of(dee).get(f"/deals/{deal.pk}/members/").status_code == 404
    answer = client_of(ada).post(f"/deals/{deal.pk}/members/add/", {"user": dee.pk})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/deals/{deal.pk}/members/")
    assert client_of(dee).get(f"/deals/{deal.pk}/members/").status_code == 200


@pytest.mark.parametrize("chosen", ["", "0", "-1", "x", "9" * 30])
def test_somebody_who_is_not_there_is_not_brought_in(client_of: ClientOf, deal: Deal, ada: User, chosen: str) -> None:
    answer = client_of(ada).post(f"/deals/{deal.pk}/members/add/", {"user": chosen})
    assert (answer.status_code, set(answer.context["member_form"].errors)) == (422, {"user"})


def test_whoever_is_taken_off_no_longer_opens_the_deal(client_of: ClientOf, deal: Deal, ada: User, pre: User) -> None:
    address = f"/deals/{deal.pk}/members/{pre.pk}/remove/"
    assert client_of(pre).post(address).status_code == 403
    assert client_of(ada).post(address).status_code == 303
    assert client_of(pre).get(f"/deals/{deal.pk}/members/").status_code == 404
    assert client_of(ada).post(address).status_code == 404, "there is nobody left to take off"
    assert not DealMember.objects.exists()


def test_only_a_manager_above_hands_a_deal_over(
    client_of: ClientOf, deal: Deal, ada: User, bo: User, cy: User, dee: User
) -> None:
    helper = whom.user(name="so", role=Role.MANAGER, team=dee.team)
    whom.member(deal=deal, user=helper)
    address = f"/deals/{deal.pk}/owner/"
    answers = [client_of(person).post(address, {"owner": bo.pk}).status_code for person in (dee, ada, helper, cy)]
    assert answers == [404, 403, 403, 303]
    assert Deal.objects.get().owner == bo


def test_a_deal_is_not_handed_out_of_the_teams_below(client_of: ClientOf, deal: Deal, bo: User, dee: User) -> None:
    answer = client_of(bo).post(f"/deals/{deal.pk}/owner/", {"owner": dee.pk})
    assert (answer.status_code, set(answer.context["owner_form"].errors)) == (422, {"owner"})
    assert client_of(bo).post(f"/deals/{deal.pk}/owner/", {"owner": bo.pk}).status_code == 303


def test_the_forms_are_shown_to_those_who_may_use_them(
    client_of: ClientOf, deal: Deal, ada: User, pre: User, bo: User
) -> None:
    def forms(person: User) -> tuple[bool, bool]:
        shown = client_of(person).get(f"/deals/{deal.pk}/members/").context
        return shown["member_form"] is not None, shown["owner_form"] is not None

    assert (forms(pre), forms(ada), forms(bo)) == ((False, False), (True, False), (True, True))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    client_of: ClientOf,
    version: QuoteVersion,
    deal: Deal,
    pre: User,
    rows: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for n in range(rows - 1):
        whom.member(deal=deal, user=whom.user(name=f"p{n}", role=Role.PRESALES, team=whom.team(name=f"t{n}")))
    client = client_of(pre)
    with django_assert_num_queries(6):
        assert len(client.get(f"/deals/{deal.pk}/members/").context["screen"].members) == rows
