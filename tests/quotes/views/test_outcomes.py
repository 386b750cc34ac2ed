from collections.abc import Callable

import pytest
from django.test import Client

from stakeholders.models import Customer, User
from tests.factories import stakeholders as whom

ClientOf = Callable[[User], Client]


def test_a_page_without_closed_deals_says_what_to_do(client_of: ClientOf, ada: User) -> None:
    answer = client_of(ada).get("/outcomes/")
    assert answer.context["screen"].all.closed == 0
    assert "请选更长的时间" in answer.content.decode()


@pytest.mark.parametrize(("asked", "months"), [("24", 24), ("7", 12), ("x", 12), ("", 12)])
def test_a_time_that_is_not_offered_is_the_usual_one(client_of: ClientOf, ada: User, asked: str, months: int) -> None:
    assert client_of(ada).get("/outcomes/", {"months": asked}).context["screen"].months == months


def test_closed_deals_are_listed_with_how_they_ended(client_of: ClientOf, ada: User, customer: Customer) -> None:
    closed = [whom.deal(customer=customer, owner=ada, name=stage, stage=stage) for stage in ("signed", "lost")]
    page = client_of(ada).get("/outcomes/").content.decode()
    assert all(f"/deals/{one.pk}/" in page for one in closed)
    assert "样本太少，不作结论" in page
