"""Being away, over HTTP."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from quotes.models import Delegation
from stakeholders.models import User

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now):
        yield


def typed(person: User, **changed: str) -> dict[str, str]:
    said = {
        "to": str(person.pk),
        "starts_on": "2026-11-24",
        "ends_on": "2026-11-27",
        "most_points": "20",
        "reason": "休假",
    }
    return said | changed


def test_a_manager_names_whoever_stands_above_and_ends_it(client_of: ClientOf, bo: User, cy: User) -> None:
    client = client_of(bo)
    assert client.post("/delegations/", typed(cy)).status_code == 303
    row = client.get("/delegations/").context["rows"][0]
    assert (row.is_mine, row.is_now, row.is_over, str(row.delegation.most_points)) == (True, True, False, "20.00000000")
    assert client_of(cy).get("/delegations/").context["rows"][0].is_mine is False
    assert client_of(cy).post(f"/delegations/{row.delegation.pk}/end/").status_code == 404
    assert client.post(f"/delegations/{row.delegation.pk}/end/").status_code == 303
    assert client.get("/delegations/").context["rows"][0].is_over is True


def test_whoever_decides_nothing_has_nobody_to_name(client_of: ClientOf, ada: User, bo: User) -> None:
    assert client_of(ada).get("/delegations/").status_code == 403
    assert client_of(bo).get("/delegations/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "field"), [({"to": "0"}, "to"), ({"ends_on": "2026-11-01"}, "ends_on"), ({"reason": ""}, "reason")]
)
def test_what_cannot_be_is_said_beside_its_field(
    client_of: ClientOf, bo: User, cy: User, changed: dict[str, str], field: str
) -> None:
    answer = client_of(bo).post("/delegations/", typed(cy, **changed))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Delegation.objects.count() == 0
