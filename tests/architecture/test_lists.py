"""A list is read with as many statements for three rows as for one."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from quotes.models import Policy, PriceBookVersion
from stakeholders.models import Customer, Deal, User
from tests.architecture.lists import LISTS, Cast
from tests.factories.stakeholders import NOW


@pytest.fixture
def cast(
    ada: User,
    bo: User,
    adm: User,
    fay: User,
    lin: User,
    dov: User,
    customer: Customer,
    deal: Deal,
    price_book: PriceBookVersion,
    policy: Policy,
) -> Cast:
    return Cast(ada=ada, bo=bo, adm=adm, fay=fay, lin=lin, dov=dov, customer=customer, deal=deal, price_book=price_book)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("route", LISTS)
def test_a_list_is_read_with_the_same_statements_whatever_its_length(
    cast: Cast,
    client_of: Callable[[User], Client],
    django_assert_num_queries: Callable[[int], Any],
    route: str,
    rows: int,
) -> None:
    listing = LISTS[route]
    with time_machine.travel(NOW, tick=False):
        url = listing.fill(cast, rows)
        reader = client_of(getattr(cast, listing.who))
        with django_assert_num_queries(listing.statements):
            assert reader.get(url).status_code == 200
