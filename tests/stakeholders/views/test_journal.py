from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from quotes.models import QuoteVersion
from stakeholders.actions.deals import change_deal
from stakeholders.models import Deal, User
from tests.factories.stakeholders import NOW

ClientOf = Callable[[User], Client]


def test_the_timeline_is_read_by_those_who_may_open_the_deal(
    client_of: ClientOf, deal: Deal, ada: User, dee: User
) -> None:
    change_deal(deal, needs="稳定", by=ada, at=NOW)
    address = f"/deals/{deal.pk}/timeline/"
    assert client_of(dee).get(address).status_code == 404
    assert len(client_of(ada).get(address).context["timeline"].events) == 1


def test_the_next_page_comes_alone_when_htmx_asks(client_of: ClientOf, deal: Deal, ada: User) -> None:
    for n in range(51):
        change_deal(deal, needs=f"稳定 {n}", by=ada, at=NOW)
    client, address = client_of(ada), f"/deals/{deal.pk}/timeline/"
    after = client.get(address).context["timeline"].after
    part = client.get(address, {"after": after}, headers={"HX-Request": "true"})
    assert (b"<html" in part.content, len(part.context["timeline"].events)) == (False, 1)
    assert b"<html" in client.get(address, {"after": after}).content


@pytest.mark.parametrize("rows", [1, 3])
def test_the_timeline_costs_the_same_for_one_and_for_three(
    client_of: ClientOf,
    version: QuoteVersion,
    deal: Deal,
    ada: User,
    rows: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for n in range(rows):
        change_deal(deal, needs=f"稳定 {n}", by=ada, at=NOW)
    client = client_of(ada)
    with django_assert_num_queries(6):
        assert len(client.get(f"/deals/{deal.pk}/timeline/").context["timeline"].events) == rows
