from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from quotes.actions.approvals import submit_version
from quotes.models import QuoteVersion
from stakeholders.domain.people import Role
from stakeholders.models import Contact, Deal, User
from tests.factories import quotes as offered
from tests.factories import stakeholders as whom
from tests.factories.stakeholders import NOW

ClientOf = Callable[[User], Client]


def test_a_deal_is_opened_by_those_who_may_see_it(
    client_of: ClientOf, deal: Deal, ada: User, pre: User, bo: User, cy: User, dee: User, fay: User, adm: User
) -> None:
    people = (ada, pre, bo, cy, dee, fay, adm)
    answers = [client_of(person).get(f"/deals/{deal.pk}/").status_code for person in people]
    assert answers == [200, 200, 200, 200, 404, 404, 404]


def test_the_list_is_for_everybody_but_administrators(
    client_of: ClientOf, deal: Deal, ada: User, fay: User, adm: User
) -> None:
    answers = [client_of(person).get("/deals/") for person in (ada, fay, adm)]
    assert [answer.status_code for answer in answers] == [200, 200, 403]
    assert [len(answer.context["page"].rows) for answer in answers[:2]] == [1, 0]


def test_opinions_and_rounds_never_reach_the_page_of_those_who_sign(
    client_of: ClientOf, deal: Deal, contact: Contact, version: QuoteVersion, fay: User, ada: User
) -> None:
    Deal.objects.update(competitor_note="对手报七折")
    whom.seat(deal=deal, contact=contact, support=-4, concern="怕丢了年终奖")
    whom.signer(deal=deal, role=Role.FINANCE)
    theirs = client_of(fay).get(f"/deals/{deal.pk}/").content.decode()
    hers = client_of(ada).get(f"/deals/{deal.pk}/").content.decode()
    for private in ("对手报七折", f"/deals/{deal.pk}/seats/", f"/deals/{deal.pk}/stage/"):
        assert private in hers
        assert private not in theirs
    for opinion in ("−4", "怕丢了年终奖"):
        assert opinion not in hers + theirs


def test_what_waits_for_approval_is_on_top_with_who_is_waited_for(
    client_of: ClientOf, deal: Deal, version: QuoteVersion, ada: User, bo: User
) -> None:
    version.lines.update(discount=20)
    submit_version(version=QuoteVersion.objects.get(pk=version.pk), reason="竞品压价", by=ada, at=NOW)
    screen = client_of(ada).get(f"/deals/{deal.pk}/").context["screen"]
    assert [[step.person for step in waiting.steps] for waiting in screen.waiting] == [[bo]]


@pytest.mark.parametrize(
    "asked",
    [
        "?stage=moon",
        "?team=x",
        "?team=99999999999999999999",
        "?sort=;drop",
        "?after=x",
        "?q=%00",
        "?q=%25",
        "?closed&mine",
    ],
)
def test_whatever_stands_in_the_address_bar_is_a_page(client_of: ClientOf, deal: Deal, bo: User, asked: str) -> None:
    assert client_of(bo).get(f"/deals/{asked}").status_code == 200


def test_chips_live_in_the_address_and_keep_each_other(client_of: ClientOf, deal: Deal, bo: User) -> None:
    page = client_of(bo).get("/deals/?q=澄湖&stage=quote").content.decode()
    assert "?q=%E6%BE%84%E6%B9%96&amp;stage=negotiation" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    client_of: ClientOf,
    deal: Deal,
    price_book: Any,
    ada: User,
    rows: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for n in range(rows - 1):
        other = whom.deal(customer=deal.customer, owner=ada, name=f"商机{n}")
        offered.draft(deal=other, price_book=price_book, by=ada)
    client = client_of(ada)
    with django_assert_num_queries(6):
        assert len(client.get("/deals/").context["page"].rows) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_workspace_costs_the_same_for_one_and_for_three(
    client_of: ClientOf,
    deal: Deal,
    version: QuoteVersion,
    price_book: Any,
    ada: User,
    rows: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for n in range(rows - 1):
        offered.draft(deal=deal, price_book=price_book, by=ada)
        whom.member(deal=deal, user=whom.user(name=f"p{n}", role=Role.PRESALES))
        whom.seat(deal=deal, contact=whom.contact(customer=deal.customer, name=f"人{n}"))
    client = client_of(ada)
    with django_assert_num_queries(13):
        assert len(client.get(f"/deals/{deal.pk}/").context["screen"].quotes) == rows
